import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatWeiJson, parseWeiJson } from './wei-json.js';

/** The plain way to write it, which the quick one must match to the byte. */
const plainly = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );

describe('formatWeiJson', () => {
  test('writes whatever there is as JSON.stringify does, bigints as text', () => {
    const anything = fc.anything({
      ...{ withBigInt: true, withNullPrototype: true, withDate: true, withBoxedValues: true },
      ...{ withMap: true, withSet: true, withSparseArray: true, withObjectString: true },
      ...{ withTypedArray: true, stringUnit: 'binary' },
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(formatWeiJson(value)).toBe(plainly(value));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a mark that JSON escapes', '"\\\b\n\u0000\u001f\u007f\u2028/'],
    ['half a character', '\ud800 \udc00'],
    ['a whole one', '🎨'],
    ['what is no number', [NaN, Infinity, -0, 1e21, 5e-324]],
    ['what JSON has no word for', { a: undefined, b: () => 1, c: Symbol('c'), d: [undefined] }],
    ['a key that JSON escapes', { 'a"b\n': 1n }],
    ['what says itself what it is', { toJSON: () => ({ wei: 3n }) }],
    ['a date within', { at: new Date(0), list: [new Date(1)] }],
    ['nothing', null],
  ])('writes %s as JSON.stringify does', (_name, value) => {
    expect(formatWeiJson(value)).toBe(plainly(value));
  });

  test('reads back the amounts that it wrote', () => {
    const amounts = fc.record({
      priceWei: fc.bigInt(),
      deep: fc.array(fc.record({ aWei: fc.bigInt() })),
    });
    fc.assert(
      fc.property(amounts, (value) => {
        expect(parseWeiJson(formatWeiJson(value))).toEqual(value);
      }),
    );
  });
});
