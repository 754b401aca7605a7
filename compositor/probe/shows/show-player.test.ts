import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant } from '../../../engine/domain/ids.js';
import { busyShow } from './busy-show.js';
import { ShowPlayer } from './show-player.js';
import type { Published } from './show-script.js';
import { stillShow } from './still-show.js';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const clock = { now: () => Date.now() as Instant };

/** States at these times after the start. */
const scriptOf = (...timesMs: readonly number[]) =>
  function* (startMs: number): Generator<Published> {
    for (const { show } of stillShow(startMs)) {
      yield* timesMs.map((ms, i) => ({ atMs: startMs + ms, show: { ...show, revision: i + 1 } }));
    }
  };

test('publishes each state when its time has come, and the first not again', () => {
  const told: [number, number][] = [];
  const player = new ShowPlayer(scriptOf(0, 300, 350, 2_000), clock);
  player.play(({ revision }) => told.push([revision, Date.now() - 1_000_000]));
  vi.advanceTimersByTime(5_000);
  expect(player.firstShow.revision).toBe(1);
  expect(told).toEqual([
    [2, 300],
    [3, 350],
    [4, 2_000],
  ]);
});

test('publishes of what is overdue the newest state alone', () => {
  const told: number[] = [];
  const player = new ShowPlayer(scriptOf(0, 100, 200, 900), clock);
  vi.advanceTimersByTime(500);
  player.play(({ revision }) => told.push(revision));
  expect(told).toEqual([3]);
  vi.advanceTimersByTime(400);
  expect(told).toEqual([3, 4]);
});

test('publishes nothing once it is closed', async () => {
  const publish = vi.fn();
  const player = new ShowPlayer(busyShow, clock);
  player.play(publish);
  vi.advanceTimersByTime(3_000);
  const count = publish.mock.calls.length;
  await player.close();
  vi.advanceTimersByTime(3_000);
  expect(count).toBeGreaterThan(1);
  expect(publish).toHaveBeenCalledTimes(count);
});

test('refuses a show without a state', () => {
  expect(() => new ShowPlayer(scriptOf(), clock)).toThrow(RangeError);
});
