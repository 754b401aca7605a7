import { describe, expect, test } from 'vitest';
import { DrawnPrice } from './drawn-price.js';

const price = (check: number, sinceMs: number) => ({ check, sinceMs });

describe('DrawnPrice', () => {
  test('lets the picture take two seconds to follow the book', () => {
    const drawn = new DrawnPrice(1, price(10, 0));
    drawn.published(2, price(11, 5_000));
    expect(drawn.alarm(6_999)).toBeUndefined();
    expect(drawn.alarm(7_000)).toMatchObject({ kind: 'wrong-price', sinceMs: 7_000 });
    drawn.shown(2);
    expect(drawn.alarm(9_000)).toBeUndefined();
  });

  test('counts from when a price was first said, however often it is said again', () => {
    const drawn = new DrawnPrice(1, price(10, 0));
    drawn.published(2, price(11, 5_000));
    drawn.published(3, price(11, 6_500));
    expect(drawn.alarm(7_000)).toBeDefined();
    drawn.shown(3);
    expect(drawn.alarm(60_000)).toBeUndefined();
  });

  test('minds no state that changes no price', () => {
    const drawn = new DrawnPrice(1, price(10, 0));
    drawn.published(2, price(10, 5_000));
    expect(drawn.alarm(60_000)).toBeUndefined();
  });

  test('is not misled by a frame that shows an older state than the newest', () => {
    const drawn = new DrawnPrice(1, price(10, 0));
    drawn.published(2, price(11, 1_000));
    drawn.published(3, price(12, 2_000));
    drawn.shown(2);
    expect(drawn.alarm(4_000)).toBeDefined();
    drawn.shown(3);
    expect(drawn.alarm(4_001)).toBeUndefined();
  });
});
