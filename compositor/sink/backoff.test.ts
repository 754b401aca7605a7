import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  test.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [4, 16_000],
    [5, 30_000],
    [5_000, 30_000],
  ])('after %i failures waits between one second and %i ms', (failures, mostMs) => {
    expect(backoffMs(failures, false, 0)).toBe(1_000);
    expect(backoffMs(failures, false, 0.5)).toBe((1_000 + mostMs) / 2);
    expect(backoffMs(failures, false, 0.999_999)).toBeCloseTo(mostMs, -1);
  });

  test('asks slowly from the start where it was refused', () => {
    expect(backoffMs(1, true, 0)).toBe(20_000);
    expect(backoffMs(1, true, 0.999_999)).toBeCloseTo(30_000, -1);
  });
});
