import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aLot, at, eth } from '../../testing/builders.js';
import { afterBids, bidBy, verdict } from '../../testing/rulings.js';
import type { Wei } from '../ids.js';
import { askingBidWei } from './ask.js';
import type { Bid, Lot } from './lot.js';
import { ruleOnBid } from './rule-on-bid.js';

describe('ruleOnBid', () => {
  test.each<[string, Lot, Bid, string]>([
    ['accepts the asking bid', aLot(), bidBy('101', '1'), 'accepted'],
    ['refuses one wei under the ask', aLot(), bidBy('101', eth('1') - 1n), 'BELOW_ASK'],
    ['accepts a bid in the last millisecond', aLot(), bidBy('101', '1', 59.999), 'accepted'],
    ['refuses a bid at the instant of the close', aLot(), bidBy('101', '1', 60), 'LATE'],
    ['accepts a bid at the instant of opening', aLot(), bidBy('101', '1', 0), 'accepted'],
    ['refuses a bid before the opening', aLot(), bidBy('101', '1', -0.001), 'EARLY'],
    [
      'refuses what was in time but came when nothing waits for it',
      aLot(),
      bidBy('101', '1', 59.9, { receivedAt: at(60.1) }),
      'LATE',
    ],
    [
      'refuses every bid on a withdrawn lot',
      aLot({}, { phase: 'withdrawn' }),
      bidBy('101', '1'),
      'LOT_NOT_OPEN',
    ],
    [
      'refuses every bid on a presented lot',
      aLot({}, { phase: 'previewed' }),
      bidBy('101', '1'),
      'LOT_NOT_OPEN',
    ],
    ['calls a bid on a sold lot late', aLot({}, { phase: 'sold' }), bidBy('101', '1', 99), 'LATE'],
    ['takes no bids while paused', aLot({}, { phase: 'paused' }), bidBy('101', '1'), 'LOT_PAUSED'],
    [
      'refuses the high bidder',
      afterBids(aLot(), bidBy('101', '1')),
      bidBy('101', '2'),
      'ALREADY_HIGH_BIDDER',
    ],
  ])('%s', (_name, lot, bid, expected) => {
    expect(verdict(lot, bid)).toBe(expected);
  });

  test('counts a deposit only where it is asked for', () => {
    const bid = bidBy('101', '1');
    const ruled = (available?: Wei) =>
      ruleOnBid(
        aLot(),
        bid,
        bid.receivedAt,
        available === undefined ? {} : { coveredWei: available },
      )[0];
    expect(ruled(eth('1'))?.kind).toBe('bid-accepted');
    expect(ruled((eth('1') - 1n) as Wei)).toMatchObject({ why: 'INSUFFICIENT_DEPOSIT' });
    expect(ruled()?.kind).toBe('bid-accepted');
  });

  test('never accepts less than the ask, whatever is offered', () => {
    const lot = afterBids(aLot(), bidBy('101', '1'));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (amountWei) => {
        const taken = verdict(lot, bidBy('102', amountWei)) === 'accepted';
        expect(taken).toBe(amountWei >= askingBidWei(lot));
      }),
    );
  });

  test('gives the same bid on the same lot the same ruling', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: eth('3') }),
        fc.integer({ min: -2, max: 80 }),
        (wei, s) => {
          const lot = afterBids(aLot(), bidBy('101', '1'));
          const bid = bidBy('102', wei, s);
          expect(ruleOnBid(lot, bid, bid.receivedAt)).toEqual(ruleOnBid(lot, bid, bid.receivedAt));
        },
      ),
    );
  });
});
