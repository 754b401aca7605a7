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
const brief = { durationMs: 60_000 };

/**
 * Zora AuctionHouse. Not for a floor to rule: refunds, the guard against re-entrance, a curator's
 * approval, that anyone may settle, and the winner who cannot receive (our escrow delivers by
 * transfer, and what fails is made good by the desk). A lot without a bid stays open there until it
 * is cancelled; an evening goes on, so ours passes once its time of bidding is over.
 */
describe('Zora', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: no clock before the first bid', () => endMs(atHouse('zora')), undefined],
    ['start: the first bid starts it', () => endMs(ledAt('zora', '1', {}, 500)), 500_000 + HOUR_MS],
    [
      'start: a bid that is refused does not',
      () => endMs(ledAt('zora', 1n, reserved, 500)),
      undefined,
    ],
    [
      'bid: however late the first',
      () => verdict(atHouse('zora'), bidBy('101', '1', 999_999)),
      'accepted',
    ],
    ['bid: a millisecond before the end', () => bidAtEnd(ledAt('zora', '1'), -1), 'accepted'],
    ['B1 bid: at the very end', () => bidAtEnd(ledAt('zora', '1'), 0), 'LATE'],
    ['settle: a millisecond before the end', () => settledAtEnd(ledAt('zora', '1'), -1), 'open'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('zora', '1'), 0), 'sold'],
    ['no bid: nothing falls due', () => settledAtEnd(atHouse('zora'), 0), 'open'],

    [
      'reserve: a wei below it',
      () => verdict(atHouse('zora', reserved), bidBy('101', 1n)),
      'BELOW_RESERVE',
    ],
    ['reserve: at it', () => verdict(atHouse('zora', reserved), bidBy('101', 2n)), 'accepted'],

    ['B5 next: 19 wei, rounded down to no step', () => nextOver('zora', 19n)[0], 19n],
    ['B6 next: 101 wei', () => nextOver('zora', 101n), [106n, 'accepted', 'BELOW_ASK']],
    [
      'B11 next: beyond 2^53 wei',
      () => nextOver('zora', 2n ** 90n),
      [2n ** 90n + 2n ** 90n / 20n, 'accepted', 'BELOW_ASK'],
    ],
    [
      'B5 equal bid: takes the lead',
      () => afterBids(ledAt('zora', 19n), bidBy('102', 19n)).leader?.paddle,
      '102',
    ],
    ['B7 self-raise: taken', () => verdict(ledAt('zora', '1'), bidBy('101', '2')), 'accepted'],

    ['B4 extension: exactly the window left', () => movedBy(ledAt('zora', '1'), WINDOW), 0],
    ['B4 extension: a millisecond less', () => movedBy(ledAt('zora', '1'), WINDOW - 1), 1],
    ['new end: the bid and the window', () => movedBy(ledAt('zora', '1'), 1), WINDOW - 1],
    ['B13 cap: none in 1,000', () => chained(ledAt('zora', 20n), 1_000), 1_000],
    ['first bid: has the whole time left', () => endMs(ledAt('zora', '1')), HOUR_MS],
    [
      'first bid: extends a time shorter than the window',
      () => endMs(ledAt('zora', '1', brief)),
      WINDOW,
    ],
    [
      'first bid: leaves one that is the window',
      () => endMs(ledAt('zora', '1', { durationMs: WINDOW })),
      WINDOW,
    ],

    ['cancel: before the first bid', () => asked(atHouse('zora'), 'withdraw-lot'), 'withdrawn'],
    ['cancel: not after it', () => asked(ledAt('zora', '1'), 'withdraw-lot'), 'LOT_NOT_OPEN'],
    [
      'pause: it has none, so ours stops bidding',
      () => asked(atHouse('zora'), 'pause-lot'),
      'paused',
    ],
    // Its parameters are constants of the contract.
    [
      'parameters: a day, 15 minutes, 5 %',
      () => PRESETS.zora,
      {
        ...PRESETS.zora,
        durationMs: 86_400_000,
        softClose: { windowMs: WINDOW, extendToMs: WINDOW, from: 'now' },
        increment: { kind: 'percent', percent: '5', rounding: 'floor', floorWei: 0n },
      },
    ],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test('B12 two first bids of one second: the first to come starts the clock', () => {
    const lot = afterBids(atHouse('zora'), bidBy('101', '1', 5.001), bidBy('102', '1.05', 5));
    expect([lot.leader?.paddle, lot.closesAt]).toEqual(['102', at(5.001 + 3_600)]);
  });

  test('B14 a clock that steps back behind the first bid leaves the end', () => {
    const lot = ledAt('zora', eth('1'), {}, 500);
    expect(afterBids(lot, bidBy('102', '2', 100)).closesAt).toBe(lot.closesAt);
  });
});
