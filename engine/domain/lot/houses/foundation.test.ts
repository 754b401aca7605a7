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

const WINDOW = 900_000;
const reserved = { reserveWei: 2n as Wei };

/**
 * Foundation, fnd-protocol. Not for a floor to rule: refunds into a balance to withdraw, the guard
 * against re-entrance, that anyone may settle. A lot without a bid stays listed there; an evening
 * goes on, so ours passes. A reserve of nothing is refused when the lot is listed: our catalogue
 * has an opening bid instead.
 */
describe('Foundation', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: no clock before the first bid', () => endMs(atHouse('foundation')), undefined],
    [
      'start: the first bid starts it',
      () => endMs(ledAt('foundation', '1', {}, 500)),
      500_000 + HOUR_MS,
    ],
    ['start: a day, where nobody says otherwise', () => PRESETS.foundation.durationMs, 86_400_000],
    ['bid: a millisecond before the end', () => bidAtEnd(ledAt('foundation', '1'), -1), 'accepted'],
    ['B1 bid: at the very end', () => bidAtEnd(ledAt('foundation', '1'), 0), 'accepted'],
    ['B1 bid: a millisecond after', () => bidAtEnd(ledAt('foundation', '1'), 1), 'LATE'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('foundation', '1'), 0), 'open'],
    ['B2 settle: a millisecond after', () => settledAtEnd(ledAt('foundation', '1'), 1), 'sold'],
    ['no bid: nothing falls due', () => settledAtEnd(atHouse('foundation'), 1), 'open'],

    [
      'reserve: a wei below it',
      () => verdict(atHouse('foundation', reserved), bidBy('101', 1n)),
      'BELOW_RESERVE',
    ],
    [
      'reserve: at it',
      () => verdict(atHouse('foundation', reserved), bidBy('101', 2n)),
      'accepted',
    ],

    [
      'B5 next: 9 wei, and a wei at least',
      () => nextOver('foundation', 9n),
      [10n, 'accepted', 'BELOW_ASK'],
    ],
    ['B5 next: 10 wei', () => nextOver('foundation', 10n)[0], 11n],
    ['B6 next: 101 wei, a tenth rounded down', () => nextOver('foundation', 101n)[0], 111n],
    [
      'B11 next: eighteen decimals, beyond 2^53',
      () => nextOver('foundation', eth('9007199254740993.000000000000000001')),
      [9907919180215092300000000000000001n, 'accepted', 'BELOW_ASK'],
    ],
    [
      'B5 equal bid: refused',
      () => verdict(ledAt('foundation', 1n), bidBy('102', 1n)),
      'BELOW_ASK',
    ],
    [
      'B7 self-raise: refused',
      () => verdict(ledAt('foundation', '1'), bidBy('101', '2')),
      'ALREADY_HIGH_BIDDER',
    ],
    [
      'B7 self-raise: taken once overtaken',
      () => verdict(afterBids(ledAt('foundation', '1'), bidBy('102', '2')), bidBy('101', '3')),
      'accepted',
    ],

    ['B4 extension: exactly the window left', () => movedBy(ledAt('foundation', '1'), WINDOW), 0],
    ['B4 extension: a millisecond less', () => movedBy(ledAt('foundation', '1'), WINDOW - 1), 1],
    ['new end: the bid and 15 minutes', () => movedBy(ledAt('foundation', '1'), 0), WINDOW],
    ['B13 cap: none in 1,000', () => chained(ledAt('foundation', 20n), 1_000), 1_000],
    [
      'first bid: never extends',
      () => endMs(ledAt('foundation', '1', { durationMs: 60_000 })),
      60_000,
    ],

    [
      'cancel: before the first bid',
      () => asked(atHouse('foundation'), 'withdraw-lot'),
      'withdrawn',
    ],
    ['cancel: not after it', () => asked(ledAt('foundation', '1'), 'withdraw-lot'), 'LOT_NOT_OPEN'],
    [
      'pause: it has none, so ours stops bidding',
      () => asked(ledAt('foundation', '1'), 'pause-lot'),
      'paused',
    ],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test('a reserve that is changed before the first bid holds, for it is changed before the sale', () => {
    const changed = atHouse('foundation', { reserveWei: eth('3') });
    expect(verdict(changed, bidBy('101', '2.999999999999999999'))).toBe('BELOW_RESERVE');
    expect(verdict(changed, bidBy('101', '3'))).toBe('accepted');
  });

  test('B12 two bids of one instant, at the very end: the first to come starts what is left', () => {
    const lot = ledAt('foundation', '1');
    const end = { placedAt: at(3_600), receivedAt: at(3_600) };
    const after = afterBids(lot, bidBy('102', '1.1', 0, end), bidBy('103', '1.21', 0, end));
    expect([after.leader?.paddle, after.extensions]).toEqual(['103', 1]);
    expect(after.closesAt).toBe(at(3_600 + 900));
  });

  test('B14 a clock that steps back leaves the end', () => {
    const lot = ledAt('foundation', '1', {}, 500);
    expect(afterBids(lot, bidBy('102', '2', 100)).closesAt).toBe(lot.closesAt);
  });
});
