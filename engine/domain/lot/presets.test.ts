import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBid, aLot, at, eth } from '../../testing/builders.js';
import { afterBids, bidBy, lotOf, verdict } from '../../testing/rulings.js';
import type { Instant, Paddle, Wei } from '../ids.js';
import { askingBidWei } from './ask.js';
import { closeIfDue } from './close-lot.js';
import type { PresetName } from './presets.js';
import { ruleOnBid } from './rule-on-bid.js';

describe('the edges of the known houses', () => {
  test.each<[PresetName, string]>([
    ['nouns', 'LATE'],
    ['zora', 'LATE'],
    ['foundation', 'accepted'],
    ['manifold', 'LATE'],
    ['ebay', 'accepted'],
    ['saleroom', 'held'],
  ])('B1 %s rules a bid at exactly the end: %s', (name, expected) => {
    const lot = afterBids(lotOf(name, { durationMs: 60_000 }), bidBy('101', '1', 0));
    const end = (lot.closesAt ?? 0) as Instant;
    expect(verdict(lot, bidBy('102', '9', 0, { placedAt: end, receivedAt: end }))).toBe(expected);
  });

  test.each<[PresetName, boolean]>([
    ['nouns', true],
    ['zora', true],
    ['foundation', false],
  ])('B2 %s settles at exactly the end: %s', (name, settles) => {
    const lot = afterBids(lotOf(name), bidBy('101', '1', 0));
    const end = (lot.closesAt ?? 0) as Instant;
    expect(closeIfDue(lot, end, 0).length > 0).toBe(settles);
    expect(closeIfDue(lot, (end + 1) as Instant, 0).at(-1)?.kind).toBe('hammer-fell');
  });

  test('B3 every instant is either biddable or settleable, never both', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<PresetName>('nouns', 'zora', 'foundation', 'manifold', 'ebay'),
        fc.integer({ min: -3, max: 3 }),
        (name, offsetMs) => {
          const lot = afterBids(lotOf(name, { durationMs: 60_000 }), bidBy('101', '1', 0));
          const now = ((lot.closesAt ?? 0) + offsetMs) as Instant;
          const bid = bidBy('102', '9', 0, { placedAt: now, receivedAt: now });
          const biddable = verdict(lot, bid) === 'accepted';
          expect(biddable).toBe(closeIfDue(lot, now, 0).length === 0);
        },
      ),
    );
  });

  test.each<[string, number, number | undefined]>([
    ['leaves the close with exactly the window left', 45, undefined],
    ['moves it with a millisecond less', 45.001, 60.001],
    ['moves it from a bid in the last millisecond', 59.999, 74.999],
  ])('B4 %s', (_name, seconds, closes) => {
    const [event] = ruleOnBid(aLot(), bidBy('101', '1', seconds), at(seconds));
    expect(event).toMatchObject({ closesAt: at(closes ?? 60), extended: closes !== undefined });
  });

  test.each<[PresetName, bigint, bigint]>([
    ['nouns', 19n, 19n],
    ['zora', 19n, 19n],
    ['foundation', 9n, 10n],
    ['nouns', 101n, 106n],
    ['manifold', 19n, 20n],
  ])('B5 B6 %s after %d wei asks %d', (name, last, ask) => {
    const lot = afterBids(lotOf(name, { startWei: 0n as Wei }), bidBy('101', last, 0));
    expect(askingBidWei(lot)).toBe(ask);
    expect(verdict(lot, bidBy('102', ask))).toBe('accepted');
    expect(verdict(lot, bidBy('102', ask - 1n))).toBe('BELOW_ASK');
  });

  test('B5 an equal bid takes the lead where the step rounds to nothing', () => {
    const lot = afterBids(lotOf('nouns'), bidBy('101', 19n, 0), bidBy('102', 19n));
    expect(lot.leader?.paddle).toBe('102');
  });

  test('B6 a step rounded up asks one wei more', () => {
    const increment = {
      kind: 'percent',
      percent: '5',
      rounding: 'ceil',
      floorWei: 1n as Wei,
    } as const;
    const lot = afterBids(aLot({ startWei: 1n as Wei, increment }), bidBy('101', 101n));
    expect(askingBidWei(lot)).toBe(107n);
  });

  test.each<[PresetName, string]>([
    ['nouns', 'accepted'],
    ['zora', 'accepted'],
    ['foundation', 'ALREADY_HIGH_BIDDER'],
    ['saleroom', 'ALREADY_HIGH_BIDDER'],
  ])('B7 %s rules on a self-raise: %s', (name, expected) => {
    const lot = afterBids(lotOf(name), bidBy('101', '1', 0));
    expect(verdict(lot, bidBy('101', '2'))).toBe(expected);
  });

  test('B8 a reserve raised while bidding goes on holds for the next bid', () => {
    const lot = afterBids(lotOf('nouns', { reserveWei: eth('1') }), bidBy('101', '1', 0));
    const raised = { ...lot, terms: { ...lot.terms, reserveWei: eth('3') } };
    expect(verdict(lot, bidBy('102', '2'))).toBe('accepted');
    expect(verdict(raised, bidBy('102', '2'))).toBe('BELOW_RESERVE');
    expect(verdict(raised, bidBy('102', '3'))).toBe('accepted');
    expect(askingBidWei(raised)).toBe(eth('3'));
  });

  test('B10 takes nothing for nothing where that is the house', () => {
    const lot = lotOf('nouns', { reserveWei: 0n as Wei });
    expect(verdict(lot, bidBy('101', 0n))).toBe('accepted');
    expect(verdict(afterBids(lot, bidBy('101', 0n)), bidBy('102', 0n))).toBe('accepted');
    expect(verdict(aLot(), bidBy('101', 0n))).toBe('BELOW_ASK');
  });

  test('B11 keeps every wei of amounts a float cannot hold', () => {
    const lot = afterBids(
      lotOf('foundation'),
      bidBy('101', '9007199254740993.000000000000000001', 0),
    );
    expect(lot.priceWei).toBe(9007199254740993000000000000000001n);
    expect(askingBidWei(lot)).toBe(9907919180215092300000000000000001n);
  });

  test('B12 bids of the same instant keep the order they came in', () => {
    const lot = afterBids(
      aLot(),
      bidBy('101', '1', 5),
      bidBy('102', '1', 5),
      bidBy('103', '1.1', 5),
    );
    expect(lot.bids.map(({ paddle }) => paddle)).toEqual(['101', '103']);
  });

  test('B13 a thousand late bids move the close a thousand times', () => {
    let lot = aLot();
    for (let i = 0; i < 1000; i += 1) {
      const placedAt = ((lot.closesAt ?? 0) - 1) as Instant;
      lot = afterBids(
        lot,
        aBid({ paddle: `${i}` as Paddle, amountWei: askingBidWei(lot), placedAt }),
      );
    }
    expect(lot.extensions).toBe(1000);
    expect(lot.closesAt).toBe(at(60) + 1000 * 14_999);
    expect(lot.bids.length).toBe(1000);
  });

  test('B14 a bid that came on an earlier clock is ruled on by its own time', () => {
    const lot = afterBids(aLot(), bidBy('101', '1', 50));
    const late = bidBy('102', '1.1', 40);
    expect(verdict(lot, late)).toBe('accepted');
    expect(afterBids(lot, late).closesAt).toBe(lot.closesAt);
    expect(verdict(lot, bidBy('102', '1.1', -5))).toBe('EARLY');
  });
});
