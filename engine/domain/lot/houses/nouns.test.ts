import { describe, expect, test } from 'vitest';
import { at, eth } from '../../../testing/builders.js';
import {
  asked,
  atHouse,
  bidAtEnd,
  chained,
  endMs,
  HOUR_MS,
  ledAt,
  movedBy,
  nextOver,
  settledAtEnd,
} from '../../../testing/house.js';
import { afterBids, bidBy, verdict } from '../../../testing/rulings.js';
import type { Wei } from '../../ids.js';
import { PRESETS } from '../presets.js';

const wei = (amount: bigint) => amount as Wei;
const WINDOW = 900_000;
const reserved = (reserveWei: bigint) => ({ reserveWei: wei(reserveWei), startWei: wei(0n) });

/**
 * NounsAuctionHouse, V1 to V3. Not for a floor to rule: the refund of the bid overtaken (our money
 * lies in escrow until the hammer), the guard against re-entrance, the sanctions list of V3, the
 * burning of a token without a bid, and that anyone may settle (ours is the operator's chain desk).
 */
describe('Nouns', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: the clock runs from the opening', () => endMs(atHouse('nouns')), HOUR_MS],
    ['start: a day, where nobody says otherwise', () => PRESETS.nouns.durationMs, 86_400_000],
    ['bid: a millisecond before the end', () => bidAtEnd(atHouse('nouns'), -1), 'accepted'],
    ['B1 bid: at the very end', () => bidAtEnd(atHouse('nouns'), 0), 'LATE'],
    ['bid: a millisecond after', () => bidAtEnd(atHouse('nouns'), 1), 'LATE'],
    ['settle: a millisecond before the end', () => settledAtEnd(ledAt('nouns', '1'), -1), 'open'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('nouns', '1'), 0), 'sold'],
    ['no bid: passes at the end', () => settledAtEnd(atHouse('nouns'), 0), 'passed'],

    [
      'reserve: a wei below it',
      () => verdict(atHouse('nouns', reserved(2n)), bidBy('101', 1n)),
      'BELOW_RESERVE',
    ],
    ['reserve: at it', () => verdict(atHouse('nouns', reserved(2n)), bidBy('101', 2n)), 'accepted'],
    [
      'B10 reserve: nothing, for nothing',
      () => verdict(atHouse('nouns', reserved(0n)), bidBy('101', 0n)),
      'accepted',
    ],
    [
      'B10 reserve: nothing again, for the step over nothing is nothing',
      () => verdict(afterBids(atHouse('nouns', reserved(0n)), bidBy('101', 0n)), bidBy('102', 0n)),
      'accepted',
    ],

    ['B5 next: 19 wei, rounded down to no step', () => nextOver('nouns', 19n)[0], 19n],
    ['B5 next: 20 wei, the first step', () => nextOver('nouns', 20n)[0], 21n],
    [
      'B6 next: 101 wei and a floor of 5',
      () => nextOver('nouns', 101n),
      [106n, 'accepted', 'BELOW_ASK'],
    ],
    [
      'B11 next: beyond 2^53 wei, to the wei',
      () => nextOver('nouns', 9_007_199_254_740_993n),
      [9_457_559_217_478_042n, 'accepted', 'BELOW_ASK'],
    ],
    [
      'B11 next: eighteen decimals',
      () => nextOver('nouns', eth('123456789.000000000000000019'))[0],
      eth('129629628.450000000000000019'),
    ],
    [
      'B5 equal bid: takes the lead',
      () => afterBids(ledAt('nouns', 19n), bidBy('102', 19n)).leader?.paddle,
      '102',
    ],
    ['B7 self-raise: taken', () => verdict(ledAt('nouns', '1'), bidBy('101', '2')), 'accepted'],
    [
      'B7 self-raise: below the step',
      () => verdict(ledAt('nouns', '1'), bidBy('101', '1.04')),
      'BELOW_ASK',
    ],

    ['B4 extension: exactly the window left', () => movedBy(ledAt('nouns', '1'), WINDOW), 0],
    ['B4 extension: a millisecond less', () => movedBy(ledAt('nouns', '1'), WINDOW - 1), 1],
    ['new end: the bid and the window', () => movedBy(ledAt('nouns', '1'), 1), WINDOW - 1],
    ['B13 cap: none in 1,000', () => chained(ledAt('nouns', 20n), 1_000), 1_000],
    ['first bid: extends', () => movedBy(atHouse('nouns'), 1), WINDOW - 1],

    [
      'cancel: not before the first bid',
      () => asked(atHouse('nouns'), 'withdraw-lot'),
      'LOT_NOT_OPEN',
    ],
    ['cancel: not after it', () => asked(ledAt('nouns', '1'), 'withdraw-lot'), 'LOT_NOT_OPEN'],
    ['B9 pause: bidding goes on', () => asked(ledAt('nouns', '1'), 'pause-lot'), 'open'],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });

  // Terms are fixed once bidding opens here, so nothing was taken before that a raise could undo.
  test('B8 a parameter that changes holds from the next bid', () => {
    const lot = afterBids(atHouse('nouns', { reserveWei: eth('1') }), bidBy('101', '1'));
    const raised = { ...lot, terms: { ...lot.terms, reserveWei: eth('3') } };
    expect(verdict(lot, bidBy('102', '2'))).toBe('accepted');
    expect(verdict(raised, bidBy('102', '2.999999999999999999'))).toBe('BELOW_RESERVE');
    expect(verdict(raised, bidBy('102', '3'))).toBe('accepted');
    const dearer = { ...lot, terms: { ...lot.terms, increment: PRESETS.foundation.increment } };
    expect(verdict(dearer, bidBy('102', '1.099999999999999999'))).toBe('BELOW_ASK');
    expect(verdict(dearer, bidBy('102', '1.1'))).toBe('accepted');
  });

  test('B12 bids of one second keep the order they came in', () => {
    const lot = afterBids(atHouse('nouns'), bidBy('101', '1', 5), bidBy('102', '1.05', 5));
    expect(lot.bids.map(({ paddle }) => paddle)).toEqual(['101', '102']);
    expect(verdict(lot, bidBy('103', '1.05', 5))).toBe('BELOW_ASK');
  });

  test('B14 a clock that steps back moves no end back, and makes no bid late', () => {
    const lot = afterBids(atHouse('nouns'), bidBy('101', '1', 3_599));
    const back = bidBy('102', '1.05', 3_000);
    expect(verdict(lot, back)).toBe('accepted');
    expect(afterBids(lot, back).closesAt).toBe(at(3_599 + 900));
  });
});
