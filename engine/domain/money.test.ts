import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Wei } from './ids.js';
import { formatEth, highestCoveredWei, parseEth, premiumOf } from './money.js';

const wei = fc.bigInt({ min: 0n, max: 10n ** 30n }).map((amount) => amount as Wei);

describe('parseEth', () => {
  test.each([
    ['1', 10n ** 18n],
    ['0', 0n],
    ['1.10', 1_100_000_000_000_000_000n],
    ['0.000000000000000001', 1n],
    ['1.0000000000000000000000', 10n ** 18n],
    ['9007199254740993', 9007199254740993n * 10n ** 18n],
  ])('reads %s', (text, expected) => {
    expect(parseEth(text)).toBe(expected);
  });

  test.each([
    '',
    '.',
    '..',
    '1..2',
    '1.2.3',
    '.5',
    '1.',
    '-1',
    '+1',
    '1e3',
    '1,5',
    ' 1',
    '0x1',
    '0.0000000000000000001',
    '1'.repeat(79),
  ])('refuses "%s"', (text) => {
    expect(parseEth(text)).toBeUndefined();
  });

  test('reads back whatever is written', () => {
    fc.assert(
      fc.property(wei, (amount) => {
        expect(parseEth(formatEth(amount))).toBe(amount);
      }),
    );
  });
});

describe('highestCoveredWei', () => {
  test('pays with its premium out of the money, and a wei more does not', () => {
    fc.assert(
      fc.property(wei, fc.integer({ min: 0, max: 10_000 }), (money, bps) => {
        const high = highestCoveredWei(money, bps);
        const over = (high + 1n) as Wei;
        expect(high + premiumOf(high, bps) <= money).toBe(true);
        expect(over + premiumOf(over, bps) > money).toBe(true);
      }),
    );
  });
});
