import { beforeEach, describe, expect, test } from 'vitest';
import { FirstFrames } from './first-frames.js';

describe('FirstFrames', () => {
  let frames: FirstFrames;
  beforeEach(() => {
    frames = new FirstFrames();
  });

  test('names the frame asked for after a state, and no other', () => {
    frames.asked(1);
    frames.published(7);
    frames.asked(2);
    frames.asked(3);
    expect([1, 2, 3].map((tick) => frames.onAir(tick))).toEqual([undefined, 7, undefined]);
  });

  test('waits for the next drawn frame when the first was never drawn', () => {
    frames.published(7);
    frames.asked(2);
    frames.asked(3);
    expect(frames.onAir(3)).toBe(7);
  });

  test('tells the newest of several states that one frame shows', () => {
    frames.published(7);
    frames.published(8);
    frames.asked(2);
    frames.published(9);
    frames.asked(3);
    expect([2, 3].map((tick) => frames.onAir(tick))).toEqual([8, 9]);
    frames.published(10);
    frames.asked(4);
    frames.published(11);
    frames.asked(5);
    expect(frames.onAir(6)).toBe(11);
  });
});
