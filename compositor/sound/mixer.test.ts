import { describe, expect, test } from 'vitest';
import { gavelKnock } from './gavel.js';
import { Mixer } from './mixer.js';
import { testTone } from './tone.js';

const lengths = (fps: number, ticks: number) => {
  const mixer = new Mixer(fps);
  return Array.from({ length: ticks }, (_, tick) => mixer.mix(tick).length / 4);
};

describe('Mixer', () => {
  test('yields exactly a tick of samples', () => {
    expect(new Set(lengths(30, 90))).toEqual(new Set([1600]));
    expect(new Set(lengths(25, 90))).toEqual(new Set([1920]));
  });

  test('drifts by no sample where the rate does not divide', () => {
    const counts = lengths(29, 29 * 10);
    expect(counts.reduce((a, b) => a + b)).toBe(480_000);
    expect(Math.max(...counts) - Math.min(...counts)).toBe(1);
  });

  test('is silent where nothing sounds', () => {
    expect(new Mixer(30).mix(0).every((byte) => byte === 0)).toBe(true);
  });

  test('plays a sound to its end, over several ticks, then falls silent', () => {
    const mixer = new Mixer(30);
    mixer.play(new Float32Array(2000).fill(0.5));
    expect(mixer.mix(0).readInt16LE(0)).toBe(16384);
    const second = mixer.mix(1);
    expect(second.readInt16LE(399 * 4 + 2)).toBe(16384);
    expect(second.readInt16LE(400 * 4)).toBe(0);
    expect(mixer.mix(2).every((byte) => byte === 0)).toBe(true);
  });

  test('clips two loud sounds instead of wrapping them', () => {
    const mixer = new Mixer(30);
    mixer.play(new Float32Array(10).fill(0.9));
    mixer.play(new Float32Array(10).fill(0.9));
    expect(mixer.mix(0).readInt16LE(0)).toBe(32767);
  });
});

describe('testTone', () => {
  test('goes on without a step, under what else sounds, at -20 dBFS', () => {
    const mixer = new Mixer(25);
    mixer.loop(testTone());
    const second = Array.from({ length: 50 }, (_, tick) => mixer.mix(tick));
    const left = Buffer.concat(second);
    const samples = Array.from({ length: 96_000 }, (_, i) => left.readInt16LE(i * 4));
    const steps = samples.slice(1).map((value, i) => Math.abs(value - (samples[i] ?? 0)));
    expect(Math.max(...samples)).toBe(3277);
    expect(Math.max(...steps)).toBeLessThan(440);
    mixer.play(new Float32Array(1).fill(0.5));
    expect(mixer.mix(50).readInt16LE(0)).toBe(16_384);
  });
});

describe('gavelKnock', () => {
  test('stays within full scale and ends in silence', () => {
    const knock = gavelKnock();
    expect(Math.max(...knock.map(Math.abs))).toBeLessThan(0.8);
    expect(Math.abs(knock.at(-1) ?? 1)).toBeLessThan(0.001);
  });
});
