import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrawingBrowser, type DrawingBrowser } from '../../engine/testing/drawing-browser.js';
import type { DrawnFigures, FiguresOrder, Ink } from '../testing/figures-worker.js';

const MINUTE_MS = 60_000;
const PRICES = ['0.1', '4.25', '1000.25', '1.2345678', '1.234567890123456789'].concat(
  '12345.678901234567890123',
  '100000.000000000000000001',
);
const CLOCKS = {
  'of minutes': [MINUTE_MS - 1, 10 * MINUTE_MS - 1_001, 60 * MINUTE_MS - 1_001],
  'of an hour': [83 * MINUTE_MS + 45_000, 600 * MINUTE_MS - 1_001],
  'of many hours': [754 * MINUTE_MS + 56_000],
};
/** As wide as a picture is seen where it is smallest, and how high a figure can still be read. */
const SMALLEST_PX = 320;
const LEGIBLE_PX = 7;

let browser: DrawingBrowser;

beforeAll(async () => {
  browser = await openDrawingBrowser('figures-worker');
});

afterAll(() => browser.close());

describe.each([
  ['landscape', 1_920, 1_080],
  ['landscape, small', 640, 360],
  ['upright', 1_080, 1_920],
  ['upright, small', 540, 960],
  ['a square', 1_080, 1_080],
])('the clock and the price of a lot, %s', (_layout, widthPx, heightPx) => {
  test.each(Object.entries(CLOCKS))('stand apart, with a clock %s', async (_which, leftMs) => {
    const order = { widthPx, heightPx, pricesEth: PRICES, leftMs };
    const { prices, clocks } = await browser.draw<DrawnFigures, FiguresOrder>(
      'figures-worker',
      order,
    );
    for (const price of prices)
      for (const clock of clocks) expect(isApart(price, clock)).toBe(true);
    const smaller = SMALLEST_PX / widthPx;
    for (const { top, bottom } of [...prices, ...clocks]) {
      expect((bottom - top) * smaller).toBeGreaterThan(LEGIBLE_PX);
    }
  });
});

const isApart = (price: Ink, clock: Ink): boolean =>
  price.right < clock.left || price.top >= clock.bottom;
