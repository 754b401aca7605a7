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
  settledAtEnd,
} from '../../../testing/house.js';
import { afterBids, bidBy, verdict } from '../../../testing/rulings.js';
import { askingBidWei } from '../ask.js';
import type { Bid, Lot } from '../lot.js';

const opening = { startWei: eth('1') };
const max = (paddle: string, maximum: string, seconds = 1): Bid =>
  bidBy(paddle, maximum, seconds, { maxWei: eth(maximum) });
const stands = ({ leader, priceWei }: Lot): unknown => [leader?.paddle, priceWei];
const afterMax = (...bids: Bid[]): Lot => afterBids(atHouse('ebay', opening), ...bids);
/** The least maximum that is taken over a price of so much, and a wei less. */
const askOver = (price: string, ask: string): unknown => {
  const lot = { ...afterMax(max('101', '99999')), priceWei: eth(price) };
  const less = bidBy('102', eth(ask) - 1n);
  return [askingBidWei(lot), verdict(lot, max('102', ask)), verdict(lot, less)];
};
const taken = (ask: string): unknown => [eth(ask), 'accepted', 'BELOW_ASK'];

/**
 * eBay, by its pages: a hard close, maximums and the second price. Not for a floor to rule: buyer
 * protection, retraction of bids (ours stand), its own cancelling of bids.
 */
describe('eBay', () => {
  test.each<[string, () => unknown, unknown]>([
    ['start: the clock runs from the opening', () => endMs(atHouse('ebay')), HOUR_MS],
    ['B1 bid: at the very end', () => bidAtEnd(atHouse('ebay'), 0), 'accepted'],
    ['B1 bid: a millisecond after', () => bidAtEnd(atHouse('ebay'), 1), 'LATE'],
    ['B2 settle: at the very end', () => settledAtEnd(ledAt('ebay', '1'), 0), 'open'],
    ['B2 settle: a millisecond after', () => settledAtEnd(ledAt('ebay', '1'), 1), 'sold'],
    ['no bid: passes', () => settledAtEnd(atHouse('ebay'), 1), 'passed'],

    [
      'price: the first leads at the opening',
      () => stands(afterMax(max('101', '9'))),
      ['101', eth('1')],
    ],
    [
      'price: the second maximum and its step',
      () => stands(afterMax(max('101', '9'), max('102', '3'))),
      ['101', eth('3.25')],
    ],
    [
      'price: never above the first maximum',
      () => stands(afterMax(max('101', '3.1'), max('102', '3'))),
      ['101', eth('3.1')],
    ],
    [
      'price: a maximum a wei higher leads, at its own',
      () => stands(afterMax(max('101', '3'), max('102', '3.000000000000000001'))),
      ['102', eth('3.000000000000000001')],
    ],
    [
      'tie: the earlier leads, at the maximum of both',
      () => stands(afterMax(max('101', '3'), max('102', '3'))),
      ['101', eth('3')],
    ],
    [
      'B7 self-raise: changes nothing else',
      () => stands(afterMax(max('101', '3'), max('101', '9'))),
      ['101', eth('1')],
    ],
    [
      'B7 self-raise: counts against the next',
      () => stands(afterMax(max('101', '3'), max('101', '9'), max('102', '5'))),
      ['101', eth('5.5')],
    ],
    [
      'B7 self-raise: by a wei',
      () => verdict(afterMax(max('101', '3')), max('101', '3.000000000000000001')),
      'accepted',
    ],
    [
      'B7 self-raise: by nothing',
      () => verdict(afterMax(max('101', '3')), max('101', '3')),
      'NOT_A_RAISE',
    ],
    [
      'B7 self-raise: below one’s maximum',
      () => verdict(afterMax(max('101', '3')), max('101', '2')),
      'NOT_A_RAISE',
    ],
    [
      'B12 two maximums of one instant: the first to come leads',
      () => stands(afterMax(max('102', '4', 5), max('101', '4', 5))),
      ['102', eth('4')],
    ],

    ['next: below 1, by 0.05', () => askOver('0.99', '1.04'), taken('1.04')],
    ['next: from 1, by 0.25', () => askOver('1', '1.25'), taken('1.25')],
    ['next: below 5', () => askOver('4.99', '5.24'), taken('5.24')],
    ['next: from 5, by 0.50', () => askOver('5', '5.5'), taken('5.5')],
    ['next: below 25', () => askOver('24.99', '25.49'), taken('25.49')],
    ['next: from 25, by 1', () => askOver('25', '26'), taken('26')],
    ['next: from 100, by 2.50', () => askOver('100', '102.5'), taken('102.5')],
    ['next: from 250, by 5', () => askOver('250', '255'), taken('255')],
    ['next: from 500, by 10', () => askOver('500', '510'), taken('510')],
    ['next: from 1,000, by 25', () => askOver('1000', '1025'), taken('1025')],
    ['next: from 2,500, by 50', () => askOver('2500', '2550'), taken('2550')],
    ['next: below 5,000', () => askOver('4999.99', '5049.99'), taken('5049.99')],
    ['next: from 5,000, by 100', () => askOver('5000', '5100'), taken('5100')],
    [
      'B11 next: eighteen decimals',
      () => askOver('12345.000000000000000001', '12445.000000000000000001'),
      taken('12445.000000000000000001'),
    ],
    [
      'B11 price: beyond 2^53 wei, to the wei',
      () =>
        stands(
          afterMax(
            max('101', '9007199254740993.3'),
            max('102', '9007199254740993.000000000000000001'),
          ),
        ),
      ['101', eth('9007199254740993.3')],
    ],

    [
      'reserve: below it the lot is not sold',
      () =>
        settledAtEnd(
          afterBids(atHouse('ebay', { ...opening, reserveWei: eth('5') }), max('101', '4.99')),
          1,
        ),
      'passed',
    ],
    [
      'reserve: a maximum that reaches it is bid up to it',
      () =>
        stands(afterBids(atHouse('ebay', { ...opening, reserveWei: eth('5') }), max('101', '5'))),
      ['101', eth('5')],
    ],

    ['extension: none', () => movedBy(ledAt('ebay', '1'), 1), 0],
    ['B13 extension: none in 1,000', () => chained(ledAt('ebay', '1'), 1_000), 0],
    ['cancel: at any time', () => asked(ledAt('ebay', '1'), 'withdraw-lot'), 'withdrawn'],
    [
      'pause: it has none, so ours stops bidding',
      () => asked(ledAt('ebay', '1'), 'pause-lot'),
      'paused',
    ],
  ])('%s', (_rule, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test('B14 a clock that steps back: who came first leads a tie, whoever placed first', () => {
    const lot = afterMax(max('101', '4', 50), max('102', '4', 40));
    expect(lot.leader?.placedAt).toBe(at(50));
  });
});
