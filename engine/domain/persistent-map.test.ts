import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PersistentMap } from './persistent-map.js';

describe('PersistentMap', () => {
  test('leaves the map a key was set on as it was', () => {
    const older = PersistentMap.of([['a', 1]]);
    const newer = older.with('a', 2).with('b', 3);
    expect([...older]).toEqual([['a', 1]]);
    expect([...newer]).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
    expect([older.size, newer.size, older.has('b'), newer.get('b')]).toEqual([1, 2, false, 3]);
  });

  test('may be set while it is read', () => {
    const first = PersistentMap.of([
      ['a', 1],
      ['b', 2],
    ]);
    let doubled = first;
    for (const [key, value] of first) doubled = doubled.with(key, value * 2).with(`${key}2`, 0);
    expect([...first.values()]).toEqual([1, 2]);
    expect([...doubled.keys()]).toEqual(['a', 'b', 'a2', 'b2']);
  });

  test('holds more keys than one branch of its tree, and sets each alone', () => {
    const count = 5_000;
    let map = PersistentMap.of<string, number>();
    for (let n = 0; n < count; n += 1) map = map.with(`key ${n}`, n);
    const before = map;
    for (let n = 0; n < count; n += 7) map = map.with(`key ${n}`, -n);
    expect(map.size).toBe(count);
    expect([...map]).toEqual(
      Array.from({ length: count }, (_, n) => [`key ${n}`, n % 7 === 0 ? -n : n]),
    );
    expect([...before.values()]).toEqual(Array.from({ length: count }, (_, n) => n));
    expect([map.get('key 4999'), map.has('key 4999'), map.has('key 5000')]).toEqual([
      4_999,
      true,
      false,
    ]);
  });

  test('every version says what a plain copy would, however they branch', () => {
    const step = fc.record({
      from: fc.nat(),
      key: fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.string({ maxLength: 1 })),
      value: fc.nat(),
      read: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const versions = [{ map: PersistentMap.of<string, number>(), copy: new Map() }];
        const pick = (n: number) => versions[n % versions.length] ?? versions[0];
        for (const { from, key, value, read } of steps) {
          const base = pick(from);
          const copy = new Map(base?.copy).set(key, value);
          if (base) versions.push({ map: base.map.with(key, value), copy });
          expect(new Map(pick(read)?.map)).toEqual(pick(read)?.copy);
        }
        for (const { map, copy } of versions) expect([...map]).toEqual([...copy]);
      }),
    );
  });
});
