import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDoorsClock,
  formatLotClock,
  plural,
  shortHash,
  splitAmount,
} from './figures.js';

describe('splitAmount', () => {
  test.each([
    ['4.25', '4.25', ''],
    ['1.2345', '1.2345', ''],
    ['1.23456', '1.2345', '6'],
    ['1.234567890123456789', '1.2345', '67890123456789'],
    ['1250', '1250', ''],
  ])('reads %s as %s and %s', (text, lead, tail) => {
    expect(splitAmount(text)).toEqual({ lead, tail });
  });

  test('loses no digit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.stringMatching(/^\d{1,18}$/), (whole, decimals) => {
        const text = `${whole}.${decimals}`;
        const { lead, tail } = splitAmount(text);
        expect(lead + tail).toBe(text);
      }),
    );
  });
});

describe('formatLotClock', () => {
  test.each([
    [42_000, '0:42'],
    [41_001, '0:42'],
    [10_000, '0:10'],
    [9_901, '0:10'],
    [9_900, '9.9'],
    [1, '0.1'],
    [0, '0.0'],
    [-5, '0.0'],
    [61_000, '1:01'],
    [3_600_000, '1:00:00'],
  ])('shows %d ms as %s', (leftMs, expected) => {
    expect(formatLotClock(leftMs)).toBe(expected);
  });
});

describe('formatDoorsClock', () => {
  test.each([
    [298_000, '04:58'],
    [0, '00:00'],
    [-1, '00:00'],
    [7_325_000, '2:02:05'],
  ])('shows %d ms as %s', (leftMs, expected) => {
    expect(formatDoorsClock(leftMs)).toBe(expected);
  });
});

test('counts set thousands apart', () => {
  expect([0, 999, 1_204, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,204', '1,234,567']);
});

test('one bid is not many', () => {
  expect([plural(0, 'bid'), plural(1, 'bid'), plural(37, 'bid')]).toEqual([
    '0 bids',
    '1 bid',
    '37 bids',
  ]);
});

test('a hash keeps its head and its foot', () => {
  expect(shortHash('0x12ab34cd56ef789f')).toBe('0x12ab…789f');
  expect(shortHash('0x12ab')).toBe('0x12ab');
});
