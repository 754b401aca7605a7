import { describe, expect, test } from 'vitest';
import { aBid, aDesk, aLot, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import type { BidId, Instant, LotId, Paddle } from '../ids.js';
import type { LotEvent } from '../events.js';
import type { LotMove } from '../moves.js';
import { askingBidWei } from './ask.js';
import { closeIfDue } from './close-lot.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { ruleOnBid } from './rule-on-bid.js';
import { ruleOnLotMove } from './rule-on-move.js';
import type { Terms } from './terms.js';

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

  test.each<[string, Terms['withdrawal'], Lot['phase'], 'bid' | 'held' | 'none', string]>([
    ['at any time, where nothing is said', undefined, 'open', 'bid', 'withdrawn'],
    ['at any time', 'any-time', 'closing', 'held', 'withdrawn'],
    ['before its first bid', 'before-first-bid', 'open', 'none', 'withdrawn'],
    ['before it opens', 'before-first-bid', 'catalogued', 'none', 'withdrawn'],
    ['not after its first bid', 'before-first-bid', 'open', 'bid', 'only before its first bid'],
    ['not while one is held', 'before-first-bid', 'closing', 'held', 'only before its first bid'],
    ['never', 'never', 'open', 'none', 'may be never'],
    ['never, not even before it opens', 'never', 'previewed', 'none', 'may be never'],
  ])('withdraws a lot %s', (_name, withdrawal, phase, bids, expected) => {
    const terms = withdrawal === undefined ? {} : { withdrawal };
    const held = bids === 'held' ? [bid('101', '1')] : [];
    const fresh = aLot(terms, { phase, held });
    const lot = bids === 'bid' ? withBids(fresh, bid('101', '1')) : fresh;
    const move: LotMove = { kind: 'withdraw-lot', lotId, at: at(30), desk };
    if (expected === 'withdrawn') expect(after(lot, move).phase).toBe('withdrawn');
    else expect(() => ruleOnLotMove(lot, move)).toThrow(expected);
  });

  test('lets a lot be withdrawn again once its only bid is voided', () => {
    const lot = withBids(aLot({ withdrawal: 'before-first-bid' }), bid('101', '1'));
    const voided = after(lot, voidBid('post-101'));
    expect(after(voided, { kind: 'withdraw-lot', lotId, at: at(31), desk }).phase).toBe(
      'withdrawn',
    );
  });

  test('strikes out a bid that waits for the grace, which is then not ruled on', () => {
    const late = { placedAt: at(59), receivedAt: at(61) };
    const terms = hardTerms({ deliveryGraceMs: 3_000 });
    const lot = withBids(openLot(terms), bid('101', '1', late), bid('102', '2', late));
    const voided = after(lot, voidBid('post-102'));
    expect(voided.held.map(({ paddle }) => paddle)).toEqual(['101']);
    expect(closeIfDue(voided, at(63), 0).at(-1)).toMatchObject({
      winner: '101',
      hammerWei: eth('1'),
    });
  });

  test('moves neither the close back nor the count of extensions when a bid is voided', () => {
    const lot = withBids(aLot(), bid('101', '1', { placedAt: at(59), receivedAt: at(59) }));
    expect([lot.closesAt, lot.extensions]).toEqual([at(74), 1]);
    const voided = after(lot, voidBid('post-101'));
    expect([voided.closesAt, voided.extensions, voided.phase]).toEqual([at(74), 1, 'open']);
  });

  test('counts the second best anew when a bid below the lead is voided', () => {
    const lot = withBids(
      openLot(hardTerms({ proxy: true })),
      ...[bid('101', '9'), bid('102', '3'), bid('103', '5')],
    );
    expect(lot.priceWei).toBe(eth('5.1'));
    const voided = after(lot, voidBid('post-103'));
    expect([voided.leader?.paddle, voided.priceWei]).toEqual(['101', eth('3.1')]);
    expect([...voided.best.keys()]).toEqual(['101', '102']);
    expect(askingBidWei(voided)).toBe(eth('3.2'));
  });

  test('gives back the lead to a bidder’s own earlier maximum when his raise is voided', () => {
    const lot = withBids(
      openLot(hardTerms({ proxy: true, selfRaise: 'allow' })),
      bid('101', '3'),
      bid('101', '9', { id: 'raise' as BidId }),
      bid('102', '5'),
    );
    expect([lot.leader?.id, lot.priceWei]).toEqual(['raise', eth('5.1')]);
    const voided = after(lot, voidBid('raise'));
    expect([voided.leader?.paddle, voided.priceWei]).toEqual(['102', eth('3.1')]);
    expect(voided.best.get('101' as Paddle)?.amountWei).toBe(eth('3'));
  });

  test('gives more time while the lot is closing, from the close it had', () => {
    const lot = fold(openLot(hardTerms({ deliveryGraceMs: 3_000 })), [
      { kind: 'lot-closing', lotId, at: at(60), closesAt: at(60) },
    ]);
    expect(after(lot, extend(62))).toMatchObject({ phase: 'open', closesAt: at(90) });
    expect(() => ruleOnLotMove(lot, extend(62, 2_000))).toThrow(/more than the 2000 ms/);
    expect(after(lot, extend(62, 2_001))).toMatchObject({ phase: 'open', closesAt: at(62.001) });
  });

  test.each<[string, LotMove['kind']]>([
    ['pausing', 'pause-lot'],
    ['hammering', 'hammer-lot'],
    ['opening', 'open-lot'],
  ])('refuses %s a lot that is closing', (_name, kind) => {
    const lot = aLot({}, { phase: 'closing' });
    expect(() => ruleOnLotMove(lot, { kind, lotId, at: at(60), desk } as LotMove)).toThrow(
      expect.objectContaining({ code: 'LOT_NOT_OPEN' }),
    );
  });

  test('refuses to void a bid that does not stand', () => {
    expect(() => ruleOnLotMove(aLot(), voidBid('post-0'))).toThrow(
      expect.objectContaining({ code: 'BID_UNKNOWN' }),
    );
  });
});
