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

const WINDOW = 15_000;
const GRACE = 3_000;
const at100 = { startWei: eth('100') };

/** The trade's practice, and what every lot of ours is sold by where nobody says otherwise. */
describe('the saleroom', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: the clock runs from the opening', () => endMs(atHouse('saleroom')), HOUR_MS],
    ['bid: a millisecond before the end', () => bidAtEnd(atHouse('saleroom'), -1), 'accepted'],
    // It may count yet, if a bid on its way moves the end.
    ['B1 bid: at the very end it waits', () => bidAtEnd(atHouse('saleroom'), 0), 'held'],
    [
      'bid: in the last millisecond of the grace',
      () => bidAtEnd(atHouse('saleroom'), GRACE - 1),
      'held',
    ],
    ['bid: when the grace is over', () => bidAtEnd(atHouse('saleroom'), GRACE), 'LATE'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('saleroom', '1'), 0), 'open'],
    [
      'B2 settle: before the grace is over',
      () => settledAtEnd(ledAt('saleroom', '1'), GRACE - 1),
      'open',
    ],
    ['B2 settle: when it is over', () => settledAtEnd(ledAt('saleroom', '1'), GRACE), 'sold'],
    ['no bid: passes', () => settledAtEnd(atHouse('saleroom'), GRACE), 'passed'],

    [
      'reserve: a wei below it, the bid is taken and the lot passes',
      () => settledAtEnd(ledAt('saleroom', eth('2') - 1n, { reserveWei: eth('2') }), GRACE),
      'passed',
    ],
    [
      'reserve: at it',
      () => settledAtEnd(ledAt('saleroom', '2', { reserveWei: eth('2') }), GRACE),
      'sold',
    ],

    ['next: 1 by 0.1', () => nextOver('saleroom', eth('1'))[0], eth('1.1')],
    ['next: 1.9 to 2', () => nextOver('saleroom', eth('1.9'))[0], eth('2')],
    ['next: 2 by 0.2', () => nextOver('saleroom', eth('2'))[0], eth('2.2')],
    ['next: 3, 3.2, 3.5, 3.8', () => nextOver('saleroom', eth('3.2'))[0], eth('3.5')],
    ['next: 4.8 to 5', () => nextOver('saleroom', eth('4.8'))[0], eth('5')],
    ['next: 5 by 0.5', () => nextOver('saleroom', eth('5')), [eth('5.5'), 'accepted', 'BELOW_ASK']],
    ['next: 9.5 to 10', () => nextOver('saleroom', eth('9.5'))[0], eth('10')],
    ['next: between two rungs, the upper', () => nextOver('saleroom', eth('3.21'))[0], eth('3.5')],
    [
      'B11 next: beyond 2^53 wei, to the rung',
      () => nextOver('saleroom', 9_007_199_254_740_993n),
      [9_500_000_000_000_000n, 'accepted', 'BELOW_ASK'],
    ],
    [
      'B5 equal bid on a wei: refused',
      () => verdict(ledAt('saleroom', 1n), bidBy('102', 1n)),
      'BELOW_ASK',
    ],
    [
      'B7 self-raise: refused',
      () => verdict(ledAt('saleroom', '1'), bidBy('101', '2')),
      'ALREADY_HIGH_BIDDER',
    ],
    [
      'B10 nothing: taken, where it opens at nothing',
      () => verdict(atHouse('saleroom', { startWei: 0n as Wei }), bidBy('101', 0n)),
      'accepted',
    ],

    ['B4 extension: exactly the window left', () => movedBy(ledAt('saleroom', '1'), WINDOW), 0],
    ['B4 extension: a millisecond less', () => movedBy(ledAt('saleroom', '1'), WINDOW - 1), 1],
    ['new end: reset to 15 seconds', () => movedBy(ledAt('saleroom', '1'), 1), WINDOW - 1],
    ['B13 cap: the twentieth still counts', () => chained(ledAt('saleroom', 1n), 20), 20],
    ['B13 cap: the twenty-first does not', () => chained(ledAt('saleroom', 1n), 21), 20],
    ['first bid: extends', () => movedBy(atHouse('saleroom'), 1), WINDOW - 1],

    ['cancel: at any time', () => asked(ledAt('saleroom', '1'), 'withdraw-lot'), 'withdrawn'],
    ['B9 pause: bidding stops', () => asked(ledAt('saleroom', '1'), 'pause-lot'), 'paused'],
    [
      'B9 pause: takes no bid',
      () => verdict({ ...ledAt('saleroom', '1'), phase: 'paused' }, bidBy('102', '2')),
      'LOT_PAUSED',
    ],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test('B12 bids of the same instant keep the order they came in', () => {
    const bids = [bidBy('101', '100', 5), bidBy('102', '100', 5), bidBy('103', '110', 5)];
    const lot = afterBids(atHouse('saleroom', at100), ...bids);
    expect(lot.bids.map(({ paddle }) => paddle)).toEqual(['101', '103']);
  });

  test('B14 a clock that steps back: a bid is ruled on by its own time', () => {
    const lot = ledAt('saleroom', '100', at100, 50);
    expect(verdict(lot, bidBy('102', '110', 40))).toBe('accepted');
    expect(verdict(lot, bidBy('102', '110', -0.001))).toBe('EARLY');
    expect(verdict(lot, bidBy('102', '110', 0))).toBe('accepted');
    expect(afterBids(lot, bidBy('102', '110', 40)).closesAt).toBe(at(3_600));
  });
});
