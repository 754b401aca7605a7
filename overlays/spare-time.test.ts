import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpareTime } from './spare-time.js';

/** A channel whose messages arrive when the test says so. */
class FakeChannel {
  static sent: (() => void)[] = [];
  readonly port1: { onmessage?: () => void } = {};
  readonly port2 = {
    postMessage: () => void FakeChannel.sent.push(() => this.port1.onmessage?.()),
  };
}

let nowMs: number;
/** Lets what was sent arrive, and what that sends; returns how often. */
const arrive = (): number => {
  let times = 0;
  for (let next = FakeChannel.sent.shift(); next; next = FakeChannel.sent.shift(), times++) next();
  return times;
};

beforeEach(() => {
  nowMs = 0;
  FakeChannel.sent = [];
  vi.stubGlobal('MessageChannel', FakeChannel);
  vi.stubGlobal('performance', { now: () => nowMs });
});

afterEach(() => vi.unstubAllGlobals());

/** So many steps of 2 ms each. */
const work = (steps: number) => {
  let left = steps;
  return () => {
    if (left === 0) return false;
    left--;
    nowMs += 2;
    return true;
  };
};

test('work goes on in slices until there is none, each apart', () => {
  const spareTime = new SpareTime(work(6), 25, () => undefined);
  spareTime.begin(0);
  expect(arrive()).toBe(4);
  expect(nowMs).toBe(12);
});

test('no slice begins when the next frame is near, and the next frame goes on', () => {
  const spareTime = new SpareTime(work(100), 50, () => undefined);
  spareTime.begin(0);
  arrive();
  expect(nowMs).toBe(16);
  spareTime.begin(20);
  arrive();
  expect(nowMs).toBeGreaterThan(16);
});

test('one slice a frame is worked even where frames come late', () => {
  const spareTime = new SpareTime(work(100), 50, () => undefined);
  nowMs = 500;
  spareTime.begin(0);
  expect(arrive()).toBe(1);
  expect(nowMs).toBe(504);
});

test('a step that throws is told of and keeps no later one from its turn', () => {
  const told: unknown[] = [];
  const steps = [
    () => {
      throw new RangeError('No room.');
    },
    work(1),
  ];
  const spareTime = new SpareTime(
    () => steps.shift()?.() ?? false,
    25,
    (error) => told.push(error),
  );
  spareTime.begin(0);
  arrive();
  spareTime.begin(0);
  arrive();
  expect(told).toEqual([new RangeError('No room.')]);
  expect(steps).toEqual([]);
});
