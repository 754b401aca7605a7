import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeBlack, judgeSize, PriceOnAir, Stillness } from './judge-picture.js';
import { GRID, LOOK_BYTES, readLook, type Look } from './look.js';

const CELLS = GRID.columns * GRID.rows;
const at = (column: number, row: number) => row * GRID.columns + column;

/** A look at a wall in the dark, and what differs from it. */
const aLook = (changes: Partial<Look> = {}): Look => ({
  ...{ nowMs: 0, widthPx: 1_280, heightPx: 720, number: undefined, check: undefined },
  grid: new Uint8Array(CELLS).fill(19),
  ...changes,
});

const gridOf = (value: number, cells: readonly (readonly [number, number])[] = []) => {
  const grid = new Uint8Array(CELLS).fill(value);
  for (const [cell, bright] of cells) grid[cell] = bright;
  return grid;
};

describe('judgeBlack', () => {
  test('finds a black picture, whatever the machines read along its top edge', () => {
    const strip = Array.from({ length: GRID.columns }, (_, i) => [i, 250] as const);
    expect(judgeBlack(aLook({ grid: gridOf(2) }))).toBe('The picture is black.');
    expect(judgeBlack(aLook({ grid: gridOf(2, strip) }))).toBe('The picture is black.');
  });

  test('takes no dark wall for black, even without a light on it', () => {
    expect(judgeBlack(aLook())).toBeUndefined();
  });

  test('takes a price on black for a picture', () => {
    const price = Array.from({ length: 100 }, (_, i) => [at(20 + i, 40), 200] as const);
    expect(judgeBlack(aLook({ grid: gridOf(0, price) }))).toBeUndefined();
  });

  test('takes a speck on black for black', () => {
    expect(judgeBlack(aLook({ grid: gridOf(0, [[at(60, 40), 255]]) }))).toBeDefined();
  });
});

describe('judgeSize', () => {
  const promised = { widthPx: 1_280, heightPx: 720 };

  test('accepts the size that was promised', () => {
    expect(judgeSize(aLook(), promised)).toBeUndefined();
  });

  test('names a size that is two pixels off', () => {
    expect(judgeSize(aLook({ widthPx: 1_278 }), promised)).toBe(
      'The picture is 1278x720, not 1280x720.',
    );
    expect(judgeSize(aLook({ heightPx: 722 }), promised)).toBeDefined();
  });
});

describe('Stillness', () => {
  const cell = at(90, 50);

  test('finds a picture that stands still for over two seconds', () => {
    const stillness = new Stillness();
    for (let nowMs = 0; nowMs <= 2_000; nowMs += 250) {
      expect(stillness.judge(aLook({ nowMs }))).toBeUndefined();
    }
    expect(stillness.judge(aLook({ nowMs: 2_001 }))).toBe(
      'Nothing in the picture has moved for 2.0 s.',
    );
  });

  test('lets compression pass, and no breath', () => {
    const judged = (value: number) => {
      const stillness = new Stillness();
      stillness.judge(aLook());
      stillness.judge(aLook({ nowMs: 1_500, grid: gridOf(19, [[cell, value]]) }));
      return stillness.judge(aLook({ nowMs: 2_500, grid: gridOf(19, [[cell, value]]) }));
    };
    expect(judged(23)).toBeDefined();
    expect(judged(24)).toBeUndefined();
  });

  test('adds up what creeps', () => {
    const stillness = new Stillness();
    for (let step = 0; step <= 40; step++) {
      const grid = gridOf(19, [[cell, 20 + step]]);
      expect(stillness.judge(aLook({ nowMs: step * 250, grid }))).toBeUndefined();
    }
  });

  test('knows by its number that a picture is another one', () => {
    const stillness = new Stillness();
    stillness.judge(aLook({ number: 7 }));
    expect(stillness.judge(aLook({ number: 90, nowMs: 2_500 }))).toBeUndefined();
    expect(stillness.judge(aLook({ number: 90, nowMs: 4_400 }))).toBeUndefined();
    expect(stillness.judge(aLook({ number: 90, nowMs: 4_600 }))).toBeDefined();
  });

  test('counts anew after a picture that was meant to stand still', () => {
    const stillness = new Stillness();
    stillness.judge(aLook());
    stillness.forget();
    expect(stillness.judge(aLook({ nowMs: 9_000 }))).toBeUndefined();
    expect(stillness.judge(aLook({ nowMs: 11_001 }))).toBeDefined();
  });
});

describe('PriceOnAir', () => {
  const first = { check: 11, sinceMs: 0 };
  const second = { check: 22, sinceMs: 10_000 };

  test('lets the screen come behind the book for a second and a half', () => {
    const price = new PriceOnAir();
    price.hold(first);
    expect(price.judge(aLook({ nowMs: 9_000, check: 11 }))).toBeUndefined();
    price.hold(second);
    expect(price.judge(aLook({ nowMs: 11_499, check: 11 }))).toBeUndefined();
    expect(price.judge(aLook({ nowMs: 11_500, check: 11 }))).toBe(
      'The price on air is not the one in the book.',
    );
    expect(price.judge(aLook({ nowMs: 11_501, check: 22 }))).toBeUndefined();
  });

  test('refuses a price that the book never held, and none at all', () => {
    const price = new PriceOnAir();
    price.hold(first);
    expect(price.judge(aLook({ nowMs: 5_000, check: 33 }))).toBeDefined();
    expect(price.judge(aLook({ nowMs: 5_000 }))).toBeDefined();
  });

  test('judges nothing that was on air before the first price it knows of', () => {
    const price = new PriceOnAir();
    expect(price.judge(aLook({ nowMs: 9_000, check: 33 }))).toBeUndefined();
    price.hold(second);
    expect(price.judge(aLook({ nowMs: 11_499, check: 33 }))).toBeUndefined();
    expect(price.judge(aLook({ nowMs: 11_500, check: 33 }))).toBeDefined();
  });

  test('forgets what was held before there was nothing to hold it against', () => {
    const price = new PriceOnAir();
    price.hold(first);
    price.hold(undefined);
    expect(price.judge(aLook({ nowMs: 9_500 }))).toBeUndefined();
    price.hold(second);
    expect(price.judge(aLook({ nowMs: 10_500, check: 33 }))).toBeUndefined();
  });

  test('calls no war of bids wrong while the screen is less than a second and a half behind', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 30 });
    const lags = fc.integer({ min: 0, max: 1_499 });
    fc.assert(
      fc.property(gaps, lags, (between, lagMs) => {
        const price = new PriceOnAir();
        let sinceMs = 0;
        const book = between.map((gap, i) => ({ check: i + 1, sinceMs: (sinceMs += gap) }));
        const told = [...book];
        for (let nowMs = 0; nowMs < sinceMs + 3_000; nowMs += 250) {
          while ((told[0]?.sinceMs ?? Infinity) <= nowMs) price.hold(told.shift());
          const check = book.findLast((held) => held.sinceMs <= nowMs - lagMs)?.check;
          expect(price.judge(aLook({ nowMs, check }))).toBeUndefined();
        }
      }),
    );
  });
});

test('readLook reads the numbers beside the grid, two values a block', () => {
  const bytes = new Uint8Array(LOOK_BYTES);
  [40_000, 513].forEach((value, strip) => {
    const bits = (value << 16) | (~value & 0xffff);
    for (let block = 0; block < 32; block++) {
      const from = CELLS + 64 * strip + 2 * block;
      bytes.fill(((bits >>> (31 - block)) & 1) === 1 ? 230 : 20, from, from + 2);
    }
  });
  const facts = { nowMs: 5, widthPx: 1_920, heightPx: 1_080 };
  expect(readLook(bytes, facts)).toMatchObject({ ...facts, number: 40_000, check: 513 });
  bytes.fill(20, CELLS, CELLS + 64);
  expect(readLook(bytes, facts)).toMatchObject({ number: undefined, check: 513 });
});
