import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Auction, Reserves } from '../../domain/auction.js';
import type { BidId, LotId } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import { at } from '../../testing/builders.js';
import { createFakeBook } from '../../testing/fake-ledger.js';
import { createFakePages } from '../../testing/fake-pages.js';
import { openLot } from '../../testing/open-lot.js';
import { evenings, playEvening } from '../../testing/random-evening.js';
import type { Transcript } from '../../testing/transcript.js';
import { listBids, type ListedBid } from './bid-rows.js';
import { bidIdOf } from './find-bid.js';
import { readStory, type StorySources } from './story.js';
import { createNames } from './roster.js';

function sourcesOf({ book, auctionId }: Transcript): StorySources {
  return {
    pages: createFakePages(book.ledger, auctionId),
    outbox: book.outbox(auctionId),
    airings: { showing: (sequence) => ({ sequence, frame: 30, onAirMs: 1_000, at: at(17) }) },
    reserves: new Map(),
  };
}

/** The ids of the bids in the book, in the order of their rulings. */
async function bidsIn({ book, auctionId }: Transcript): Promise<readonly BidId[]> {
  return (await book.ledger.read(auctionId)).flatMap((entry) => bidIdOf(entry) ?? []);
}

describe('the story of a bid', () => {
  test('tells ruling, frame, replies and what followed', async () => {
    const evening = await openLot();
    await evening.play(`
      16 @ada (placed 15) bid 1 ETH
      17 @bob bid 2 ETH
      18 @ada bid 0.5 ETH
      75 ticks`);
    const sources = sourcesOf(evening);
    const [first = '', second = '', third = ''] = await bidsIn(evening);
    const replyId = `reply-${first}`;
    await sources.outbox.named(replyId);
    await evening.book.outbox(evening.auctionId).close(replyId, 'done', '99', at(16));

    const lost = await readStory(sources, first);
    expect(lost).toMatchObject({
      ...{ bid: first, state: 'outbid', amountEth: '1', delayMs: 1_000, transaction: null },
      post: { url: `https://x.com/ada/status/${first.slice('post-'.length)}` },
      bidder: { paddle: '101', name: '@ada' },
      lot: { number: 1 },
      ruling: { verdict: 'accepted', priceEth: '1', leader: '@ada', code: null },
      onAir: { frame: 30, onAirMs: 1_000, afterMs: 1_000 },
    });
    expect(lost.followed.map(({ text }) => text)).toEqual([
      'outbid by @bob at 2 ETH',
      'the hammer fell: sold to @bob at 2 ETH',
    ]);
    expect(lost.replies).toMatchObject([
      { id: replyId, state: 'done', xId: '99', why: null, text: 'You lead at 1 ETH.' },
      { id: `${replyId}-outbid`, state: 'waiting', xId: null, at: null },
    ]);

    expect(await readStory(sources, second)).toMatchObject({ state: 'won' });
    expect(await readStory(sources, third)).toMatchObject({
      ...{ state: 'refused', followed: [], onAir: null },
      ruling: { code: 'BELOW_ASK', words: 'That is below the asking bid.', leader: '@bob' },
    });
  });

  test('tells a lead that comes back, and to whom the lot went in the end', async () => {
    const evening = await openLot();
    await evening.play(`
      16 @ada bid 1 ETH
      17 @bob bid 2 ETH`);
    const [first = '', second = ''] = await bidsIn(evening);
    const desk = { id: 'desk-1' as never, by: 'olga', why: 'misheard' };
    const move = { kind: 'void-bid', lotId: '1' as LotId, at: at(18), desk } as const;
    await evening.floor().run({ kind: 'move', move: { ...move, bidId: second as BidId } });
    await evening.play('75 ticks');
    await evening.play('76 settled 1');
    const story = await readStory(sourcesOf(evening), first);
    expect(story.state).toBe('settled');
    expect(story.followed.map(({ text }) => text.replace(/0x\w+/, 'HASH'))).toEqual([
      'outbid by @bob at 2 ETH',
      'leads again at 1 ETH: a bid above it was voided',
      'the hammer fell: won at 1 ETH',
      'settlement begun',
      'settled in HASH',
    ]);
    expect(await readStory(sourcesOf(evening), second)).toMatchObject({
      state: 'voided',
      followed: [{ text: 'voided by olga: misheard' }],
    });
  });

  test('finds a bid by X’s own id, a transaction, a beginning and a sequence', async () => {
    const evening = await openLot();
    await evening.play(`
      16 @ada bid 1 ETH
      17 wallet bob bids 2 on 1`);
    const sources = sourcesOf(evening);
    const [post = '', chain = ''] = await bidsIn(evening);
    const find = async (name: string) => (await readStory(sources, name)).bid;
    expect(await find(post.slice('post-'.length))).toBe(post);
    expect(await find(chain.slice('chain-'.length))).toBe(chain);
    expect(await find(`${chain.slice(0, 'chain-'.length + 6)}…`)).toBe(chain);
    const { sequence } = (await readStory(sources, chain)).ruling ?? {};
    expect(await find(String(sequence))).toBe(chain);
    expect(await find(`#${String(sequence)}`)).toBe(chain);
    await expect(find('1')).rejects.toMatchObject({ code: 'BID_UNKNOWN' });
    await expect(find(`${post.slice(0, -1)}x`)).rejects.toMatchObject({
      code: 'BID_UNKNOWN',
      message: `The book holds no bid ${post.slice(0, -1)}x; the nearest is ${post}.`,
    });
    await expect(find('')).rejects.toMatchObject({ code: 'BID_UNKNOWN' });
  });
});

describe('stories of random evenings', () => {
  test('every bid has one, whose end is how the auction stands', async () => {
    await fc.assert(
      fc.asyncProperty(evenings, async (evening) => {
        const { sources, auction, bids } = await played(playEvening(evening), evening.reserves);
        for (const id of bids.slice(0, 40)) {
          const { state, lot } = await readStory(sources, id);
          const entry = auction.opening.catalogue.find(({ number }) => number === lot?.number);
          const stands = entry && auction.lots.get(entry.id);
          const leads = stands?.leader?.id === id;
          const isIn = stands?.bids.slice().some((bid) => bid.id === id) ?? false;
          expect(isIn, id).toBe(!['refused', 'voided', 'waits'].includes(state));
          expect(leads && isIn, `${id} ${state}`).toBe(
            !['outbid', 'refused', 'voided', 'waits'].includes(state),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  test('every bid is listed once, by what the book says of it', async () => {
    await fc.assert(
      fc.asyncProperty(evenings, async (evening) => {
        const { sources, bids, auction } = await played(playEvening(evening), evening.reserves);
        const roster = await createNames(sources.pages).at(await sources.pages.length());
        const rows: ListedBid[] = [];
        for await (const page of listBids(sources.pages, roster, {})) rows.push(...page);
        expect(rows.map(({ bid }) => bid).sort()).toEqual([...new Set(bids)].sort());
        const standing = [...auction.lots.values()].flatMap((lot) => lot.bids.map(({ id }) => id));
        const accepted = rows.filter(({ verdict }) => verdict === 'accepted');
        expect(accepted.map(({ bid }) => bid).sort()).toEqual([...standing].sort());
      }),
      { numRuns: 25 },
    );
  });
});

async function played(
  { book, auction }: ReturnType<typeof playEvening>,
  reserves: Reserves = new Map(),
): Promise<{
  readonly sources: StorySources;
  readonly auction: Auction;
  readonly bids: readonly BidId[];
}> {
  invariant(auction !== undefined, 'an evening opens');
  const { id } = auction.opening;
  const kept = createFakeBook();
  const { ledger } = kept;
  const entries = await ledger.append(id, { events: book, errands: [], heard: [] }, 0);
  const sources = {
    pages: createFakePages(ledger, id),
    outbox: kept.outbox(id),
    airings: { showing: () => undefined },
    reserves,
  };
  return { sources, auction, bids: entries.flatMap((entry) => bidIdOf(entry) ?? []) };
}
