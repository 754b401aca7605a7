import { describe, expect, test } from 'vitest';
import { speakingMs, visemeAt, visemeOf } from './visemes.js';

const line = { text: 'Sold! It is yours.', sinceMs: 1_000, untilMs: 6_000 };

describe('visemeAt', () => {
  test.each([
    ['before a line', 999],
    ['when it is said', 1_000 + speakingMs(line)],
    ['when its time is out', 6_000],
  ])('rests %s', (_name, nowMs) => {
    expect(visemeAt(line, nowMs)).toBe('rest');
  });

  test('rests when nothing is said', () => {
    expect(visemeAt(undefined, 1_000)).toBe('rest');
  });

  test('moves while the line is said, and holds each shape for three frames', () => {
    const shapes = Array.from({ length: 30 }, (_, frame) => visemeAt(line, 1_000 + frame * 33));
    expect(new Set(shapes).size).toBeGreaterThan(2);
    const changes = shapes.filter((shape, i) => i > 0 && shape !== shapes[i - 1]).length;
    expect(changes).toBeLessThanOrEqual(10);
  });

  test('is the same at the same instant', () => {
    expect(visemeAt(line, 1_432)).toBe(visemeAt({ ...line }, 1_432));
  });
});

test('speaking ends before a short line goes', () => {
  expect(speakingMs({ text: 'x'.repeat(500), sinceMs: 0, untilMs: 2_000 })).toBe(1_700);
  expect(speakingMs({ text: 'late', sinceMs: 0, untilMs: 100 })).toBe(0);
});

test.each([
  ['a', 'open'],
  ['E', 'wide'],
  ['o', 'round'],
  ['m', 'closed'],
  [' ', 'closed'],
  ['f', 'teeth'],
  ['k', 'small'],
])('%s is said with a mouth that is %s', (character, expected) => {
  expect(visemeOf(character.charCodeAt(0), 0)).toBe(expected);
});

test('scripts that cannot be read still move the mouth', () => {
  const shapes = Array.from('海辺の家で', (character, i) => visemeOf(character.charCodeAt(0), i));
  expect(new Set(shapes).size).toBeGreaterThan(1);
});
