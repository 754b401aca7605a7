import { describe, expect, test } from 'vitest';
import { planEvening } from './evening.js';

describe('an evening of the torture', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(planEvening(7)).toEqual(planEvening(7));
    expect(planEvening(7).turns).not.toEqual(planEvening(8).turns);
  });

  test('has bids for every lot, some of them twice, and a hammer for each', () => {
    const ids = planEvening(7).turns.map(({ id }) => id);
    expect(new Set(ids).size).toBeLessThan(ids.length);
    expect(ids.filter((id) => id.startsWith('desk-hammer-lot'))).toHaveLength(4);
  });
});
