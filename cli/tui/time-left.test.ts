import { expect, test } from 'vitest';
import { clockTime, timeUntil } from './time-left.js';

test.each([
  [-5_000, '0 s'],
  [0, '0 s'],
  [1, '1 s'],
  [1_000, '1 s'],
  [1_001, '2 s'],
  [59_000, '59 s'],
  [59_001, '1:00'],
  [100_000, '1:40'],
  [3_600_000, '1:00:00'],
  [7_505_000, '2:05:05'],
])('timeUntil says %i ms ahead as %s', (ahead, expected) => {
  expect(timeUntil(1_000 + ahead, 1_000)).toBe(expected);
});

test.each([
  [0, '0:00'],
  [5, '0:05'],
  [750, '12:30'],
  [3_661, '1:01:01'],
])('clockTime writes %i s as %s', (seconds, expected) => {
  expect(clockTime(seconds)).toBe(expected);
});
