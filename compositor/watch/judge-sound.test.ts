import { describe, expect, test } from 'vitest';
import { judgeClipping, judgeSilence, type Heard } from './judge-sound.js';

/** A quarter of a second of two channels; `gain` above 1 cuts the peaks of the left one. */
const aTone = (gain: number, hz = 440): Heard => {
  const samples = new Int16Array(24_000);
  for (let i = 0; i < samples.length; i += 2) {
    const value = gain * Math.sin((2 * Math.PI * hz * i) / 2 / 48_000);
    samples[i] = Math.max(-1, Math.min(1, value)) * 32_767;
  }
  return { samples, channels: 2 };
};

describe('judgeSilence', () => {
  test('hears nothing in nothing, and in noise below -60 dB', () => {
    expect(judgeSilence(aTone(0))).toBe('The sound is silent.');
    expect(judgeSilence(aTone(0.000_9))).toBe('The sound is silent.');
  });

  test('hears a tone just above -60 dB', () => {
    expect(judgeSilence(aTone(0.001_1))).toBeUndefined();
  });

  test('hears a single knock', () => {
    const { samples, channels } = aTone(0);
    samples[4_001] = -9_000;
    expect(judgeSilence({ samples, channels })).toBeUndefined();
  });
});

describe('judgeClipping', () => {
  test('finds peaks that are cut off, in either channel', () => {
    const { samples, channels } = aTone(2);
    expect(judgeClipping({ samples, channels })).toBe('The sound is clipped.');
    const swapped = samples.map((_, i) => samples[i ^ 1] ?? 0);
    expect(judgeClipping({ samples: swapped, channels })).toBe('The sound is clipped.');
  });

  test('lets a tone pass that only just fits', () => {
    expect(judgeClipping(aTone(0.999))).toBeUndefined();
  });

  test('lets one knock at full scale pass', () => {
    const { samples, channels } = aTone(0);
    samples.fill(32_767, 100, 130);
    samples.fill(-32_768, 200, 230);
    expect(judgeClipping({ samples, channels })).toBeUndefined();
  });
});
