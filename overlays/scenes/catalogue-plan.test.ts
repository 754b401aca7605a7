import { describe, expect, test } from 'vitest';
import { PAGE_MS, pageAt, planCatalogue } from './catalogue-plan.js';

describe('planCatalogue', () => {
  test.each([
    [0, 0],
    [1, 1],
    [6, 1],
    [8, 1],
    [9, 2],
    [24, 3],
  ])('lays %d lots on %d pages', (count, pages) => {
    expect(new Set(planCatalogue(count).map((place) => place.page)).size).toBe(pages);
  });

  test('pictures on a page never touch each other nor the caption', () => {
    for (const count of [1, 3, 4, 6, 7, 8]) {
      const places = planCatalogue(count);
      for (const [i, { nook, titleY }] of places.entries()) {
        expect(titleY + 40).toBeLessThan(884);
        expect(nook.x + nook.width).toBeLessThanOrEqual(1420);
        for (const other of places.slice(i + 1)) {
          const apart = other.nook.x >= nook.x + nook.width || other.nook.y >= titleY;
          expect(apart).toBe(true);
        }
      }
    }
  });
});

describe('pageAt', () => {
  test('starts with the page asked for and turns round', () => {
    expect(pageAt(3, 2, 1_000, 1_000)).toBe(2);
    expect(pageAt(3, 2, 1_000, 1_000 + PAGE_MS - 1)).toBe(2);
    expect(pageAt(3, 2, 1_000, 1_000 + PAGE_MS)).toBe(0);
  });

  test('a single page stays', () => {
    expect(pageAt(1, 0, 0, 10 * PAGE_MS)).toBe(0);
    expect(pageAt(0, 0, 0, PAGE_MS)).toBe(0);
  });
});
