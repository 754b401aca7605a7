import { describe, expect, test, vi } from 'vitest';
import { FramePool } from './frame-pool.js';
import { Picture } from './picture.js';

describe('Picture', () => {
  test('is let go of once, when the last who retained it has released it', () => {
    const letGo = vi.fn();
    const picture = new Picture({ index: 0, revision: 1 }, letGo);
    expect(picture.retain()).toBe(picture);
    picture.release();
    expect(letGo).not.toHaveBeenCalled();
    picture.release();
    expect(letGo).toHaveBeenCalledOnce();
    picture.release();
    expect(letGo).toHaveBeenCalledOnce();
  });
});

describe('FramePool', () => {
  test('hands out again what was given back, and else something new', () => {
    const pool = new FramePool(6);
    const [first, second] = [pool.take(), pool.take()];
    expect([first.length, second === first]).toEqual([6, false]);
    pool.giveBack(first);
    expect(pool.take()).toBe(first);
    expect(pool.take()).not.toBe(second);
  });
});
