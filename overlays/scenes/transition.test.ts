import { describe, expect, test } from 'vitest';
import { durations } from '../theme/motion.js';
import { transitionAt, transitionInto } from './transition.js';

const frames = Array.from({ length: 31 }, (_, i) => i * 33);

describe('a transition', () => {
  test('the first picture just stands', () => {
    const look = transitionAt(transitionInto('hammer', true, 0), 0);
    expect(look).toEqual({ arrived: true, veilAlpha: 0, flashAlpha: 0, done: true });
  });

  test('the hammer is a cut with a flash of 120 ms', () => {
    const transition = transitionInto('hammer', false, 0);
    expect(transitionAt(transition, 0)).toMatchObject({ arrived: true, veilAlpha: 0, done: false });
    expect(transitionAt(transition, 0).flashAlpha).toBeGreaterThan(0.8);
    expect(transitionAt(transition, 119).flashAlpha).toBeLessThan(0.1);
    expect(transitionAt(transition, 120)).toMatchObject({ flashAlpha: 0, done: true });
  });

  test('other scenes change behind the veil', () => {
    const transition = transitionInto('catalogue', false, 0);
    const looks = frames.map((nowMs) => transitionAt(transition, nowMs));
    const change = looks.findIndex((look) => look.arrived);
    expect(change).toBeGreaterThan(0);
    expect(looks[change]?.veilAlpha).toBeGreaterThan(0.9);
    expect(looks[change - 1]?.veilAlpha).toBeGreaterThan(0.9);
  });

  test('ends within its time and leaves nothing over the scene', () => {
    const transition = transitionInto('credits', false, 0);
    expect(transitionAt(transition, durations.take - 1).done).toBe(false);
    expect(transitionAt(transition, durations.take)).toEqual({
      arrived: true,
      veilAlpha: 0,
      flashAlpha: 0,
      done: true,
    });
  });
});
