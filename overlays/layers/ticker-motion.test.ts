import { describe, expect, test } from 'vitest';
import { ENTRY, tickerOpacity } from './ticker-motion.js';

describe('tickerOpacity', () => {
  test('the newest row is the clearest and every row below is fainter', () => {
    const rows = [0, 1, 2, 3].map((at) => tickerOpacity(at, 4));
    expect(rows[0]).toBe(1);
    expect([...rows].sort((a, b) => b - a)).toEqual(rows);
    expect(new Set(rows).size).toBe(4);
  });

  test('a row comes out of nothing and goes back to it', () => {
    expect(tickerOpacity(-ENTRY, 4)).toBe(0);
    expect(tickerOpacity(4, 4)).toBe(0);
  });

  test('fades evenly between two rows', () => {
    const between = (tickerOpacity(0, 4) + tickerOpacity(1, 4)) / 2;
    expect(tickerOpacity(0.5, 4)).toBeCloseTo(between);
  });
});
