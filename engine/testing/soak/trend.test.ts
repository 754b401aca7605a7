import { describe, expect, test } from 'vitest';
import { growthPerHour, settledGrowthPercent } from './trend.js';

const MINUTE_MS = 60_000;
const minutes = (values: readonly number[]) =>
  values.map((value, minute) => ({ atMs: minute * MINUTE_MS, value }));

describe('growthPerHour', () => {
  test('gives the slope of a line', () => {
    expect(growthPerHour(minutes([5, 7, 9, 11]))).toBeCloseTo(120);
    expect(growthPerHour(minutes([11, 9, 7, 5]))).toBeCloseTo(-120);
  });

  test('sees through noise on both sides of the line', () => {
    const noisy = Array.from({ length: 61 }, (_, i) => 100 + i + (i % 2 === 0 ? 3 : -3));
    expect(growthPerHour(minutes(noisy))).toBeCloseTo(60, 0);
  });

  test('knows no growth where nothing grows, nor of one sample or none', () => {
    expect(growthPerHour(minutes([4, 4, 4]))).toBe(0);
    expect(growthPerHour(minutes([4]))).toBe(0);
    expect(growthPerHour([])).toBe(0);
  });
});

describe('settledGrowthPercent', () => {
  test('leaves out how it grew at first', () => {
    expect(settledGrowthPercent(minutes([10, 50, 90, 100, 100, 100]))).toBe(0);
  });

  test('gives growth in percent of the mean', () => {
    expect(settledGrowthPercent(minutes([0, 0, 99, 101]))).toBeCloseTo(120);
    expect(settledGrowthPercent([])).toBe(0);
  });
});
