import { describe, expect, test } from 'vitest';
import { landscape } from '../layout/landscape.js';
import { upright } from '../layout/upright.js';
import { planCatalogue } from './catalogue-plan.js';

const shapes = { landscape, '9:16': upright(1_080), 'a square': upright(1_920) };

describe('planCatalogue', () => {
  test.each([
    ['landscape', 0, 0],
    ['landscape', 1, 1],
    ['landscape', 6, 1],
    ['landscape', 8, 1],
    ['landscape', 9, 2],
    ['landscape', 24, 3],
    ['9:16', 2, 1],
    ['9:16', 4, 1],
    ['9:16', 5, 2],
    ['9:16', 24, 6],
    ['a square', 24, 3],
  ] as const)('in %s lays %d lots on %d pages', (shape, count, pages) => {
    const places = planCatalogue(count, shapes[shape].catalogue.pages);
    expect(new Set(places.map((place) => place.page)).size).toBe(pages);
  });

  test.each(Object.entries(shapes))(
    'in %s pictures on a page never touch each other nor what stands around them',
    (_name, { catalogue, hosts }) => {
      const { area } = catalogue.pages;
      for (const count of [1, 2, 3, 4, 6, 7, 8]) {
        const places = planCatalogue(count, catalogue.pages);
        for (const [i, { page, nook, titleY, resultY }] of places.entries()) {
          expect(resultY).toBeLessThan(Math.min(catalogue.caption.y, area.y + area.height));
          expect(nook.x + nook.width).toBeLessThanOrEqual(area.x + area.width + 0.001);
          const clearOfHost = nook.x + nook.width <= hosts.room.x || resultY < hosts.room.y;
          expect(clearOfHost).toBe(true);
          for (const other of places.slice(i + 1).filter((place) => place.page === page)) {
            const apart = other.nook.x >= nook.x + nook.width || other.nook.y >= titleY;
            expect(apart).toBe(true);
          }
        }
      }
    },
  );
});
