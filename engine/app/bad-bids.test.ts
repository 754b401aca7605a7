import { describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../domain/events.js';
import type { LotId, XUserId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import { aDesk, anEntry, at } from '../testing/builders.js';
import { holds, openLot } from '../testing/open-lot.js';
import type { Transcript } from '../testing/transcript.js';
import { hearPost, type HearingContext } from './hear-post.js';

const context: HearingContext = {
  ...{ hostHandle: 'aurelia', lotCurrency: 'ETH', lotIsOpen: true },
  ...{ catalogue: [anEntry(1), anEntry(12)], checksum: (wallet) => wallet },
};

const aPost = (text: string, over: Partial<Post> = {}): Post => ({
  ...{ source: 'post', id: '5', authorId: '1' as XUserId, handle: 'ada', text },
  ...{ placedAt: at(16), receivedAt: at(16) },
  ...over,
});

const offerIn = (text: string, over?: Partial<Post>) => {
  const heard = hearPost(aPost(text, over), context);
  return heard.kind === 'move' && heard.move.kind === 'offer' ? heard.move.offer : undefined;
};

/** Has the floor hear a post and gives back the event that came of it. */
async function hear(evening: Transcript, post: Post): Promise<AuctionEvent | undefined> {
  await evening.floor().run({ kind: 'post', post });
  return (await evening.book.ledger.read(evening.auctionId)).at(-1)?.event;
}

describe('a bid that names a lot', () => {
  test('is for that lot by its number, whatever its id', () => {
    const catalogue = [{ id: 'sunrise' as LotId, number: 12 }];
    const heard = hearPost(aPost('bid 2 ETH on lot 12'), { ...context, catalogue });
    expect(heard).toMatchObject({ move: { offer: { lotId: 'sunrise', amount: '2' } } });
  });

  test('that is in no catalogue keeps what it named', () => {
    expect(offerIn('bid 2 ETH on lot 99')).toMatchObject({ lotId: '99', amount: '2' });
    expect(offerIn('bid 2 ETH')).not.toHaveProperty('lotId');
  });

  test('is never taken for the lot on program', async () => {
    await holds(
      await openLot(),
      `
      16 @ada bid 2 ETH on lot 2
        refuses OTHER_LOT
        tells @ada: That lot is not open now, and a bid for one lot is never taken for another.
      17 @ada bid 2 ETH on lot 99
        refuses OTHER_LOT
        tells @ada: That lot is not open now, and a bid for one lot is never taken for another.
      18 @ada bid 2 ETH on lot 1
        accepts 101 at 2, asks 2.1
        tells @ada: You lead at 2 ETH.
      `,
    );
  });
});

describe('what cannot be a bid', () => {
  test('is told so: another currency, a hundred digits, a stranger', async () => {
    await holds(
      await openLot(),
      `
      16 @ada bid 100 USD
        refuses WRONG_CURRENCY
        tells @ada: This lot is sold in ETH.
      17 @ada bid ${'9'.repeat(100)} ETH
        refuses AMOUNT_TOO_LARGE
        tells @ada: There is not that much ETH in the world.
      18 @ada bid 0.${'1'.repeat(100)} ETH
        refuses UNCLEAR
        tells @ada: I could not read one amount in that. Lot 1 asks 1 ETH. Say, for example: bid 1 ETH
      19 @cyd bid 1 ETH
        refuses NOT_REGISTERED
        tells @cyd: No paddle yet: post "register" with your wallet address, and deposit from that wallet.
      20 @bob bid 0.9 ETH
        refuses 102 BELOW_ASK, asks 1
        tells @bob: That is below the asking bid. Asking 1 ETH.
      20 again
        nothing
      `,
    );
  });

  test('is told so once a bidder and lot where its words are unclear, and recorded each time', async () => {
    await holds(
      await openLot(),
      `
      16 @ada about 2 ETH
        refuses UNCLEAR
        tells @ada: I could not read one amount in that. Lot 1 asks 1 ETH. Say, for example: bid 1 ETH
      17 @ada about 3 ETH
        refuses UNCLEAR
      17 reopen
        nothing
      18 chat @ada maybe 3 ETH
        refuses UNCLEAR
      19 @bob bid 1 ETH
        accepts 102 at 1, asks 1.1
        tells @bob: You lead at 1 ETH.
      20 @bob about 3 ETH
        refuses UNCLEAR
        tells @bob: I could not read one amount in that. Lot 1 asks 1.1 ETH. Say, for example: bid 1.1 ETH
      `,
    );
  });

  test('of a bidder who was turned away is refused as his', async () => {
    const evening = await openLot();
    const move = { kind: 'block-bidder', at: at(16), paddle: '101', desk: aDesk() } as never;
    await evening.floor().run({ kind: 'move', move });
    expect(await hear(evening, aPost('bid 1 ETH'))).toMatchObject({ why: 'BLOCKED' });
  });
});

describe('an edited post', () => {
  const edited = { id: '6', editOf: '5' };

  test('is no bid, is told so, and leaves the first version standing', async () => {
    const evening = await openLot();
    expect(await hear(evening, aPost('bid 1 ETH'))).toMatchObject({ kind: 'bid-accepted' });
    const event = await hear(evening, aPost('bid 100 ETH', edited));
    expect(event).toMatchObject({ kind: 'offer-refused', why: 'EDITED', offer: { amount: '100' } });
    const lot = evening
      .floor()
      .auction()
      ?.lots.get('1' as LotId);
    expect(lot?.leader).toMatchObject({ id: 'post-5', priceWei: 10n ** 18n });
    const owed = await evening.book.outbox(evening.auctionId).waiting();
    expect(owed.at(-1)).toMatchObject({
      id: 'reply-post-6',
      text: 'An edited post is no bid. Post your bid anew.',
    });
  });

  test('is no bid even where its words are unclear or its first version was not heard', async () => {
    const evening = await openLot();
    expect(await hear(evening, aPost('bid 1 ETH', edited))).toMatchObject({ why: 'EDITED' });
    const unclear = aPost('about 2 ETH', { id: '8', editOf: '7' });
    expect(await hear(evening, unclear)).toMatchObject({ why: 'EDITED' });
  });

  test('that was and is talk is owed one answer', async () => {
    const evening = await openLot();
    await hear(evening, aPost('what a lovly thing'));
    await hear(evening, aPost('what a lovely thing', edited));
    const owed = await evening.book.outbox(evening.auctionId).waiting();
    expect(owed.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  });
});

describe('a runner-up', () => {
  /** Ada won lot 1 at 2 ETH and does not pay; Bob bid 1. */
  const defaulted = async (): Promise<Transcript> => {
    const evening = await openLot();
    await evening.play('16 @bob bid 1 ETH\n17 @ada bid 2 ETH\n75 ticks');
    const move = { kind: 'default-lot', at: at(76), lotId: '1', desk: aDesk() } as never;
    await evening.floor().run({ kind: 'move', move });
    return evening;
  };

  test('is told of his chance and how to take it', async () => {
    const evening = await defaulted();
    const owed = await evening.book.outbox(evening.auctionId).waiting();
    expect(owed.at(-1)).toMatchObject({
      ...{ kind: 'reply', priority: 1, to: { handle: 'bob' } },
      text: 'Lot 1 can be yours after all, for 1 ETH and 0.05 ETH premium. Say within 15 min: accept lot 1 (or: decline lot 1)',
    });
  });

  test('takes it with his own words, and is told so as a winner is', async () => {
    const evening = await defaulted();
    await holds(
      evening,
      `
      77 @ada accept lot 1
        nothing
      78 @bob accept lot 2
        nothing
      79 @bob @aurelia accept lot 1!
        second-chance-taken 1
        begins to settle 1
        tells @bob: Sold to you: Lot 1, for 1 ETH. Settlement follows on chain.
        owes settle 1
      79 again
        nothing
      `,
    );
  });

  test('declines it with his own words', async () => {
    await holds(
      await defaulted(),
      `
      77 chat @bob decline lot 1
        second-chance-declined 1
        owes give-back 1
      `,
    );
  });

  test('who says more than the words asked for has said nothing', async () => {
    await holds(
      await defaulted(),
      `
      77 @bob I accept lot 1, I think
        owes @bob an answer
      `,
    );
  });
});
