import { describe, expect, test } from 'vitest';
import { easeInOut, easeOut, fade, progress } from './motion.js';

describe('progress', () => {
  test.each([
    ['has not begun a millisecond before', 999, 0],
    ['has not moved at its start', 1_000, 0],
    ['is half way at half time', 1_150, 0.5],
    ['has ended at its end', 1_300, 1],
    ['stays ended', 9_999, 1],
  ])('%s', (_name, nowMs, expected) => {
    expect(progress(nowMs, 1_000, 300)).toBe(expected);
  });

  test('a movement that began long ago is over', () => {
    expect(progress(0, Number.NEGATIVE_INFINITY, 300)).toBe(1);
  });
});

test.each([
  ['easeOut', easeOut],
  ['easeInOut', easeInOut],
])('%s starts at 0, ends at 1 and never turns back', (_name, ease) => {
  const steps = Array.from({ length: 101 }, (_, i) => ease(i / 100));
  expect([steps[0], steps[100]]).toEqual([0, 1]);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
});

test('a fade moves in steps that the eye can tell', () => {
  expect(fade(0.5)).toBe(0.5);
  expect(fade(0.501)).toBe(fade(0.5));
  expect(fade(1)).toBe(1);
});
