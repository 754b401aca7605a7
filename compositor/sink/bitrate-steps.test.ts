import { describe, expect, test } from 'vitest';
import { BitrateSteps } from './bitrate-steps.js';

const calm = { id: 'main', isLive: true, queueMs: 80, droppedFrames: 0 };
const full = { ...calm, queueMs: 900 };

/** What is wanted at each second from `fromS` to `toS`. */
const run = (steps: BitrateSteps, line: typeof calm | undefined, fromS: number, toS: number) =>
  Array.from({ length: toS - fromS + 1 }, (_, i) => steps.step(line, (fromS + i) * 1_000));

describe('BitrateSteps', () => {
  test('steps down to three quarters every four seconds of a full queue, to the floor', () => {
    const steps = new BitrateSteps(4_000);
    expect(run(steps, full, 0, 9)).toEqual([
      4_000, 3_000, 3_000, 3_000, 3_000, 2_250, 2_250, 2_250, 2_250, 1_688,
    ]);
    expect(run(steps, full, 10, 60).at(-1)).toBe(1_400);
  });

  test('takes no key frame that leaves within a second for congestion', () => {
    const steps = new BitrateSteps(4_000);
    for (let ms = 0; ms < 30_000; ms += 100) {
      expect(steps.step(ms % 3_000 < 900 ? full : calm, ms)).toBe(4_000);
    }
  });

  test('steps down at once for a frame left out, and only once for each', () => {
    const steps = new BitrateSteps(4_000);
    expect(steps.step({ ...calm, droppedFrames: 1 }, 0)).toBe(3_000);
    expect(steps.step({ ...calm, droppedFrames: 1 }, 10_000)).toBe(3_000);
  });

  test('steps up by small steps after half a minute of calm, to the target', () => {
    const steps = new BitrateSteps(1_000);
    steps.step({ ...calm, droppedFrames: 1 }, 0);
    const wanted = run(steps, { ...calm, droppedFrames: 1 }, 1, 60);
    expect(wanted.slice(0, 30)).toEqual(Array(30).fill(750));
    expect(wanted[30]).toBe(862);
    expect(wanted[39]).toBe(862);
    expect(wanted[40]).toBe(992);
    expect(wanted[50]).toBe(1_000);
    expect(wanted.at(-1)).toBe(1_000);
  });

  test('begins the calm anew after a full queue', () => {
    const steps = new BitrateSteps(1_000);
    steps.step({ ...calm, droppedFrames: 1 }, 0);
    run(steps, { ...calm, droppedFrames: 1 }, 1, 29);
    run(steps, { ...full, droppedFrames: 1 }, 30, 31);
    expect(run(steps, { ...calm, droppedFrames: 1 }, 32, 61).at(-1)).toBe(563);
  });

  test('steps neither way without a live line', () => {
    const steps = new BitrateSteps(1_000);
    steps.step({ ...calm, droppedFrames: 1 }, 0);
    expect(run(steps, undefined, 1, 100).at(-1)).toBe(750);
    expect(run(steps, { ...full, isLive: false }, 101, 200).at(-1)).toBe(750);
  });

  test('takes no frames that a guest has left out before for congestion when it becomes the first', () => {
    const steps = new BitrateSteps(1_000);
    steps.step(calm, 0);
    const guest = { ...calm, id: 'guest', droppedFrames: 500 };
    expect(steps.step(guest, 1_000)).toBe(1_000);
    expect(steps.step({ ...guest, droppedFrames: 501 }, 2_000)).toBe(750);
  });

  test('adds no full queue of one line to that of the next', () => {
    const steps = new BitrateSteps(1_000);
    steps.step(full, 0);
    expect(steps.step({ ...full, id: 'guest' }, 1_500)).toBe(1_000);
    expect(steps.step({ ...full, id: 'guest' }, 2_500)).toBe(750);
  });

  test('waits for as much calm as it is told, and for a third of it after a step', () => {
    const steps = new BitrateSteps(1_000, 6_000);
    steps.step({ ...calm, droppedFrames: 1 }, 0);
    const wanted = run(steps, { ...calm, droppedFrames: 1 }, 1, 10);
    expect(wanted).toEqual([750, 750, 750, 750, 750, 750, 862, 862, 992, 992]);
  });
});
