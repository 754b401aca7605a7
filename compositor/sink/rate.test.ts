import { expect, test } from 'vitest';
import { Rate } from './rate.js';

test('measures the last ten seconds and forgets what was before', () => {
  const rate = new Rate();
  expect(rate.kbps(0, 0)).toBe(0);
  for (let ms = 0; ms <= 10_000; ms += 100) rate.note(ms, ms * 125);
  expect(rate.kbps(10_000, 1_250_000)).toBe(1_000);
  for (let ms = 10_100; ms <= 15_000; ms += 100) rate.note(ms, 1_250_000);
  // The window begins with a sample, which is up to a quarter of a second too old.
  expect(rate.kbps(15_000, 1_250_000)).toBe(510);
  for (let ms = 15_100; ms <= 20_500; ms += 100) rate.note(ms, 1_250_000);
  expect(rate.kbps(20_500, 1_250_000)).toBe(0);
});
