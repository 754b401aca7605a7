import { expect, test } from 'vitest';
import type { Arrival } from '../bench/stream/meter.js';
import { SyncGauge } from './sync.js';
import { growthPerHour } from './trend.js';

const SOUND_MS = (1_024 / 48_000) * 1_000;

/** A stream at 25 frames a second whose sound says and counts time as it is told. */
function arrivalsOf(
  seconds: number,
  sound: { readonly everyMs: number; readonly stampMs: (n: number) => number },
): readonly Arrival[] {
  const frames = Array.from({ length: seconds * 25 }, (_, n) => ({
    ...{ kind: 'video' as const, atMs: n * 40, arrivedMs: n * 40, bytes: 1 },
  }));
  const sounds = Array.from({ length: Math.floor((seconds * 1_000) / sound.everyMs) }, (_, n) => ({
    ...{ kind: 'audio' as const, atMs: sound.stampMs(n), arrivedMs: n * sound.everyMs, bytes: 1 },
  }));
  return [...frames, ...sounds].sort((a, b) => a.arrivedMs - b.arrivedMs);
}

/** Follows an arrival stream minute by minute. */
function driftOf(arrivals: readonly Arrival[]) {
  const gauge = new SyncGauge(25);
  const minutes = Map.groupBy(arrivals, ({ arrivedMs }) => Math.floor(arrivedMs / 60_000));
  const leads = [...minutes.values()].flatMap((minute) => gauge.add(minute) ?? []);
  return {
    samples: growthPerHour(leads.map(({ samples }) => samples)),
    stamps: growthPerHour(leads.map(({ stamps }) => stamps)),
  };
}

test('sees no drift where sound and picture keep together', () => {
  const drift = driftOf(arrivalsOf(600, { everyMs: SOUND_MS, stampMs: (n) => n * SOUND_MS }));
  expect(Math.abs(drift.samples)).toBeLessThan(10);
  expect(Math.abs(drift.stamps)).toBeLessThan(10);
});

test('sees sound that runs a thousandth too fast, which is 3.6 s an hour', () => {
  const everyMs = SOUND_MS / 1.001;
  const drift = driftOf(arrivalsOf(600, { everyMs, stampMs: (n) => n * everyMs }));
  expect(drift.samples).toBeGreaterThan(3_500);
  expect(drift.samples).toBeLessThan(3_700);
  expect(Math.abs(drift.stamps)).toBeLessThan(10);
});

test('sees times of the sound that run ahead though its samples do not', () => {
  const stampMs = (n: number) => n * SOUND_MS * 1.001;
  const drift = driftOf(arrivalsOf(600, { everyMs: SOUND_MS, stampMs }));
  expect(drift.stamps).toBeGreaterThan(3_500);
  expect(Math.abs(drift.samples)).toBeLessThan(10);
});

test('says nothing of less than a second of the picture', () => {
  const gauge = new SyncGauge(25);
  expect(gauge.add([])).toBeUndefined();
  const second = arrivalsOf(1, { everyMs: SOUND_MS, stampMs: (n) => n * SOUND_MS });
  expect(gauge.add(second.slice(0, 20))).toBeUndefined();
  expect(gauge.add(second)).toBeDefined();
});
