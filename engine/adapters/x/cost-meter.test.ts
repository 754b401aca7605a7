import { expect, test, vi } from 'vitest';
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

test('a cost meter goes on from its book, and writes down what is spent', async () => {
  vi.useFakeTimers();
  let kept = 15_000n;
  let writes = 0;
  const book = {
    read: () => kept,
    write: (microUsd: bigint) => {
      kept = microUsd;
      writes += 1;
    },
  };
  const first = createCostMeter({ clock: { now: () => 0 as Instant }, book });
  for (let i = 0; i < 100; i += 1) first.wrote('summoned-reply');
  expect([first.totalUsd(), kept]).toEqual(['1.015', 15_000n]);
  vi.advanceTimersByTime(2_000);
  expect([kept, writes]).toEqual([1_015_000n, 1]);

  const second = createCostMeter({ clock: { now: () => 0 as Instant }, book });
  second.wrote('post');
  await second.close();
  await second.close();
  expect([second.totalUsd(), kept, writes]).toEqual(['1.03', 1_030_000n, 2]);
  vi.useRealTimers();
});
