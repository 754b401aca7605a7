import { describe, expect, test } from 'vitest';
import { scoreReadings } from './score-readings.js';
import type { LabelledText } from './score-readings.js';

const label = (id: string, text: string, expected: Partial<LabelledText> = {}): LabelledText => ({
  id,
  text,
  kind: 'none',
  class: 'one',
  ...expected,
});
const twoEther = { kind: 'bid', amount: '2', currency: 'ETH' } as const;

describe('scoreReadings', () => {
  test('counts a bid read to the digit, and one that is not read at all', () => {
    const score = scoreReadings([
      label('read', 'I bid 2 ETH', twoEther),
      label('unread', 'good evening', twoEther),
    ]);
    expect(score.classes).toEqual([
      { class: 'one', texts: 2, right: 1, precision: 1, recall: 0.5, tp: 1, fp: 0, fn: 1 },
    ]);
    expect(score.confusion.bid).toEqual({ bid: 1, 'wrong-bid': 0, none: 1, ambiguous: 0 });
    expect(score.misses.map(({ id }) => id)).toEqual(['unread']);
    expect(score.falseBids).toEqual([]);
  });

  test.each([
    ['no bid at all', {}],
    ['another amount', { ...twoEther, amount: '3' }],
    ['another currency', { ...twoEther, currency: 'WETH' }],
    ['a lot that the words do not name', { ...twoEther, lot: '3' }],
  ] as const)('calls it a false bid where the label says %s', (_name, expected) => {
    const score = scoreReadings([label('false', 'I bid 2 ETH', expected)]);
    expect(score.falseBids).toMatchObject([{ id: 'false', read: '2 ETH (an offer in words)' }]);
    expect(score.classes).toMatchObject([{ precision: 0, fp: 1 }]);
    expect(score.misses).toEqual([]);
  });

  test('keeps the classes apart, in order of first appearance', () => {
    const score = scoreReadings([
      label('a', 'gm', { class: 'talk' }),
      label('b', '2 ETH', { ...twoEther, class: 'plain' }),
      label('c', 'gn', { class: 'talk' }),
    ]);
    expect(score.classes.map((one) => [one.class, one.texts, one.recall])).toEqual([
      ['talk', 2, 1],
      ['plain', 1, 1],
    ]);
  });
});
