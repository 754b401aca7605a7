import { describe, expect, test } from 'vitest';
import { aDesk, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import { afterBids, bidBy, verdict } from '../../testing/rulings.js';
import type { BidId, Instant, LotId } from '../ids.js';
import { closeDueAt } from './clock.js';
import { closeIfDue } from './close-lot.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { ruleOnBid } from './rule-on-bid.js';
import { ruleOnLotMove } from './rule-on-move.js';
import { UNBOUND, type MeansOf } from './rule-on-waiting.js';
import type { LotMove } from '../moves.js';
import type { Terms } from './terms.js';

const lotId = '1' as LotId;
/** A minute of bidding from 1 ETH, to be had for 5. */
const lotOf = (over: Partial<Terms> = {}): Lot =>
  openLot(hardTerms({ buyNowWei: eth('5'), ...over }));
const GRACE = { deliveryGraceMs: 3_000 };

/** A bid placed at a second, received as much later; its id is its paddle's. */
const bid = (paddle: string, amount: string, placed: number, slow = 0): Bid =>
  bidBy(paddle, amount, placed, {
    receivedAt: at(placed + slow),
    id: `post-${paddle}` as BidId,
  });

/** What the waiting bids come to when the grace is over. */
function resolved(lot: Lot, meansOf: MeansOf = UNBOUND): { said: string[]; lot: Lot } {
  const events = closeIfDue(lot, closeDueAt(lot) as Instant, 0, meansOf);
  return {
    said: events.map((e) =>
      'why' in e ? `${e.bid.paddle} ${e.why}` : 'bid' in e ? `${e.bid.paddle} taken` : e.kind,
    ),
    lot: events.reduce((now, event) => foldLot(now, event), lot),
  };
}

const stands = ({ phase, leader, priceWei, closesAt }: Lot): unknown[] => [
  phase,
  leader?.paddle,
  priceWei,
  closesAt === undefined ? undefined : (closesAt - at(0)) / 1000,
];

describe('an offer at the price to buy', () => {
  test.each<[string, string, unknown[]]>([
    [
      'a wei less is a bid',
      '4.999999999999999999',
      ['open', '102', eth('4.999999999999999999'), 60],
    ],
    ['the price buys', '5', ['closing', '102', eth('5'), 10]],
    ['more buys at the price', '50', ['closing', '102', eth('5'), 10]],
  ])('%s', (_name, amount, expected) => {
    expect(stands(afterBids(lotOf(), bid('102', amount, 10)))).toEqual(expected);
  });

  test('ends bidding at once: nobody comes after, and the hammer falls', () => {
    const bought = afterBids(lotOf(), bid('102', '6', 10));
    expect(verdict(bought, bid('103', '99', 10))).toBe('LATE');
    expect(verdict(bought, bid('103', '99', 9.999, 0.001))).toBe('LATE');
    expect(resolved(bought)).toMatchObject({
      said: ['hammer-fell'],
      lot: { phase: 'sold', priceWei: eth('5') },
    });
  });

  test('ends it for good: the desk cannot let bidding go on', () => {
    const bought = afterBids(lotOf(), bid('102', '6', 10));
    const extend = { kind: 'extend-lot', lotId, byMs: 60_000, at: at(11), desk: aDesk() } as const;
    expect(() => ruleOnLotMove(bought, extend)).toThrow('cannot be extended');
    const led = afterBids(lotOf(), bid('102', '4', 10));
    expect(ruleOnLotMove(led, extend)).toMatchObject([{ kind: 'lot-extended' }]);
  });

  test('ends it for whoever bid before but was heard after, whatever the clock of the house says', () => {
    const bought = afterBids(lotOf(), bid('102', '6', 10));
    const before = bid('103', '7', 9.9);
    expect(verdict(bought, { ...before, receivedAt: at(9.95) })).toBe('LATE');
  });

  test('ends it before the next millisecond also where the end is counted in', () => {
    const bought = afterBids(lotOf({ endInclusive: true }), bid('102', '6', 10));
    expect(verdict(bought, bid('103', '99', 10))).toBe('LATE');
    expect(closeDueAt(bought)).toBe(at(10));
  });

  test('starts and ends a clock that the first bid starts', () => {
    const bought = afterBids(lotOf({ clockStarts: 'first-bid' }), bid('102', '5', 10));
    expect(stands(bought)).toEqual(['closing', '102', eth('5'), 10]);
  });

  test('is a bid like any other once there is a bid', () => {
    const lot = afterBids(lotOf(), bid('101', '1', 5), bid('102', '5', 10));
    expect(stands(lot)).toEqual(['open', '102', eth('5'), 60]);
    expect(stands(afterBids(lot, bid('103', '6', 11)))).toEqual(['open', '103', eth('6'), 60]);
  });

  test('buys again once the only bid is voided', () => {
    const lot = afterBids(lotOf(), bid('101', '1', 5));
    const void101: LotMove = {
      kind: 'void-bid',
      lotId,
      at: at(6),
      bidId: 'post-101' as BidId,
      desk: aDesk(),
    };
    const voided = ruleOnLotMove(lot, void101).reduce((now, event) => foldLot(now, event), lot);
    expect(stands(afterBids(voided, bid('102', '5', 10)))).toEqual([
      'closing',
      '102',
      eth('5'),
      10,
    ]);
  });

  test('buys as a maximum does where the house bids for its bidders: by its amount', () => {
    const lot = lotOf({ proxy: true });
    expect(stands(afterBids(lot, { ...bid('102', '2', 10), maxWei: eth('9') }))).toEqual([
      'open',
      '102',
      eth('1'),
      60,
    ]);
    expect(stands(afterBids(lot, bid('102', '5', 10)))).toEqual(['closing', '102', eth('5'), 10]);
  });

  test.each<[string, Lot, string]>([
    ['is refused before the opening', lotOf({ opensAt: at(20) }), 'EARLY'],
    ['is refused after the close', lotOf({ durationMs: 10_000 }), 'LATE'],
    ['is refused in a pause', { ...lotOf(), phase: 'paused' }, 'LOT_PAUSED'],
  ])('%s', (_name, lot, expected) => {
    expect(verdict(lot, bid('102', '5', 10))).toBe(expected);
  });

  test('is refused where no deposit covers it', () => {
    const [event] = ruleOnBid(lotOf(), bid('102', '5', 10), at(10), { coveredWei: eth('4.9') });
    expect(event).toMatchObject({ kind: 'bid-refused', why: 'INSUFFICIENT_DEPOSIT' });
  });
});

describe('with a delivery grace', () => {
  const asked = (over: Partial<Terms> = {}) =>
    afterBids(lotOf({ ...GRACE, ...over }), bid('102', '6', 10, 0.5));

  test('it waits, and bidding is closed', () => {
    const lot = asked();
    expect(stands(lot)).toEqual(['closing', undefined, undefined, 10]);
    expect(lot.held.map(({ paddle }) => paddle)).toEqual(['102']);
    expect(closeIfDue(lot, at(12.999), 0)).toEqual([]);
    expect(closeDueAt(lot)).toBe(at(13));
  });

  test('it goes through at the price where nobody was before it', () => {
    const { said, lot } = resolved(asked());
    expect(said).toEqual(['102 taken', 'hammer-fell']);
    expect(stands(lot)).toEqual(['sold', '102', eth('5'), 10]);
  });

  test('a bid placed before it goes first; there is nothing left to buy, and bidding goes on', () => {
    const lot = afterBids(asked(), bid('101', '1', 9.999, 2));
    const { said, lot: after } = resolved(lot);
    expect(said).toEqual(['101 taken', '102 BUY_NOW_OVER']);
    expect(stands(after)).toEqual(['open', '101', eth('1'), 60]);
    expect(stands(afterBids(after, bid('102', '1.1', 14)))).toEqual([
      'open',
      '102',
      eth('1.1'),
      60,
    ]);
  });

  test('of two placed at one instant the first to come goes first', () => {
    const { said } = resolved(afterBids(asked(), bid('101', '1', 10, 1)));
    expect(said).toEqual(['102 taken', '101 LATE', 'hammer-fell']);
  });

  test('what was placed after it is late, or counts where there was nothing to buy', () => {
    const late = afterBids(asked(), bid('103', '9', 11, 1));
    expect(resolved(late).said).toEqual(['102 taken', '103 LATE', 'hammer-fell']);
    const beaten = resolved(afterBids(late, bid('101', '1', 9, 3)));
    expect(beaten.said).toEqual(['101 taken', '102 BUY_NOW_OVER', '103 taken']);
    expect(stands(beaten.lot)).toEqual(['open', '103', eth('9'), 60]);
  });

  test('of two who would buy, the one who placed first does', () => {
    const { said, lot } = resolved(afterBids(asked(), bid('101', '5', 9, 2)));
    expect(said).toEqual(['101 taken', 'lot-closing', '102 BUY_NOW_OVER', 'hammer-fell']);
    expect(stands(lot)).toEqual(['sold', '101', eth('5'), 9]);
  });

  test('a bid before it that is refused changes nothing', () => {
    const { said } = resolved(afterBids(asked(), bid('101', '0.9', 9, 2)));
    expect(said).toEqual(['101 BELOW_ASK', '102 taken', 'hammer-fell']);
  });

  test('bidding goes on where its buyer has not the money any more, and a clock not yet started waits on', () => {
    const spent: MeansOf = ({ paddle }) => (paddle === '102' ? { coveredWei: eth('1') } : {});
    expect(stands(resolved(asked(), spent).lot)).toEqual(['open', undefined, undefined, 60]);
    const waiting = resolved(asked({ clockStarts: 'first-bid' }), spent).lot;
    expect(stands(waiting)).toEqual(['open', undefined, undefined, undefined]);
    expect('closesAt' in waiting).toBe(false);
  });

  test('it takes its turn among those that came after the close', () => {
    const lot = afterBids(lotOf(GRACE), bid('102', '5', 59, 2), bid('101', '1', 59.5, 2));
    const { said, lot: after } = resolved(lot);
    expect(said).toEqual(['102 taken', 'lot-closing', '101 LATE', 'hammer-fell']);
    expect(stands(after)).toEqual(['sold', '102', eth('5'), 59]);
  });

  test('the desk may strike it out: bidding goes on, and what waited behind it is ruled on', () => {
    const lot = afterBids(asked(), bid('103', '9', 11, 1));
    const move: LotMove = {
      kind: 'void-bid',
      lotId,
      at: at(12),
      bidId: 'post-102' as BidId,
      desk: aDesk(),
    };
    const events = ruleOnLotMove(lot, move);
    expect(events.map(({ kind }) => kind)).toEqual(['bid-voided', 'bid-accepted', 'lot-closing']);
    // The next offer was at the price as well: it buys.
    expect(stands(events.reduce((now, event) => foldLot(now, event), lot))).toEqual([
      'closing',
      '103',
      eth('5'),
      11,
    ]);
  });

  test('the desk may withdraw the lot, but not extend or hammer it', () => {
    const ask = (move: object) =>
      ruleOnLotMove(asked(), { lotId, at: at(12), desk: aDesk(), ...move } as LotMove);
    expect(ask({ kind: 'withdraw-lot' })).toMatchObject([
      { kind: 'lot-withdrawn' },
      { why: 'LOT_NOT_OPEN' },
    ]);
    for (const move of [{ kind: 'extend-lot', byMs: 9_000 }, { kind: 'hammer-lot' }]) {
      expect(() => ask(move)).toThrow(expect.objectContaining({ code: 'LOT_NOT_OPEN' }));
    }
  });
});
