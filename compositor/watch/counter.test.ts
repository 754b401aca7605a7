import { expect, test } from 'vitest';
import { decodeCounters } from './counter.js';

const row = (number: number): number[] => {
  const bits = (number << 16) | (~number & 0xffff);
  return Array.from({ length: 32 }, (_, i) => ((bits >>> (31 - i)) & 1 ? 235 : 16));
};

test('decodeCounters reads one number a row', () => {
  expect(decodeCounters(Uint8Array.from([0, 1, 40_000, 65_535].flatMap(row)))).toEqual([
    0, 1, 40_000, 65_535,
  ]);
});

test('decodeCounters leaves out a row that does not match its own check', () => {
  const broken = row(7);
  broken[20] = 251 - (broken[20] ?? 0);
  expect(decodeCounters(Uint8Array.from([...row(6), ...broken, ...row(8)]))).toEqual([6, 8]);
});
