import { expect, test } from 'vitest';
import { planCredits, rowsShown } from './credits-plan.js';

test.each([1, 6, 8, 9, 17, 24, 40])('credits of %d lots stay inside the safe area', (count) => {
  const plan = planCredits(count);
  for (let index = 0; index < rowsShown(count); index++) {
    expect(plan.y(index) + plan.pitch).toBeLessThanOrEqual(925);
    expect(plan.x(index) + plan.width).toBeLessThanOrEqual(1824);
  }
});

test('no two rows of the credits share a place', () => {
  const { x, y } = planCredits(24);
  const places = Array.from({ length: 24 }, (_, i) => `${x(i)},${y(i)}`);
  expect(new Set(places).size).toBe(24);
});

test('up to twenty-four lots are named', () => {
  expect([rowsShown(0), rowsShown(24), rowsShown(25)]).toEqual([0, 24, 24]);
});
