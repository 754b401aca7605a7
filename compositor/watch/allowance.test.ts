import { expect, test } from 'vitest';
import { Allowance } from './allowance.js';

test('Allowance grants up to the limit and says how long the next one takes', () => {
  const allowance = new Allowance(2, 1_000);
  expect(allowance.take(0)).toBe(0);
  expect(allowance.take(400)).toBe(0);
  expect(allowance.take(500)).toBe(500);
  expect(allowance.take(999)).toBe(1);
  expect(allowance.take(1_000)).toBe(0);
  expect(allowance.take(1_100)).toBe(300);
});
