import { describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../domain/events.js';
import type { LotId } from '../domain/ids.js';
import { anEntry, anOpening, at, hardTerms } from '../testing/builders.js';
import { createFakeBook } from '../testing/fake-ledger.js';
import { holds, openLot, SEATED } from '../testing/open-lot.js';
import { openTranscript } from '../testing/transcript.js';
import { openFloor } from './run-floor.js';

const LOT = '1' as LotId;

const kinds = (events: readonly AuctionEvent[]) => events.map(({ kind }) => kind);

describe('an evening on the floor', () => {
  test('runs from the first bid to the last settlement, and tells those who wrote', async () => {
    await holds(
      await openTranscript(SEATED),
      `
      15 ticks
        presents 1
        opens 1, closes at 75
      16 @ada bid 1 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      17 chat @bob bid 1.05 ETH
        refuses 102 BELOW_ASK, asks 1.1
        tells @bob: That is below the asking bid. Asking 1.1 ETH.
      18 @ada bid 1.2 ETH
        refuses 101 ALREADY_HIGH_BIDDER, asks 1.1
        tells @ada: You lead already, and nobody need bid against himself.
      67 ticks
        warns on 1
      70 chat @bob bid 1.1 ETH
        accepts 102 at 1.1, asks 1.2, closes at 85
        tells @ada: You have been outbid at 1.1 ETH. Asking 1.2 ETH.
        tells @bob: You lead at 1.1 ETH.
      84.999 ticks
        warns on 1
        warns on 1
      85 tick
        sells 1 to 102 at 1.1
        begins to settle 1
        tells @bob: Sold to you: Lot 1, for 1.1 ETH. Settlement follows on chain.
        owes settle 1
      86 settled 1
        settled 1
        tells @bob: Lot 1 is yours on chain. Transaction 0xbeef
      87 settled 1
        nothing
      155.999 ticks
        presents 2
        opens 2, closes at 156
        warns on 2
        warns on 2
      156 tick
        passes 2
        owes give-back 2
      200 ticks
        auction-closed
      `,
    );
  });

  test('answers nobody who bid on chain, for nobody there asked', async () => {
    await holds(
      await openLot(),
      `
      16 wallet ada bids 1 on 1
        accepts 101 at 1, asks 1.1
      17 wallet bob bids 1.05 on 1
        refuses 102 BELOW_ASK, asks 1.1
      18 @bob bid 1.1 ETH
        accepts 102 at 1.1, asks 1.2
        tells @bob: You lead at 1.1 ETH.
      19 wallet ada bids 1.2 on 1
        accepts 101 at 1.2, asks 1.3
        tells @bob: You have been outbid at 1.2 ETH. Asking 1.3 ETH.
      75 ticks
        warns on 1
        warns on 1
        sells 1 to 101 at 1.2
        begins to settle 1
        owes settle 1
      76 settled 1
        settled 1
      `,
    );
  });

  test('tells only the one who was overtaken, where the house bids for its bidders', async () => {
    const catalogue = [{ ...anEntry(1), terms: hardTerms({ proxy: true }) }];
    await holds(
      await openLot({ ...SEATED, opening: { catalogue } }),
      `
      16 @ada bid 2 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      17 @bob bid 1.5 ETH
        accepts 102 at 1.6, asks 1.7
        tells @bob: You have been outbid at 1.6 ETH. Asking 1.7 ETH.
      18 @bob bid 3 ETH
        accepts 102 at 2.1, asks 2.2
        tells @ada: You have been outbid at 2.1 ETH. Asking 2.2 ETH.
        tells @bob: You lead at 2.1 ETH.
      `,
    );
  });

  test('keeps what could not be settled, and lets it be made good', async () => {
    const evening = await openLot();
    await evening.play('16 @ada bid 1 ETH\n75 ticks');
    await holds(
      evening,
      `
      76 unsettled 1
        not settled 1: the chain said no
      77 unsettled 1
        nothing
      78 settled 1
        settled 1
        tells @ada: Lot 1 is yours on chain. Transaction 0xbeef
      79 unsettled 1
        nothing
      `,
    );
  });
});

describe('what comes twice', () => {
  test('is ruled on once, also by a house that opened again', async () => {
    await holds(
      await openLot(),
      `
      16 @ada bid 1 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      17 again
        nothing
      18 reopen
        nothing
      19 again
        nothing
      20 chat @bob nice
        owes @bob an answer
      21 again
        nothing
      22 reopen
        nothing
      23 again
        nothing
      `,
    );
  });

  test('is told to nobody', async () => {
    const evening = await openLot();
    await evening.play('16 @ada bid 1 ETH');
    const count = evening.told.length;
    await evening.play('17 again\n18 reopen\n19 again');
    expect(evening.told).toHaveLength(count);
  });

  test('is known by its own id, not by its words: X and the chat count apart', async () => {
    await holds(
      await openLot(),
      `
      16 @bob bid 1 ETH
        accepts 102 at 1, asks 1.1
        tells @bob: You lead at 1 ETH.
      17 @bob bid 1 ETH
        refuses 102 ALREADY_HIGH_BIDDER, asks 1.1
        tells @bob: You lead already, and nobody need bid against himself.
      `,
    );
  });
});

describe('the book', () => {
  test('holds an accepted bid before anybody hears of it', async () => {
    const { ledger } = createFakeBook();
    const opening = anOpening();
    const written: string[] = [];
    const found: string[][] = [];
    const floor = await openFloor({
      auctionId: opening.id,
      ledger: {
        ...ledger,
        append: async (id, batch, after) => {
          const entries = await ledger.append(id, batch, after);
          written.push(...kinds(batch.events.map(({ event }) => event)));
          return entries;
        },
      },
      reserves: new Map(),
      clock: { now: () => at(15) },
      hostHandle: 'aurelia',
      checksum: (wallet) => wallet,
      onCommit: ({ events }) => found.push([...kinds(events), '|', ...written]),
    });
    await floor.run({ kind: 'move', move: { kind: 'open-auction', at: at(0), opening } });
    await floor.run({ kind: 'tick', due: at(10) });
    expect(found).toEqual([
      ['auction-opened', '|', 'auction-opened'],
      ['lot-previewed', '|', 'auction-opened', 'lot-previewed'],
    ]);
  });

  test('is read anew when somebody else wrote, and the same turn then goes through', async () => {
    const evening = await openLot();
    await evening.play('16 another writer');
    const count = evening.told.length;
    await holds(
      evening,
      `
      17 @ada bid 1 ETH
        fails LEDGER_CONFLICT
      18 again
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      `,
    );
    expect(evening.told).toHaveLength(count + 1);
    expect(evening.told.at(-1)?.auction.sequence).toBe(
      (await evening.book.ledger.read(evening.auctionId)).length,
    );
  });

  test('owes exactly the errands that the house was told of', async () => {
    const evening = await openLot();
    await evening.play(
      '16 @ada bid 1 ETH\n17 @bob bid 1.1 ETH\n18 @eve hello\n85 ticks\n90 settled 1\n300 ticks',
    );
    const told = evening.told.flatMap(({ errands }) => errands);
    expect(await evening.book.outbox(evening.auctionId).waiting()).toEqual(told);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(told.length).toBe(8);
  });

  test('gives the same auction to a floor that opens on it', async () => {
    const evening = await openLot();
    await evening.play('16 @ada bid 1 ETH\n17 @bob bid 1.1 ETH\n18 @ada bid 1 ETH');
    const before = evening.floor().auction();
    await evening.play('19 reopen');
    const after = evening.floor().auction();
    expect(after).not.toBe(before);
    expect(after?.sequence).toBe(before?.sequence);
    expect(after?.lots.get(LOT)).toEqual(before?.lots.get(LOT));
    expect(after?.lots.get(LOT)?.accepted).toBe(2);
  });

  test('takes no words before the auction is open, and no tick', async () => {
    const { ledger } = createFakeBook();
    const floor = await openFloor({
      ...{ auctionId: anOpening().id, ledger, reserves: new Map(), clock: { now: () => at(0) } },
      ...{ hostHandle: 'aurelia', checksum: (wallet) => wallet, onCommit: () => undefined },
    });
    expect(await floor.run({ kind: 'tick', due: at(0) })).toBeUndefined();
    expect(floor.auction()).toBeUndefined();
    const move = { kind: 'seal-book', at: at(0) } as const;
    await expect(floor.run({ kind: 'move', move })).rejects.toMatchObject({
      code: 'AUCTION_NOT_OPEN',
    });
    expect(await ledger.auctions()).toEqual([]);
  });
});
