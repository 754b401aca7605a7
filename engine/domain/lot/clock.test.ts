import { describe, expect, test } from 'vitest';
import { aLot, at } from '../../testing/builders.js';
import { afterBids, bidBy, lotOf } from '../../testing/rulings.js';
import type { PresetName } from './presets.js';

const HOUR = 3600;

describe('clocks', () => {
  test('the first bid starts a clock that waits for it', () => {
    const lot = lotOf('zora', { durationMs: HOUR * 1000 });
    expect(lot.closesAt).toBeUndefined();
    expect(afterBids(lot, bidBy('101', '1', 500)).closesAt).toBe(at(500 + HOUR));
  });

  test.each<[PresetName, number]>([
    ['zora', 900],
    ['foundation', 60],
  ])('under %s a duration shorter than the window closes %d s after the first bid', (name, s) => {
    const lot = afterBids(lotOf(name, { durationMs: 60_000 }), bidBy('101', '1', 0));
    expect(lot.closesAt).toBe(at(s));
  });

  test('stops extending at the cap', () => {
    const softClose = {
      windowMs: 15_000,
      extendToMs: 15_000,
      from: 'now',
      maxExtensions: 1,
    } as const;
    const lot = afterBids(aLot({ softClose }), bidBy('101', '1', 59), bidBy('102', '1.1', 73));
    expect(lot.extensions).toBe(1);
    expect(lot.closesAt).toBe(at(74));
  });

  test('adds to the close where the house counts from it', () => {
    const softClose = { windowMs: 15_000, extendToMs: 10_000, from: 'close' } as const;
    expect(afterBids(aLot({ softClose }), bidBy('101', '1', 50)).closesAt).toBe(at(70));
  });

  test('never shortens: a reset that would fall before the close leaves it', () => {
    const softClose = { windowMs: 30_000, extendToMs: 5_000, from: 'now' } as const;
    const lot = afterBids(aLot({ softClose }), bidBy('101', '1', 40));
    expect([lot.closesAt, lot.extensions]).toEqual([at(60), 0]);
  });
});
