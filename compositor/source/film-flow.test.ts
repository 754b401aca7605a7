import { describe, expect, test } from 'vitest';
import { FilmFlow } from './film-flow.js';

/** A decoder that has given a frame of a film at `nowMs` 0, and then is fed at these times. */
function fedAt(...times: readonly number[]): FilmFlow {
  const flow = new FilmFlow();
  flow.fed(0);
  flow.developed();
  for (const nowMs of times) flow.fed(nowMs);
  return flow;
}

describe('FilmFlow', () => {
  test('finds a decoder stuck that gives nothing for a second and a half of film', () => {
    const flow = fedAt(100, 133, 166, 200, 1_500);
    expect(flow.isStuck(1_600)).toBe(false);
    expect(flow.isStuck(1_601)).toBe(true);
  });

  test('waits for film of a page that stands still', () => {
    expect(fedAt().isStuck(60_000)).toBe(false);
    // The last pieces may hold no whole frame.
    expect(fedAt(100, 133, 166).isStuck(60_000)).toBe(false);
    expect(fedAt(100, 133, 166, 200).isStuck(60_000)).toBe(true);
  });

  test('counts anew from each frame', () => {
    const flow = fedAt(100, 133, 166, 200);
    flow.developed();
    expect(flow.isStuck(60_000)).toBe(false);
    for (const nowMs of [60_000, 60_033, 60_066, 60_100]) flow.fed(nowMs);
    expect(flow.isStuck(61_500)).toBe(false);
    expect(flow.isStuck(61_501)).toBe(true);
  });

  test('gives a decoder five seconds to begin', () => {
    const flow = new FilmFlow();
    expect(flow.isStuck(60_000)).toBe(false);
    for (const nowMs of [100, 133, 166, 200]) flow.fed(nowMs);
    expect(flow.isStuck(5_100)).toBe(false);
    expect(flow.isStuck(5_101)).toBe(true);
    flow.developed();
    expect(flow.isStuck(60_000)).toBe(false);
  });
});
