import { describe, expect, test } from 'vitest';
import { PLANTS } from './plants.js';
import { simulate } from './simulate.js';

/** How many auctions a bug may stay hidden in. */
const SEEDS_MAX = 60;

describe('a house with a bug is found out', () => {
  test.each(Object.entries(PLANTS))('that %s', { timeout: 60_000 }, async (_name, planted) => {
    const laws = new Set<string>();
    for (let seed = 1; seed <= SEEDS_MAX && !laws.has(planted.law); seed += 1) {
      const { failure } = await simulate(seed, { plant: planted.plant });
      if (failure) laws.add(failure.invariant);
    }
    expect([...laws]).toContain(planted.law);
  });
});
