import { describe, expect, test } from 'vitest';
import { GAVEL_POSES, gavelAt, stroke, travel } from './gavel.js';

describe('travel', () => {
  test('sets out where it was and rests where it goes', () => {
    expect(travel(2, 0, 1_000, 1_000)).toBe(2);
    expect(travel(2, 0, 1_000, 60_000)).toBe(0);
  });

  test('never skips a pose on the way', () => {
    const way = Array.from({ length: 20 }, (_, i) => travel(5, 0, 0, i * 33));
    way.slice(1).forEach((pose, i) => {
      expect((way[i] ?? 0) - pose).toBeLessThanOrEqual(1);
    });
  });

  test('does not move before it sets out', () => {
    expect(travel(2, 5, 1_000, 900)).toBe(2);
  });
});

describe('stroke', () => {
  test('is on the block with the cut, rebounds once, then is still', () => {
    const poses = Array.from({ length: 90 }, (_, i) => stroke(0, i * 33));
    expect(poses[0]).toBe(gavelAt.block);
    expect(poses).toContain(gavelAt.rebound);
    expect(new Set(poses.slice(6))).toEqual(new Set([gavelAt.block]));
  });
});

test('every named place is a pose', () => {
  for (const pose of Object.values(gavelAt)) expect(GAVEL_POSES[pose]).toBeDefined();
});
