import { describe, expect, test } from 'vitest';
import { at, eth } from '../../testing/builders.js';
import { afterBids, bidBy, lotOf, verdict } from '../../testing/rulings.js';
import type { Bid } from './lot.js';
import type { Terms } from './terms.js';

describe('proxy bidding', () => {
  const max = (paddle: string, maximum: string, seconds = 1) =>
    bidBy(paddle, '1', seconds, { maxWei: eth(maximum) });
  const ebay = (over: Partial<Terms> = {}) => lotOf('ebay', { durationMs: 60_000, ...over });

  test.each<[string, Bid[], string, string]>([
    ['the first leads at the opening price', [max('101', '9')], '101', '1'],
    ['the second price and its step', [max('101', '9'), max('102', '3')], '101', '3.25'],
    ['never above the leader’s maximum', [max('101', '3.1'), max('102', '3')], '101', '3.1'],
    ['a tie goes to the earlier', [max('101', '3'), max('102', '3')], '101', '3'],
    ['a higher maximum takes the lead', [max('101', '3'), max('102', '9')], '102', '3.25'],
    ['raising one’s own maximum changes nothing', [max('101', '3'), max('101', '9')], '101', '1'],
    [
      'the raised maximum counts against the next',
      [max('101', '3'), max('101', '9'), max('102', '5')],
      '101',
      '5.5',
    ],
  ])('%s', (_name, bids, leader, price) => {
    const lot = afterBids(ebay(), ...bids);
    expect([lot.leader?.paddle, lot.priceWei]).toEqual([leader, eth(price)]);
  });

  test('refuses a maximum of one’s own that is no raise, and one below the ask', () => {
    const lot = afterBids(ebay(), max('101', '3'));
    expect(verdict(lot, max('101', '3'))).toBe('NOT_A_RAISE');
    expect(verdict(lot, max('102', '1.24'))).toBe('BELOW_ASK');
    expect(verdict(lot, max('102', '1.25'))).toBe('accepted');
  });

  test('bids its owner up to a reserve that his maximum reaches', () => {
    const lot = ebay({ reserveWei: eth('5') });
    expect(afterBids(lot, max('101', '9')).priceWei).toBe(eth('5'));
    expect(afterBids(lot, max('101', '4.99')).priceWei).toBe(eth('1'));
  });

  test('does not move a soft close for a raise of one’s own', () => {
    const softClose = { windowMs: 15_000, extendToMs: 15_000, from: 'now' } as const;
    const lot = afterBids(ebay({ softClose }), max('101', '3'), max('101', '9', 59));
    expect(lot.closesAt).toBe(at(60));
  });
});
