import { describe, expect, test } from 'vitest';
import { aBid, aDesk, aLot, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import type { BidId, Instant, LotId, Paddle } from '../ids.js';
import type { LotEvent } from '../events.js';
import type { LotMove } from '../moves.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { ruleOnBid } from './rule-on-bid.js';
import { ruleOnLotMove } from './rule-on-move.js';

const lotId = '1' as LotId;
const desk = aDesk();
const fold = (lot: Lot, events: readonly LotEvent[]): Lot =>
  events.reduce((now, event) => foldLot(now, event), lot);
const after = (lot: Lot, move: LotMove): Lot => fold(lot, ruleOnLotMove(lot, move));
const withBids = (lot: Lot, ...bids: Bid[]): Lot =>
  bids.reduce((now, bid) => fold(now, ruleOnBid(now, bid, bid.receivedAt)), lot);
const bid = (paddle: string, amount: string, over: Partial<Bid> = {}): Bid =>
  aBid({
    id: `post-${paddle}` as BidId,
    paddle: paddle as Paddle,
    amountWei: eth(amount),
    ...over,
  });
const pause = (seconds: number): LotMove => ({ kind: 'pause-lot', lotId, at: at(seconds), desk });
const resume = (seconds: number): LotMove => ({ kind: 'resume-lot', lotId, at: at(seconds), desk });
const extend = (seconds: number, byMs = 30_000): LotMove => ({
  kind: 'extend-lot',
  lotId,
  at: at(seconds),
  desk,
  byMs,
});
const voidBid = (id: string): LotMove => ({
  kind: 'void-bid',
  lotId,
  at: at(30),
  desk,
  bidId: id as BidId,
});

describe('ruleOnLotMove', () => {
  test('gives back on resuming what was left when it paused', () => {
    const paused = after(aLot(), pause(20));
    expect([paused.phase, paused.remainingMs]).toEqual(['paused', 40_000]);
    const resumed = after(paused, resume(100));
    expect([resumed.phase, resumed.closesAt]).toEqual(['open', at(140)]);
    expect('remainingMs' in resumed).toBe(false);
  });

  test('goes on to the end it had where the clock was set back during a pause', () => {
    const resumed = after(after(aLot(), pause(20)), resume(5));
    expect(resumed.closesAt).toBe(at(60));
  });

  test('leaves unset a clock that the first bid starts', () => {
    const lot = after(after(aLot({ clockStarts: 'first-bid' }), pause(20)), resume(30));
    expect([lot.phase, lot.closesAt]).toEqual(['open', undefined]);
  });

  test('returns the lead to the best standing bid when one is voided', () => {
    const lot = withBids(aLot(), bid('101', '1'), bid('102', '5'));
    const voided = after(lot, voidBid('post-102'));
    expect([voided.leader?.paddle, voided.priceWei, voided.bids.length]).toEqual([
      '101',
      eth('1'),
      1,
    ]);
    const none = after(voided, voidBid('post-101'));
    expect([none.leader, none.priceWei, none.bids.length]).toEqual([undefined, undefined, 0]);
  });

  test('works maximums out again when one is voided', () => {
    const terms = hardTerms({ proxy: true });
    const lot = withBids(openLot(terms), bid('101', '3'), bid('102', '9'), bid('103', '5'));
    expect([lot.leader?.paddle, lot.priceWei]).toEqual(['102', eth('5.1')]);
    const voided = after(lot, voidBid('post-102'));
    expect([voided.leader?.paddle, voided.priceWei]).toEqual(['103', eth('3.1')]);
  });

  test('rules on held bids when the close is moved past them', () => {
    const lot = withBids(
      openLot(hardTerms({ deliveryGraceMs: 3_000 })),
      bid('101', '1', { placedAt: at(59), receivedAt: at(61) }),
    );
    expect(lot.held.length).toBe(1);
    const extended = after(lot, extend(62));
    expect([extended.closesAt, extended.leader?.paddle, extended.held]).toEqual([
      at(90),
      '101',
      [],
    ]);
  });

  test('tells held bids that their lot was withdrawn', () => {
    const held = bid('101', '1', { placedAt: at(59), receivedAt: at(61) });
    const lot = withBids(openLot(hardTerms({ deliveryGraceMs: 3_000 })), held);
    const events = ruleOnLotMove(lot, { kind: 'withdraw-lot', lotId, at: at(62), desk });
    expect(events).toMatchObject([
      { kind: 'lot-withdrawn' },
      { kind: 'bid-refused', why: 'LOT_NOT_OPEN', bid: { id: held.id } },
    ]);
  });

  test.each<[string, Lot, LotMove]>([
    ['pausing what is paused', after(aLot(), pause(1)), pause(2)],
    ['pausing after the close', aLot(), pause(60)],
    ['resuming what is open', aLot(), resume(2)],
    ['extending what is sold', aLot({}, { phase: 'sold' }), extend(2)],
    ['extending by nothing', aLot(), extend(2, 0)],
    ['extending to a time that is over', aLot(), extend(95)],
    ['extending a clock that has not started', aLot({ clockStarts: 'first-bid' }), extend(2)],
    [
      'withdrawing what is withdrawn',
      aLot({}, { phase: 'withdrawn' }),
      { kind: 'withdraw-lot', lotId, at: 0 as Instant, desk },
    ],
    ['voiding on a sold lot', aLot({}, { phase: 'sold' }), voidBid('post-1')],
  ])('refuses %s', (_name, lot, move) => {
    expect(() => ruleOnLotMove(lot, move)).toThrow(
      expect.objectContaining({ code: 'LOT_NOT_OPEN' }),
    );
  });

  test('refuses to void a bid that does not stand', () => {
    expect(() => ruleOnLotMove(aLot(), voidBid('post-0'))).toThrow(
      expect.objectContaining({ code: 'BID_UNKNOWN' }),
    );
  });
});
