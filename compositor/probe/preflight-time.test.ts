import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { preflightDelayMs, waitForPreflight } from './preflight-time.js';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;

describe('preflightDelayMs', () => {
  const delay = (leftMs: number, lots = 3) =>
    preflightDelayMs({ doorsAtMs: NOW + leftMs, lots }, NOW);

  test('ends two minutes before the doors', () => {
    expect(delay(120_001)).toBe(1);
    expect(delay(3_600_000)).toBe(3_480_000);
  });

  test('is none where the doors are nearer', () => {
    expect(delay(120_000)).toBe(0);
    expect(delay(30_000)).toBe(0);
  });

  test('never ends where the doors would open into it, or are open', () => {
    expect(delay(29_999)).toBeUndefined();
    expect(delay(-60_000)).toBeUndefined();
  });

  test('never ends where nothing is sold', () => {
    expect(delay(3_600_000, 0)).toBeUndefined();
  });
});

describe('waitForPreflight', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const clock = { now: () => Date.now() as Instant };
  const wait = (leftMs: number, signal = new AbortController().signal) =>
    waitForPreflight({ doorsAtMs: NOW + leftMs, lots: 1 }, clock, signal);

  test.each([3_600_000, 60 * DAY_MS])(
    'ends in time where the doors are %i ms away',
    async (leftMs) => {
      let due: boolean | undefined;
      void wait(leftMs).then((answer) => (due = answer));
      await vi.advanceTimersByTimeAsync(leftMs - 120_001);
      expect(due).toBeUndefined();
      await vi.advanceTimersByTimeAsync(1);
      expect(due).toBe(true);
    },
  );

  test('is over at once where the doors are near', async () => {
    expect(await wait(60_000)).toBe(true);
    expect(await wait(10_000)).toBe(false);
  });

  test('is for nothing where the machine slept until the doors', async () => {
    const waiting = wait(3_600_000);
    vi.setSystemTime(NOW + 3_590_000);
    await vi.advanceTimersByTimeAsync(3_480_000);
    expect(await waiting).toBe(false);
  });

  test('is given up when it is told to', async () => {
    const stop = new AbortController();
    const waiting = wait(3_600_000, stop.signal);
    stop.abort();
    expect(await waiting).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
