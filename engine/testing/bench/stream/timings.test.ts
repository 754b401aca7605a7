import { expect, test } from 'vitest';
import type { Arrival } from './meter.js';
import { readTimings, type Noted } from './timings.js';

const ORIGIN_MS = 1_000_000;

/** Ten frames a second; each arrives 40 ms after its tick, but for those that are named. */
function noted(over: Partial<Noted> = {}, late: Readonly<Record<number, number>> = {}): Noted {
  const arrivals = Array.from({ length: 40 }, (_, n): Arrival => ({
    ...{ kind: 'video', atMs: n * 100, bytes: 1_250 },
    arrivedMs: ORIGIN_MS + n * 100 + (late[n] ?? 40),
  }));
  return {
    ...{ fps: 10, calledMs: ORIGIN_MS - 900, originMs: ORIGIN_MS, arrivals },
    ...{ published: [], shown: [], window: { first: 10, end: 30 } },
    ...over,
  };
}

test('reads how late frames are, in the window alone', () => {
  const timings = readTimings(noted({}, { 5: 5_000, 20: 90, 35: 5_000 }));
  expect(timings.latencyMs).toEqual({ p50: 40, p95: 40 });
  expect(readTimings(noted({}, { 20: 90, 21: 90 })).latencyMs.p95).toBe(90);
});

test('reads the start from the call to the first frame', () => {
  expect(readTimings(noted()).startMs).toBe(940);
});

test('counts what was received in the window, sound as well', () => {
  const { arrivals } = noted();
  const sound: Arrival = { kind: 'audio', atMs: 0, arrivedMs: ORIGIN_MS + 1_500, bytes: 25_000 };
  expect(readTimings(noted()).receivedKbps).toBe(100);
  expect(readTimings(noted({ arrivals: [...arrivals, sound] })).receivedKbps).toBe(200);
});

test('reads how long states take until a frame shows them, or a newer one', () => {
  const at = (ms: number) => ORIGIN_MS + ms;
  const timings = readTimings(
    noted({
      published: [
        { revision: 1, atMs: at(500), isNewScene: false },
        { revision: 2, atMs: at(1_480), isNewScene: false },
        // Nobody ever saw this one: the next came before a frame did.
        { revision: 3, atMs: at(2_010), isNewScene: false },
        { revision: 4, atMs: at(2_050), isNewScene: true },
        { revision: 5, atMs: at(2_900), isNewScene: false },
      ],
      shown: [
        { revision: 2, onAirMs: 1_500 },
        { revision: 4, onAirMs: 2_100 },
      ],
    }),
  );
  expect(timings.stateToPixelMs).toEqual({ count: 2, p50: 60, p99: 60 });
  expect(timings.sceneToPixelMs).toEqual({ count: 1, p50: 90, p99: 90 });
});
