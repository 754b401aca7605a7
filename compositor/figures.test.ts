import { describe, expect, test } from 'vitest';
import { Figures } from './figures.js';

describe('Figures', () => {
  test('gives nothing before anything came', () => {
    const figures = new Figures();
    expect(figures.latencyMs(0)).toEqual({ p50: 0, p95: 0 });
    expect(figures.bitrateKbps(0)).toBe(0);
  });

  test('gives the middle and the slow end of the latencies', () => {
    const figures = new Figures();
    for (let i = 1; i <= 100; i++) figures.noteLatency(1_000 + i, 1_000);
    expect(figures.latencyMs(1_100)).toEqual({ p50: 51, p95: 96 });
  });

  test('forgets what is ten seconds old', () => {
    const figures = new Figures();
    figures.noteLatency(0, -500);
    figures.noteLatency(1, -49);
    expect(figures.latencyMs(9_999).p95).toBe(500);
    expect(figures.latencyMs(10_000).p95).toBe(50);
    expect(figures.latencyMs(10_001)).toEqual({ p50: 0, p95: 0 });
  });

  test.each([
    ['since the beginning', 4_000, 1_000],
    ['over ten seconds', 60_000, 1_000],
  ])('gives the bitrate %s', (_what, untilMs, kbps) => {
    const figures = new Figures();
    for (let atMs = 0; atMs < untilMs; atMs += 10) figures.noteBytes(atMs, 1_250);
    expect(Math.abs(figures.bitrateKbps(untilMs) - kbps)).toBeLessThanOrEqual(5);
    expect(figures.bitrateKbps(untilMs + 10_000)).toBe(0);
  });
});
