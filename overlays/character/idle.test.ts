import { describe, expect, test } from 'vitest';
import { blink, breath, gaze, nod, scatter } from './idle.js';

const everyFrame = (forMs: number): readonly number[] =>
  Array.from({ length: Math.floor(forMs / 33) }, (_, i) => 1_800_000_000_000 + i * 33);

describe('blink', () => {
  test('closes the lids about every four seconds and never for long', () => {
    const lids = everyFrame(120_000).map(blink);
    const blinks = lids.filter((now, i) => now === 'closed' && lids[i - 1] !== 'closed').length;
    expect(blinks).toBeGreaterThan(20);
    expect(blinks).toBeLessThan(50);
    expect(lids.filter((now) => now !== 'open').length).toBeLessThan(lids.length * 0.08);
  });

  test('is the same at the same instant', () => {
    const instants = everyFrame(10_000);
    expect(instants.map(blink)).toEqual(instants.map(blink));
  });
});

test('the breath goes in and out within its bounds', () => {
  const breaths = everyFrame(9_000).map(breath);
  expect(Math.max(...breaths)).toBeCloseTo(1, 1);
  expect(Math.min(...breaths)).toBeCloseTo(-1, 1);
});

test('the host looks the buyer in the eye at the hammer, and around while selling', () => {
  const instants = everyFrame(60_000);
  expect(new Set(instants.map((nowMs) => gaze(nowMs, 'hammer')))).toEqual(new Set(['camera']));
  expect(new Set(instants.map((nowMs) => gaze(nowMs, 'selling'))).size).toBeGreaterThan(2);
});

test('a nod never jumps', () => {
  const nods = everyFrame(20_000).map(nod);
  nods.slice(1).forEach((now, i) => {
    expect(Math.abs(now - (nods[i] ?? 0))).toBeLessThan(0.2);
  });
});

test('scatter gives whole numbers below 2^32, different for neighbours', () => {
  const drawn = Array.from({ length: 1_000 }, (_, i) => scatter(i));
  expect(new Set(drawn).size).toBe(1_000);
  expect(drawn.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 32)).toBe(true);
});
