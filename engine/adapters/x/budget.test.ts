import { describe, expect, test } from 'vitest';
import type { Instant } from '../../domain/ids.js';
import { createBudget } from './budget.js';

const TERMS = { posts: 10, windowMs: 1_000, keptForFirst: 2, keptForSecond: 3 };

function aBudget() {
  let now = 5_000;
  const budget = createBudget(TERMS, { now: () => now as Instant });
  const spendAll = (priority: 1 | 2 | 3) => {
    let spent = 0;
    while (spent < 100 && budget.spend(priority) === undefined) spent += 1;
    return spent;
  };
  return { budget, spendAll, pass: (ms: number) => (now += ms), now: () => now };
}

describe('createBudget', () => {
  test('keeps posts back for those that must go out', () => {
    const { budget, spendAll } = aBudget();
    expect([spendAll(3), spendAll(2), spendAll(1)]).toEqual([5, 3, 2]);
    expect(budget.spend(1)?.why).toBe('0 posts are left in this window, 0 of them kept back');
  });

  test('opens again when the oldest post leaves the window, and not a millisecond before', () => {
    const { spendAll, pass } = aBudget();
    spendAll(1);
    pass(999);
    expect(spendAll(1)).toBe(0);
    pass(1);
    expect(spendAll(1)).toBe(10);
  });

  test('believes X where X says that less is left, until its window ends', () => {
    const { budget, spendAll, pass, now } = aBudget();
    budget.learn({ limit: 10, remaining: 1, resetsAt: (now() + 500) as Instant });
    expect(spendAll(1)).toBe(1);
    pass(500);
    expect(spendAll(1)).toBe(9);
  });

  test('spends nothing while X is shut', () => {
    const { budget, spendAll, pass, now } = aBudget();
    budget.shutUntil((now() + 100) as Instant);
    expect(spendAll(1)).toBe(0);
    pass(100);
    expect(spendAll(1)).toBe(10);
  });
});
