import { expect, test } from 'vitest';
import type { Instant } from '../../domain/ids.js';
import { createCostMeter } from './cost-meter.js';

test('a cost meter adds up to the millionth, and charges a post once a UTC day', () => {
  let now = Date.UTC(2026, 7, 1, 23, 59, 59);
  const meter = createCostMeter({ clock: { now: () => now as Instant } });
  expect(meter.totalUsd()).toBe('0');
  for (let i = 0; i < 3; i += 1) meter.wrote('post');
  expect(meter.totalUsd()).toBe('0.045');
  meter.wrote('post-with-link');
  meter.wrote('summoned-reply');
  expect(meter.totalUsd()).toBe('0.255');
  meter.read('streamed-post', ['1', '2']);
  meter.read('owned-read', ['2', '3']);
  expect(meter.totalUsd()).toBe('0.266');
  now += 1_000;
  meter.read('owned-read', ['1', '2', '3']);
  expect(meter.totalUsd()).toBe('0.269');
});
