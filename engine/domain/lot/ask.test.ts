import { describe, expect, test } from 'vitest';
import { eth } from '../../testing/builders.js';
import type { Wei } from '../ids.js';
import { stepWei } from './ask.js';
import { PRESETS } from './presets.js';
import type { Increment } from './terms.js';

describe('stepWei', () => {
  test('climbs the trade’s ladder, every decade alike', () => {
    const rungs: bigint[] = [];
    let price = eth('100') as bigint;
    while (price < eth('1100')) {
      rungs.push(price / 10n ** 18n);
      price += stepWei({ kind: 'trade' }, price as Wei);
    }
    expect(rungs.join(' ')).toBe(
      '100 110 120 130 140 150 160 170 180 190 200 220 240 260 280 300 320 350 380 400 420 450 480 ' +
        '500 550 600 650 700 750 800 850 900 950 1000',
    );
  });

  test.each([
    ['0.105', '0.005'],
    ['0.95', '0.05'],
    ['0.99', '0.01'],
    ['3.9', '0.1'],
  ])('asks the next rung of the trade above %s', (price, step) => {
    expect(stepWei({ kind: 'trade' }, eth(price))).toBe(eth(step));
  });

  test.each([0n, 9n])('asks a wei more of the trade at %d wei', (price) => {
    expect(stepWei({ kind: 'trade' }, price as Wei)).toBe(1n);
  });

  test.each([
    ['0.99', '0.05'],
    ['1', '0.25'],
    ['4.99', '0.25'],
    ['5', '0.5'],
    ['25', '1'],
    ['100', '2.5'],
    ['250', '5'],
    ['500', '10'],
    ['1000', '25'],
    ['2500', '50'],
    ['5000', '100'],
    ['99999', '100'],
  ])('steps from %s by %s as eBay does', (price, step) => {
    expect(stepWei(PRESETS.ebay.increment, eth(price))).toBe(eth(step));
  });

  test.each<[string, 'floor' | 'ceil', bigint, bigint, bigint]>([
    ['5', 'floor', 101n, 0n, 5n],
    ['5', 'ceil', 101n, 0n, 6n],
    ['5', 'floor', 19n, 0n, 0n],
    ['5', 'floor', 19n, 1n, 1n],
    ['2.5', 'floor', 1000n, 0n, 25n],
    ['0.001', 'ceil', 1n, 0n, 1n],
    ['10', 'ceil', 9007199254740993n, 0n, 900719925474100n],
  ])('takes %s %% %s of %d wei, at least %d: %d', (percent, rounding, price, floor, step) => {
    const increment: Increment = { kind: 'percent', percent, rounding, floorWei: floor as Wei };
    expect(stepWei(increment, price as Wei)).toBe(step);
  });

  test('takes the first step of a ladder below its first rung', () => {
    const rungs = [{ fromWei: eth('10'), stepWei: eth('1') }];
    expect(stepWei({ kind: 'ladder', rungs }, eth('3'))).toBe(eth('1'));
  });
});
