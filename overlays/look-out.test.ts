import { afterEach, expect, test, vi } from 'vitest';
import { lookOut } from './look-out.js';

const FRAME_MS = 33;
const MOST_TASKS = 10_000;

/** A clock that moves from one task to the next, and what was found when. */
function aWorld(comesAt: readonly number[]) {
  let nowMs = 0;
  const tasks: { atMs: number; run: () => void }[] = [];
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.stubGlobal('scheduler', {
    postTask: (run: () => void, { delay }: { delay: number }) => {
      tasks.push({ atMs: nowMs + delay, run });
      return Promise.resolve();
    },
  });
  const waiting = [...comesAt];
  const lateMs: number[] = [];
  let looks = 0;
  let ran = 0;
  const look = (): boolean => {
    looks++;
    const due = waiting.filter((atMs) => atMs <= nowMs);
    waiting.splice(0, due.length);
    lateMs.push(...due.map((atMs) => nowMs - atMs));
    return due.length > 0;
  };
  const runUntil = (endMs: number): void => {
    for (let task = tasks[0]; task && task.atMs <= endMs; task = tasks[0]) {
      tasks.shift();
      if (++ran > MOST_TASKS) throw new Error('The clock stands still.');
      nowMs = Math.max(nowMs, task.atMs);
      task.run();
    }
  };
  return { look, runUntil, lateMs, looks: () => looks };
}

afterEach(() => vi.unstubAllGlobals());

test('finds each within two milliseconds, at two looks a frame', () => {
  const frames = Array.from({ length: 300 }, (_, i) => 500 + i * 33.333 + (i % 3) * 0.4);
  const { look, runUntil, lateMs, looks } = aWorld(frames);
  lookOut(look, 33.333, vi.fn());
  runUntil(500);
  const idle = looks();
  expect(idle).toBeLessThan(160);
  runUntil(10_500);
  expect(lateMs.length).toBe(300);
  expect(Math.max(...lateMs)).toBeLessThan(4.1);
  expect(Math.max(...lateMs.slice(1))).toBeLessThan(2);
  expect(looks() - idle).toBeLessThan(300 * 2.3);
});

test('finds what comes after a pause', () => {
  const { look, runUntil, lateMs } = aWorld([0, 5_000]);
  lookOut(look, FRAME_MS, vi.fn());
  runUntil(6_000);
  expect(lateMs.length).toBe(2);
  expect(lateMs[1]).toBeLessThanOrEqual(4);
});

test('looks no more once it failed, and says so', () => {
  const { runUntil } = aWorld([]);
  const fail = vi.fn();
  let looks = 0;
  lookOut(
    () => {
      looks++;
      throw new Error('gone');
    },
    FRAME_MS,
    fail,
  );
  runUntil(1_000);
  expect(looks).toBe(1);
  expect(fail).toHaveBeenCalledTimes(1);
});
