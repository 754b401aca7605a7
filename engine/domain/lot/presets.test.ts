import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bidAtEnd, ledAt, settledAtEnd } from '../../testing/house.js';
import { bidBy, verdict } from '../../testing/rulings.js';
import type { Wei } from '../ids.js';
import { askingBidWei } from './ask.js';
import { PRESETS, type PresetName } from './presets.js';

const house = fc.constantFrom(...(Object.keys(PRESETS) as PresetName[]));

describe('every known house', () => {
  test('B3 every instant is either biddable or settleable, never both', () => {
    fc.assert(
      fc.property(house, fc.integer({ min: -5, max: 3_005 }), (name, offsetMs) => {
        const lot = ledAt(name, '1');
        const isBiddable = bidAtEnd(lot, offsetMs) !== 'LATE';
        expect(settledAtEnd(lot, offsetMs)).toBe(isBiddable ? 'open' : 'sold');
      }),
      { numRuns: 500 },
    );
  });

  test('takes the ask whatever the price, and nothing a wei below it', () => {
    fc.assert(
      fc.property(house, fc.bigInt({ min: 1n, max: 10n ** 30n }), (name, priceWei) => {
        const lot = ledAt(name, priceWei);
        const ask = askingBidWei(lot);
        expect(ask).toBeGreaterThanOrEqual(lot.priceWei ?? 0n);
        expect(verdict(lot, bidBy('102', ask))).toBe('accepted');
        expect(verdict(lot, bidBy('102', (ask - 1n) as Wei))).toBe('BELOW_ASK');
      }),
    );
  });
});
