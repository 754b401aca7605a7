import { describe, expect, test } from 'vitest';
import { landscape } from '../layout/landscape.js';
import { upright } from '../layout/upright.js';
import { planCredits } from './credits-plan.js';

const wide = landscape.credits.rows;
const phone = upright(1_080).credits.rows;
const counts = [1, 6, 8, 9, 17, 24, 40];

describe.each([
  ['landscape', wide],
  ['9:16', phone],
])('planCredits in %s', (_name, place) => {
  test.each(counts)('keeps %d lots inside their area', (count) => {
    const plan = planCredits(count, place);
    const { area } = place;
    for (let index = 0; index < plan.shown; index++) {
      expect(plan.y(index) + plan.pitch).toBeLessThanOrEqual(area.y + area.height + 1);
      expect(plan.x(index) + plan.width).toBeLessThanOrEqual(area.x + area.width);
      expect(plan.page(index)).toBeLessThan(plan.pages);
    }
  });

  test.each(counts)('gives no two of %d rows one place', (count) => {
    const { shown, page, x, y } = planCredits(count, place);
    const places = Array.from({ length: shown }, (_, i) => `${page(i)}: ${x(i)},${y(i)}`);
    expect(new Set(places).size).toBe(shown);
  });
});

test('without pages up to twenty-four lots are named', () => {
  expect([0, 24, 25].map((count) => planCredits(count, wide).shown)).toEqual([0, 24, 24]);
  expect(planCredits(25, wide).pages).toBe(1);
});

test('with pages every lot is named', () => {
  const { shown, pages } = planCredits(25, phone);
  expect([shown, pages]).toEqual([25, 3]);
});
