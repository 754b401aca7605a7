import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Wei } from '../../domain/ids.js';
import { formatEth, parseEth } from '../../domain/money.js';
import { chooseAmount, overWei, roundDown } from './amounts.js';
import { createChance } from './chance.js';

const eth = (text: string): Wei => parseEth(text) ?? (0n as Wei);
const wei = () => fc.bigInt({ min: 1n, max: 10n ** 24n }).map((value) => value as Wei);

describe('chooseAmount', () => {
  test('is never under the ask nor over the ceiling, and is silent only beyond it', () => {
    const offerings = fc.record({
      askWei: wei(),
      targetWei: wei(),
      ceilingWei: wei(),
      bidsLeft: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(offerings, fc.integer(), (offering, seed) => {
        const amountWei = chooseAmount(offering, createChance(seed));
        if (offering.askWei > offering.ceilingWei) expect(amountWei).toBeUndefined();
        else {
          expect(amountWei).toBeGreaterThanOrEqual(offering.askWei);
          expect(amountWei).toBeLessThanOrEqual(offering.ceilingWei);
        }
      }),
    );
  });

  test('reaches the target with the last bid', () => {
    const offering = { askWei: eth('1'), targetWei: eth('2.4'), ceilingWei: eth('3'), bidsLeft: 1 };
    for (let seed = 0; seed < 20; seed += 1) {
      expect(chooseAmount(offering, createChance(seed))).toBe(eth('2.4'));
    }
  });
});

describe('roundDown', () => {
  test.each([
    ['1.2734', '1.2'],
    ['0.0587', '0.058'],
    ['12.9', '12'],
    ['0.000000000000000007', '0.000000000000000007'],
  ])('cuts %s to %s', (amount, expected) => {
    expect(formatEth(roundDown(eth(amount)))).toBe(expected);
  });
});

describe('overWei', () => {
  test('is above the next ask of a ladder of tenths', () => {
    expect(formatEth(overWei(eth('1.2')))).toBe('1.4');
    expect(formatEth(overWei(eth('3')))).toBe('3.4');
  });
});
