import { describe, expect, test } from 'vitest';
import { Pace } from './pace.js';

const pace = (over: Partial<ConstructorParameters<typeof Pace>[0]> = {}) =>
  new Pace({ fps: 10, startMs: 1_000, credit: 3, patienceMs: 500, ...over });

describe('Pace', () => {
  test('asks for a tick at the instant it is due and not a millisecond before', () => {
    const p = pace();
    expect(p.ask(999, true)).toEqual([]);
    expect(p.ask(1_000, true)).toEqual([0]);
    expect(p.ask(1_099, true)).toEqual([]);
    expect(p.ask(1_100, true)).toEqual([1]);
  });

  test('places pictures in the order of their ticks', () => {
    const p = pace();
    p.ask(1_100, true);
    expect(p.arrive(1)).toBe(true);
    expect(p.place(1_110)).toEqual([]);
    expect(p.arrive(0)).toBe(true);
    expect(p.place(1_120)).toEqual([
      { tick: 0, drawn: true },
      { tick: 1, drawn: true },
    ]);
  });

  test('repeats in place of a picture that is later than patience allows', () => {
    const p = pace();
    p.ask(1_000, true);
    expect(p.place(1_500)).toEqual([]);
    expect(p.place(1_501)).toEqual([{ tick: 0, drawn: false }]);
    expect(p.arrive(0)).toBe(false);
  });

  test('asks for no more than the credit and repeats what it could not ask for', () => {
    const p = pace();
    expect(p.ask(1_400, true)).toEqual([0, 1, 2]);
    for (const tick of [0, 1, 2]) p.arrive(tick);
    expect(p.place(1_400).map(({ drawn }) => drawn)).toEqual([true, true, true, false, false]);
    expect(p.ask(1_500, true)).toEqual([5]);
  });

  test('repeats at once while the stage is away', () => {
    const p = pace();
    p.ask(1_000, true);
    p.forgive();
    expect(p.ask(1_100, false)).toEqual([]);
    expect(p.place(1_100)).toEqual([
      { tick: 0, drawn: false },
      { tick: 1, drawn: false },
    ]);
    expect(p.ask(1_200, true)).toEqual([2]);
  });

  test('repeats where the source has nothing newer', () => {
    const p = pace();
    p.ask(1_100, true);
    p.pass(0);
    p.arrive(1);
    expect(p.place(1_110)).toEqual([
      { tick: 0, drawn: false },
      { tick: 1, drawn: true },
    ]);
    expect(p.ask(1_400, true)).toHaveLength(3);
  });

  test('fills every tick exactly once, whatever comes late', () => {
    const p = pace({ fps: 30 });
    const placed: number[] = [];
    for (let nowMs = 1_000; nowMs < 11_000; nowMs += 7) {
      for (const tick of p.ask(nowMs, nowMs % 3 !== 0)) if (tick % 5 !== 0) p.arrive(tick);
      if (nowMs % 49 === 0) p.forgive();
      placed.push(...p.place(nowMs).map(({ tick }) => tick));
    }
    placed.push(...p.place(11_000, true).map(({ tick }) => tick));
    expect(placed).toEqual(placed.map((_, i) => i));
    expect(placed.length).toBe(300);
  });

  test('does not make up for the time a machine slept', () => {
    const p = pace();
    p.ask(1_000, true);
    p.arrive(0);
    p.place(1_000);
    expect(p.ask(100_000, true)).toEqual([1]);
    expect(p.ask(100_099, true)).toEqual([]);
  });

  test('wakes at the next tick, or where patience ends', () => {
    const p = pace({ patienceMs: 50 });
    expect(p.nextWakeMs()).toBe(1_000);
    p.ask(1_000, true);
    expect(p.nextWakeMs()).toBe(1_051);
    p.arrive(0);
    p.place(1_000);
    expect(p.nextWakeMs()).toBe(1_100);
  });
});
