import { describe, expect, test } from 'vitest';
import { TileGrid } from './tiles.js';

const marked = (...rects: [number, number, number, number][]) => {
  const grid = new TileGrid(200, 100);
  for (const rect of rects) grid.mark(...rect);
  return grid.take().map(({ left, top, right, bottom }) => [left, top, right, bottom]);
};

describe('TileGrid', () => {
  test('gives the tiles a rectangle touches, with a pixel to spare', () => {
    expect(marked([33, 33, 62, 62])).toEqual([[32, 32, 64, 64]]);
    expect(marked([32, 33, 62, 62])).toEqual([[0, 32, 64, 64]]);
  });

  test('cuts at the edges of the picture', () => {
    expect(marked([-50, 90, 900, 900])).toEqual([[0, 64, 200, 100]]);
    expect(marked([300, 10, 400, 20])).toEqual([]);
  });

  test('joins equal runs of neighbouring rows and no others', () => {
    expect(marked([40, 10, 50, 50], [100, 40, 110, 50])).toEqual([
      [32, 0, 64, 64],
      [96, 32, 128, 64],
    ]);
  });

  test('covers what is marked exactly once', () => {
    const covered = new Map<string, number>();
    for (const [l = 0, t = 0, r = 0, b = 0] of marked([0, 0, 90, 40], [60, 30, 190, 99])) {
      for (let y = t; y < b; y++) {
        for (let x = l; x < r; x++) covered.set(`${x} ${y}`, (covered.get(`${x} ${y}`) ?? 0) + 1);
      }
    }
    expect(new Set(covered.values())).toEqual(new Set([1]));
    expect(covered.has('0 0') && covered.has('189 98')).toBe(true);
  });

  test('is empty once taken', () => {
    const grid = new TileGrid(64, 64);
    grid.markAll();
    expect(grid.take()).toHaveLength(1);
    expect(grid.take()).toEqual([]);
  });

  test('takes no more rows than were asked for, and the rest the next time', () => {
    const grid = new TileGrid(64, 96);
    grid.markAll();
    expect(grid.take(64 * 33)).toEqual([{ left: 0, top: 0, right: 64, bottom: 64 }]);
    expect(grid.isClean).toBe(false);
    expect(grid.take()).toEqual([{ left: 0, top: 64, right: 64, bottom: 96 }]);
    expect(grid.isClean).toBe(true);
  });
});
