import { describe, expect, test } from 'vitest';
import type { Address, XUserId } from '../domain/ids.js';
import { address, anEntry, at } from '../testing/builders.js';
import { holds, openLot, SEATED } from '../testing/open-lot.js';
import { openTranscript } from '../testing/transcript.js';
import { hearPost } from './hear-post.js';

describe('words', () => {
  test('that are no bid go to the host and leave no event', async () => {
    const evening = await openLot();
    await holds(
      evening,
      `
      16 @eve what a lovely thing
        owes @eve an answer
      17 chat @bob who made it?
        owes @bob an answer
      `,
    );
    expect(evening.told.slice(-2).map(({ events }) => events)).toEqual([[], []]);
    expect(await evening.book.ledger.heardCount(evening.auctionId)).toBe(4);
  });

  test('that are unclear are refused while a lot takes bids, and talk while none does', async () => {
    await holds(
      await openTranscript(SEATED),
      `
      5 @ada about 2 ETH
        owes @ada an answer
      15 ticks
        presents 1
        opens 1, closes at 75
      16 @ada about 2 ETH
        refuses UNCLEAR
        tells @ada: I could not read one amount in that. Lot 1 asks 1 ETH. Say, for example: bid 1 ETH
      75 ticks
        warns on 1
        warns on 1
        passes 1
        owes give-back 1
      76 @ada about 2 ETH
        owes @ada an answer
      `,
    );
  });

  test('of a stranger are answered with how to register', async () => {
    await holds(
      await openLot(),
      `
      16 @eve bid 1 ETH
        refuses NOT_REGISTERED
        tells @eve: No paddle yet: post "register" with your wallet address, and deposit from that wallet.
      `,
    );
  });
});

test('a claim is heard with its address as the chain writes it', () => {
  const heard = hearPost(
    {
      ...{ source: 'post', id: '1', authorId: '7' as XUserId, handle: 'ada' },
      ...{ text: `Register ${address(10).toUpperCase().replace('X', 'x')}!` },
      ...{ placedAt: at(1), receivedAt: at(2) },
    },
    {
      ...{ hostHandle: 'aurelia', lotCurrency: 'ETH', lotIsOpen: false, catalogue: [] },
      checksum: (wallet) => wallet.toLowerCase() as Address,
    },
  );
  expect(heard).toEqual({
    kind: 'move',
    move: {
      ...{ kind: 'claim-wallet', at: at(2), sourceId: 'post-1', xUserId: '7', handle: 'ada' },
      address: address(10),
    },
  });
});

describe('a paddle', () => {
  test('is given once X user and wallet have named each other, in either order', async () => {
    await holds(
      await openLot({}),
      `
      16 @ada register
        hears @ada claim a wallet
      17 wallet ada deposits 2 for ada
        credits 2
        gives ada paddle 101
      18 wallet bob deposits 2 for bob
        credits 2
      19 @bob register
        hears @bob claim a wallet
        gives bob paddle 102
      20 wallet ada deposits 1 for ada
        credits 1
      `,
    );
  });

  test('is not given on one word alone, nor on two that differ', async () => {
    await holds(
      await openLot({}),
      `
      16 @ada register
        hears @ada claim a wallet
      17 wallet ada deposits 2 for eve
        credits 2
      18 @ada bid 1 ETH
        refuses NOT_REGISTERED
        tells @ada: No paddle yet: post "register" with your wallet address, and deposit from that wallet.
      `,
    );
  });

  test('is given to a wallet that names nobody, which bids on chain', async () => {
    await holds(
      await openLot({}),
      `
      16 wallet cyd deposits 2
        credits 2
        gives 0x0000…0003 paddle 101
      17 wallet cyd bids 1 on 1
        accepts 101 at 1, asks 1.1
      `,
    );
  });

  test('bids no more than its deposit covers with the premium', async () => {
    const opening = { depositRequired: true, catalogue: [anEntry(1)] };
    await holds(
      await openLot({ opening, seated: ['ada'], deposit: '1.05' }),
      `
      16 @ada bid 1.000000000000000001 ETH
        refuses 101 INSUFFICIENT_DEPOSIT, asks 1
        tells @ada: Your deposit does not cover that bid with the premium. Asking 1 ETH.
      17 @ada bid 1 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      `,
    );
  });
});
