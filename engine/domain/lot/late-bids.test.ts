import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aDesk, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import { afterBids, bidBy, verdict } from '../../testing/rulings.js';
import type { BidId, Instant, LotId } from '../ids.js';
import { closeDueAt } from './clock.js';
import { closeIfDue } from './close-lot.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { ruleOnLotMove } from './rule-on-move.js';
import type { Terms } from './terms.js';

const END = 60_000;
const GRACE = 3_000;
const lotId = '1' as LotId;

/** A minute of bidding from 1 ETH by 0.1, then three seconds of grace. */
const lotOf = (over: Partial<Terms> = {}): Lot =>
  openLot(hardTerms({ deliveryGraceMs: GRACE, ...over }));

/** Placed and received so many milliseconds after the opening. */
const bid = (paddle: string, amount: string, placedMs: number, receivedMs: number): Bid =>
  bidBy(paddle, amount, 0, {
    placedAt: at(placedMs / 1000),
    receivedAt: at(receivedMs / 1000),
    id: `post-${paddle}` as BidId,
  });

const softClose = { windowMs: 15_000, extendToMs: 15_000, from: 'now' } as const;

/** Whoever wins once everything that waited is ruled on, and at what price. */
function result(lot: Lot): unknown[] {
  const events = closeIfDue(lot, closeDueAt(lot) as Instant, 0);
  const { leader, priceWei, phase } = events.reduce((now, event) => foldLot(now, event), lot);
  return [phase, leader?.paddle, priceWei];
}

describe('in time or late', () => {
  test.each<[string, number, number, string, string]>([
    [
      'placed and received a millisecond before the close',
      END - 1,
      END - 1,
      'accepted',
      'accepted',
    ],
    ['placed before, received at the close', END - 1, END, 'held', 'accepted'],
    ['placed before, received a millisecond after', END - 1, END + 1, 'held', 'held'],
    ['placed at the close', END, END, 'LATE', 'accepted'],
    ['placed at the close, received a millisecond after', END, END + 1, 'LATE', 'held'],
    ['placed a millisecond after', END + 1, END + 1, 'LATE', 'LATE'],
    ['received in the last millisecond of the grace', END - 1, END + GRACE - 1, 'held', 'held'],
    ['received when the grace is over', END - 1, END + GRACE, 'LATE', 'held'],
    ['received a millisecond later', END - 1, END + GRACE + 1, 'LATE', 'LATE'],
    ['placed long before, received when the grace is over', 1, END + GRACE + 1, 'LATE', 'LATE'],
    ['placed before the opening', -1, 1, 'EARLY', 'EARLY'],
    ['placed at the opening', 0, 1, 'accepted', 'accepted'],
  ])('%s', (_name, placedMs, receivedMs, exclusive, inclusive) => {
    const one = bid('101', '1', placedMs, receivedMs);
    expect(verdict(lotOf(), one)).toBe(exclusive);
    expect(verdict(lotOf({ endInclusive: true }), one)).toBe(inclusive);
  });

  test('after a hard close nothing waits that was not placed in time; after a soft one it may', () => {
    expect(verdict(lotOf(), bid('101', '1', END + 1, END + 2))).toBe('LATE');
    expect(verdict(lotOf({ softClose }), bid('101', '1', END + 1, END + 2))).toBe('held');
  });

  test('the hammer waits for the last instant that something can come', () => {
    const led = afterBids(lotOf(), bid('101', '1', 1, 1));
    expect(closeDueAt(led)).toBe(at((END + GRACE) / 1000));
    const inclusive = afterBids(lotOf({ endInclusive: true }), bid('101', '1', 1, 1));
    expect(closeDueAt(inclusive)).toBe(at((END + GRACE + 1) / 1000));
    fc.assert(
      fc.property(fc.integer({ min: -3, max: GRACE + 3 }), fc.boolean(), (ms, endInclusive) => {
        const lot = lotOf({ endInclusive });
        const waits = verdict(lot, bid('101', '1', END - 1, END + ms)) !== 'LATE';
        expect(closeIfDue(lot, at((END + ms) / 1000), 0).length === 0).toBe(waits);
      }),
    );
  });
});

describe('what waited', () => {
  test.each<[string, Bid[], string, string]>([
    [
      'who placed first goes first, though he came last',
      [bid('101', '1', 59_900, 60_100), bid('102', '1', 59_800, 60_200)],
      '102',
      '1',
    ],
    [
      'who placed last tops him, though he came first',
      [bid('101', '1.1', 59_900, 60_100), bid('102', '1', 59_800, 60_200)],
      '101',
      '1.1',
    ],
    [
      'of one instant, the first to come goes first',
      [bid('101', '1', 59_900, 60_100), bid('102', '1', 59_900, 60_101)],
      '101',
      '1',
    ],
    [
      'and the other way round',
      [bid('102', '1', 59_900, 60_100), bid('101', '1', 59_900, 60_101)],
      '102',
      '1',
    ],
    [
      'of one instant both ways',
      [bid('102', '1', 59_900, 60_100), bid('101', '1', 59_900, 60_100)],
      '102',
      '1',
    ],
    [
      'what was late does not count',
      [bid('101', '1', 59_999, 60_100), bid('102', '9', 60_000, 60_001)],
      '101',
      '1',
    ],
    [
      'what came too late does not count',
      [bid('101', '1', 59_999, 60_100), bid('102', '9', 59_998, 63_000)],
      '101',
      '1',
    ],
    [
      'on a clock that stepped back between them',
      [bid('101', '1', 59_900, 61_000), bid('102', '1', 59_800, 60_500)],
      '102',
      '1',
    ],
    [
      'behind one that was taken in time',
      [bid('101', '1', 59_990, 59_991), bid('102', '1.1', 59_000, 60_200)],
      '102',
      '1.1',
    ],
  ])('%s', (_name, bids, winner, price) => {
    expect(result(afterBids(lotOf(), ...bids))).toEqual(['sold', winner, eth(price)]);
  });

  test('comes to the same in whatever order it was delivered, but for bids of one instant', () => {
    const bids = fc.uniqueArray(
      fc.record({
        placed: fc.integer({ min: 55_000, max: 59_999 }),
        tenths: fc.integer({ min: 10, max: 40 }),
      }),
      { selector: ({ placed }) => placed, minLength: 2, maxLength: 8 },
    );
    fc.assert(
      fc.property(bids, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (some, keys) => {
        const sent = some.map(({ placed, tenths }, i) =>
          bid(`${101 + i}`, `${Math.floor(tenths / 10)}.${tenths % 10}`, placed, END + i),
        );
        const keyed = sent.map((one, i) => ({ one, key: keys[i] ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
        expect(result(afterBids(lotOf(), ...shuffled))).toEqual(
          result(afterBids(lotOf(), ...sent)),
        );
      }),
    );
  });

  test('moves a soft close by when it was placed, and lets what came after it count', () => {
    const lot = afterBids(
      lotOf({ softClose }),
      bid('101', '1', 59_000, 60_500),
      bid('102', '1.1', 60_700, 60_800),
    );
    const events = closeIfDue(lot, at(63), 0);
    expect(events).toMatchObject([
      { kind: 'bid-accepted', leader: '101', closesAt: at(74), extended: true },
      { kind: 'bid-accepted', leader: '102', closesAt: at(75.7), extended: true },
    ]);
  });

  test('finds the lot closed where nothing moved the close', () => {
    const held = bid('102', '1.1', 60_700, 60_800);
    const kept = { ...softClose, maxExtensions: 0 };
    const lot = afterBids(lotOf({ softClose: kept }), bid('101', '1', 59_000, 60_500), held);
    expect(closeIfDue(lot, at(63), 0)).toMatchObject([
      { kind: 'bid-accepted', leader: '101', extended: false },
      { kind: 'bid-refused', why: 'LATE', bid: held },
      { kind: 'hammer-fell', winner: '101', closedAt: at(60) },
    ]);
  });
});

describe('an early hammer', () => {
  const hammered = (over: Partial<Terms> = {}): Lot => {
    const lot = afterBids(lotOf(over), bid('101', '1', 1_000, 1_000));
    const events = ruleOnLotMove(lot, { kind: 'hammer-lot', lotId, at: at(30), desk: aDesk() });
    return events.reduce((now, event) => foldLot(now, event), lot);
  };

  test('closes the lot there and then, and waits for what was placed before', () => {
    expect(hammered()).toMatchObject({ phase: 'closing', closesAt: at(30) });
    expect(closeDueAt(hammered())).toBe(at(33));
    expect(verdict(hammered(), bid('102', '2', 29_999, 30_001))).toBe('held');
    expect(verdict(hammered(), bid('102', '2', 30_000, 30_001))).toBe('LATE');
    expect(result(afterBids(hammered(), bid('102', '2', 29_999, 30_001)))).toEqual([
      'sold',
      '102',
      eth('2'),
    ]);
  });

  test('is final: no bid on its way moves the close again', () => {
    const lot = afterBids(hammered({ softClose }), bid('102', '2', 29_999, 30_001));
    expect(verdict(lot, bid('103', '3', 30_000, 30_002))).toBe('LATE');
    expect(result(lot)).toEqual(['sold', '102', eth('2')]);
  });

  test('is called off by the operator alone, who gives more time', () => {
    const lot = afterBids(hammered({ softClose }), bid('102', '2', 29_999, 30_001));
    const move = { kind: 'extend-lot', lotId, at: at(31), byMs: 20_000, desk: aDesk() } as const;
    const events = ruleOnLotMove(lot, move);
    const after = events.reduce((now, event) => foldLot(now, event), lot);
    expect(after).toMatchObject({ phase: 'open', closesAt: at(50), leader: { paddle: '102' } });
    const later = bid('103', '3', 49_000, 49_000);
    expect(afterBids(after, later)).toMatchObject({ closesAt: at(64), extensions: 1 });
  });

  test('falls at once where nothing is waited for', () => {
    expect(closeDueAt(hammered({ deliveryGraceMs: 0 }))).toBe(at(30));
    expect(result(hammered({ deliveryGraceMs: 0 }))).toEqual(['sold', '101', eth('1')]);
  });
});

describe('a soft close', () => {
  const late = (lot: Lot, paddle: string, leftMs: number, amount: string): Lot => {
    const placedMs = (lot.closesAt ?? 0) - at(0) - leftMs;
    return afterBids(lot, bid(paddle, amount, placedMs, placedMs));
  };
  const endOf = (lot: Lot) => ((lot.closesAt ?? 0) - at(0)) / 1000;

  test.each<[string, 'now' | 'close', number, number]>([
    ['resets the clock with a millisecond less than the window', 'now', 14_999, 70.001],
    ['leaves it with exactly the window', 'now', 15_000, 60],
    ['resets it in the last millisecond', 'now', 1, 84.999],
    ['adds to the close with a millisecond less than the window', 'close', 14_999, 85],
    ['leaves it with exactly the window', 'close', 15_000, 60],
    ['adds to it in the last millisecond', 'close', 1, 85],
  ])('%s (from %s, %d ms left)', (_name, from, leftMs, expected) => {
    const lot = lotOf({ softClose: { windowMs: 15_000, extendToMs: 25_000, from } });
    expect(endOf(late(lot, '101', leftMs, '1'))).toBe(expected);
  });

  test.each<['now' | 'close', number[]]>([
    ['now', [60, 74, 88, 88]],
    ['close', [60, 75, 90, 90]],
  ])('from %s moves as often as its cap says, and not once more', (from, ends) => {
    const capped = { windowMs: 15_000, extendToMs: 15_000, from, maxExtensions: 2 } as const;
    const lots = [lotOf({ softClose: capped })];
    for (const [paddle, amount] of [
      ['101', '1'],
      ['102', '2'],
      ['103', '3'],
    ] as const) {
      lots.push(late(lots.at(-1) ?? lotOf(), paddle, 1_000, amount));
    }
    expect(lots.map(endOf)).toEqual(ends);
    expect(lots.at(-1)).toMatchObject({ extensions: 2, accepted: 3 });
  });

  test('without one the close is sudden death: the last bid in time wins', () => {
    const lot = late(late(lotOf(), '101', 2, '1'), '102', 1, '2');
    expect([endOf(lot), lot.leader?.paddle, lot.extensions]).toEqual([60, '102', 0]);
  });
});
