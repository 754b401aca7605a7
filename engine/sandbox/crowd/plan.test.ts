import { describe, expect, test } from 'vitest';
import type { Wei } from '../../domain/ids.js';
import { parseEth } from '../../domain/money.js';
import { ampleDepositWei, planLots, scantDepositWei } from './plan.js';

const eth = (text: string): Wei => parseEth(text) ?? (0n as Wei);
const lot = (number: number, reserve?: string) => ({
  number,
  startWei: eth('1'),
  ...(reserve === undefined ? {} : { reserveWei: eth(reserve) }),
});

describe('planLots', () => {
  test('lets the first be extended and sell at twice its reserve', () => {
    expect(planLots([lot(1, '3')]).get(1)).toEqual({ ceilingWei: eth('6'), lateBid: true });
  });

  test('stops the second at four fifths of its reserve', () => {
    const plan = planLots([lot(1), lot(2, '2.5')]);
    expect(plan.get(2)).toEqual({ ceilingWei: eth('2'), lateBid: false });
  });

  test('sells the second where it has no reserve', () => {
    expect(planLots([lot(1), lot(2)]).get(2)?.ceilingWei).toBe(eth('4'));
  });

  test('opens the second even where its reserve lies close over the opening bid', () => {
    expect(planLots([lot(1), lot(2, '1.1')]).get(2)?.ceilingWei).toBe(eth('1'));
  });

  test('repeats itself every three lots, whatever their numbers', () => {
    const plan = planLots([lot(4), lot(7), lot(9, '2'), lot(11)]);
    expect([...plan.values()].map(({ lateBid }) => lateBid)).toEqual([true, false, false, true]);
    expect(plan.get(9)?.ceilingWei).toBe(eth('4'));
  });
});

describe('ampleDepositWei', () => {
  test('covers every lot at its ceiling twice over', () => {
    expect(ampleDepositWei(planLots([lot(1), lot(2, '2.5'), lot(3)]))).toBe(eth('20'));
  });

  test('covers a single lot four times over', () => {
    expect(ampleDepositWei(planLots([lot(1)]))).toBe(eth('16'));
  });
});

describe('scantDepositWei', () => {
  test('covers no opening bid, and is something', () => {
    const plan = planLots([lot(1), lot(2, '2.5'), lot(3)]);
    expect(scantDepositWei(plan)).toBe(eth('0.02'));
  });
});
