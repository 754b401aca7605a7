import { describe, expect, test } from 'vitest';
import { GrowingList } from './growing-list.js';

describe('GrowingList', () => {
  test('leaves the list an item was added to as it was', () => {
    const older = GrowingList.of(['a']);
    const newer = older.with('b');
    expect([older.slice(), older.length, newer.slice(), newer.length]).toEqual([
      ['a'],
      1,
      ['a', 'b'],
      2,
    ]);
  });

  test('grows in two directions without either seeing the other', () => {
    const root = GrowingList.of(['a']);
    const left = root.with('b').with('c');
    const right = root.with('d');
    expect([[...left], [...right], [...root]]).toEqual([['a', 'b', 'c'], ['a', 'd'], ['a']]);
  });

  test('reads places and parts as an array does', () => {
    const list = GrowingList.of([1, 2, 3]).with(4);
    const shorter = GrowingList.of([1]);
    shorter.with(2);
    expect([list.at(0), list.at(-1), list.at(9), list.at(-9)]).toEqual([
      1,
      4,
      undefined,
      undefined,
    ]);
    expect([shorter.at(1), shorter.at(-1)]).toEqual([undefined, 1]);
    expect([list.slice(-2), list.slice(1, 3), list.slice(0, -1), list.slice(-9)]).toEqual([
      [3, 4],
      [2, 3],
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
    expect(list.map((n) => n * 2)).toEqual([2, 4, 6, 8]);
  });
});
