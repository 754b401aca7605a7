import { describe, expect, test } from 'vitest';
import { createBag, createChance } from './chance.js';

const draws = (seed: number) => {
  const chance = createChance(seed);
  return Array.from({ length: 50 }, () => chance.below(1_000));
};

describe('createChance', () => {
  test('draws the same for the same seed', () => {
    expect(draws(7)).toEqual(draws(7));
  });

  test('draws otherwise for another seed', () => {
    expect(draws(7)).not.toEqual(draws(8));
  });

  test('stays within its bounds and reaches both of them', () => {
    const chance = createChance(3);
    const drawn = new Set(Array.from({ length: 500 }, () => chance.between(2, 5)));
    expect([...drawn].sort()).toEqual([2, 3, 4, 5]);
  });

  test('keeps all that it shuffles', () => {
    const all = Array.from({ length: 20 }, (_, i) => i);
    const shuffled = createChance(11).shuffle(all);
    expect(shuffled).not.toEqual(all);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(all);
  });

  test('forks draws that do not depend on how much was drawn before', () => {
    const early = createChance(5).fork('talk').below(1_000_000);
    const late = createChance(5);
    late.below(10);
    expect(late.fork('talk').below(1_000_000)).toBe(early);
    expect(createChance(5).fork('bids').below(1_000_000)).not.toBe(early);
  });
});

describe('createBag', () => {
  test('gives everything once before anything twice', () => {
    const next = createBag(createChance(1), ['a', 'b', 'c']);
    const round = () => [next(), next(), next()].sort();
    expect(round()).toEqual(['a', 'b', 'c']);
    expect(round()).toEqual(['a', 'b', 'c']);
  });
});
