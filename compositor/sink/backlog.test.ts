import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Backlog } from './backlog.js';

/** Hands over so many bytes at each of these times. */
function given(bytes: number, ...times: readonly number[]): Backlog {
  const backlog = new Backlog();
  for (const atMs of times) {
    backlog.advance(atMs);
    backlog.push(bytes);
  }
  return backlog;
}

describe('Backlog', () => {
  test('is empty before anything was handed over, and once all has left', () => {
    expect(new Backlog().ageMs(0)).toBe(0);
    expect(new Backlog().ageMs(50)).toBe(0);
    expect(given(100, 0, 500, 1_000).ageMs(0)).toBe(0);
  });

  test('is as old as the packet of which a byte waits', () => {
    const backlog = given(100, 0, 500, 1_000);
    expect(backlog.ageMs(201)).toBe(1_000);
    expect(backlog.ageMs(200)).toBe(500);
    expect(backlog.ageMs(1)).toBe(0);
    // What a protocol adds counts as waiting too, and takes nothing back that has left.
    expect(backlog.ageMs(1_000)).toBe(0);
  });

  test('grows older with what is left out', () => {
    const backlog = given(100, 0, 500);
    backlog.advance(2_000);
    expect(backlog.ageMs(100)).toBe(1_500);
  });

  test('is no older for a sound that comes late', () => {
    const backlog = given(100, 2_000, 0);
    expect(backlog.ageMs(100)).toBe(0);
    backlog.advance(2_100);
    expect(backlog.ageMs(100)).toBe(100);
  });

  test('is never less than nothing, whatever waits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 })), (waiting) => {
        const backlog = new Backlog();
        for (const [i, waitingBytes] of waiting.entries()) {
          backlog.advance(i * 33);
          backlog.push(1_000);
          expect(backlog.ageMs(waitingBytes)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
