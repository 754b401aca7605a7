import { describe, expect, test } from 'vitest';
import { eth } from '../../../testing/builders.js';
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
import { bidBy, verdict } from '../../../testing/rulings.js';
import type { Wei } from '../../ids.js';
import { PRESETS } from '../presets.js';

const WINDOW = 600_000;
const reserved = { reserveWei: 2n as Wei };

/**
 * Manifold, by its documentation: what it leaves open (who bids against himself, the instant of the
 * end, amounts of a few wei) is ruled as the other contracts do. Refunds are custodial there.
 */
describe('Manifold', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: no clock before the first bid', () => endMs(atHouse('manifold')), undefined],
    [
      'start: the first bid starts it',
      () => endMs(ledAt('manifold', '1', {}, 500)),
      500_000 + HOUR_MS,
    ],
    ['start: a day, where nobody says otherwise', () => PRESETS.manifold.durationMs, 86_400_000],
    ['bid: a millisecond before the end', () => bidAtEnd(ledAt('manifold', '1'), -1), 'accepted'],
    ['B1 bid: at the very end', () => bidAtEnd(ledAt('manifold', '1'), 0), 'LATE'],
    ['B2 settle: a millisecond before', () => settledAtEnd(ledAt('manifold', '1'), -1), 'open'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('manifold', '1'), 0), 'sold'],
    ['no bid: nothing falls due', () => settledAtEnd(atHouse('manifold'), 0), 'open'],

    [
      'reserve: a wei below it',
      () => verdict(atHouse('manifold', reserved), bidBy('101', 1n)),
      'BELOW_RESERVE',
    ],
    ['reserve: at it', () => verdict(atHouse('manifold', reserved), bidBy('101', 2n)), 'accepted'],

    [
      'B5 next: 19 wei, and a wei at least',
      () => nextOver('manifold', 19n),
      [20n, 'accepted', 'BELOW_ASK'],
    ],
    ['B6 next: 101 wei', () => nextOver('manifold', 101n), [106n, 'accepted', 'BELOW_ASK']],
    [
      'B11 next: eighteen decimals',
      () => nextOver('manifold', eth('1000000000.000000000000000001'))[0],
      eth('1050000000.000000000000000001'),
    ],
    ['B5 equal bid: refused', () => verdict(ledAt('manifold', 1n), bidBy('102', 1n)), 'BELOW_ASK'],
    ['B7 self-raise: taken', () => verdict(ledAt('manifold', '1'), bidBy('101', '2')), 'accepted'],

    ['B4 extension: exactly ten minutes left', () => movedBy(ledAt('manifold', '1'), WINDOW), 0],
    ['B4 extension: a millisecond less', () => movedBy(ledAt('manifold', '1'), WINDOW - 1), 1],
    ['new end: reset to ten minutes', () => movedBy(ledAt('manifold', '1'), 1), WINDOW - 1],
    ['B13 cap: none in 1,000', () => chained(ledAt('manifold', 20n), 1_000), 1_000],
    ['first bid: has the whole time left', () => endMs(ledAt('manifold', '1')), HOUR_MS],

    ['cancel: before the first bid', () => asked(atHouse('manifold'), 'withdraw-lot'), 'withdrawn'],
    ['cancel: not after it', () => asked(ledAt('manifold', '1'), 'withdraw-lot'), 'LOT_NOT_OPEN'],
    [
      'pause: it has none, so ours stops bidding',
      () => asked(atHouse('manifold'), 'pause-lot'),
      'paused',
    ],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });
});
