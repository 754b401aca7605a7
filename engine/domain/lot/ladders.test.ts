import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Wei } from '../ids.js';
import { stepWei } from './ask.js';
import type { Increment } from './terms.js';

const price = fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 10n ** 30n }));
const step = fc.bigInt({ min: 1n, max: 10n ** 20n });
const rounding = fc.constantFrom('floor' as const, 'ceil' as const);
const percent = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(3, '0')}`);

const fixed = step.map((wei): Increment => ({ kind: 'fixed', stepWei: wei as Wei }));
/** Its steps never fall: one that does would ask less over a higher price. */
const ladder = fc
  .uniqueArray(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 22n }), step), {
    minLength: 1,
    maxLength: 8,
    selector: ([from]) => from,
  })
  .map((pairs): Increment => {
    const from = pairs.map(([wei]) => wei).toSorted(order);
    const steps = pairs.map(([, wei]) => wei).toSorted(order);
    const rungs = from.map((wei, i) => ({ fromWei: wei as Wei, stepWei: (steps[i] ?? 1n) as Wei }));
    return { kind: 'ladder', rungs };
  });
const share = fc
  .record({ percent, rounding, floorWei: fc.bigInt({ min: 1n, max: 10n ** 18n }) })
  .map((read): Increment => ({ kind: 'percent', ...read, floorWei: read.floorWei as Wei }));
const trade = fc.constant<Increment>({ kind: 'trade' });

const order = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b));
const askOver = (increment: Increment, wei: bigint) => wei + stepWei(increment, wei as Wei);

describe.each([
  ['by a fixed step', fixed],
  ['by a ladder', ladder],
  ['by a percentage', share],
  ['by the trade’s table', trade],
])('an ask %s', (_name, increments) => {
  test('lies above the price', () => {
    fc.assert(
      fc.property(increments, price, (increment, wei) => {
        expect(askOver(increment, wei)).toBeGreaterThan(wei);
      }),
      { numRuns: 500 },
    );
  });

  test('never falls while the price rises', () => {
    fc.assert(
      fc.property(increments, price, price, (increment, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(askOver(increment, low)).toBeLessThanOrEqual(askOver(increment, high));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a percentage', () => {
  test('is the exact share, rounded once, the one way or the other', () => {
    fc.assert(
      fc.property(percent, price, (text, wei) => {
        const exact = wei * BigInt(text.replace('.', ''));
        const of = (rounded: 'floor' | 'ceil') =>
          stepWei(
            { kind: 'percent', percent: text, rounding: rounded, floorWei: 0n as Wei },
            wei as Wei,
          );
        expect(of('floor')).toBe(exact / 100_000n);
        expect(of('ceil') - of('floor')).toBe(exact % 100_000n === 0n ? 0n : 1n);
      }),
    );
  });

  test('of a floor of nothing may ask the price again, and never less', () => {
    fc.assert(
      fc.property(percent, rounding, price, (text, rounded, wei) => {
        const bare: Increment = {
          kind: 'percent',
          percent: text,
          rounding: rounded,
          floorWei: 0n as Wei,
        };
        expect(askOver(bare, wei)).toBeGreaterThanOrEqual(wei);
      }),
    );
  });
});

test('the trade asks a rung: two figures that its table has, and zeros', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n, max: 10n ** 30n }), (wei) => {
      const [, head = '', zeros = ''] =
        /^(\d\d)(0*)$/.exec(String(askOver({ kind: 'trade' }, wei))) ?? [];
      expect(zeros.length).toBeGreaterThanOrEqual(String(wei).length - 2);
      expect(head).toMatch(/^(1\d|2[02468]|3[0258]|4[0258]|[5-9][05])$/);
    }),
    { numRuns: 500 },
  );
});
