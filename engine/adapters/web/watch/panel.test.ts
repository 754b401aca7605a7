import { describe, expect, test } from 'vitest';
import type { LotView } from '../../../domain/show.js';
import { aLotView, aShow, NOW } from '../../../testing/sample-status.js';
import { panelOf, rowsOf, timeLeft } from './panel.js';

const panelFor = (lot: Partial<LotView>) =>
  panelOf(aShow({ scene: 'lot', lot: aLotView(lot) }), NOW);

/** A lot as it stands before its first bid. */
function untouched(): LotView {
  const lot: Record<string, unknown> = { ...aLotView({ bids: [], bidCount: 0 }) };
  for (const key of ['priceEth', 'highBidder', 'closesAtMs']) Reflect.deleteProperty(lot, key);
  return lot as unknown as LotView;
}

describe('the panel beside the picture', () => {
  test('tells what it is, the high bid and the time left', () => {
    expect(panelFor({})).toEqual({
      ...{ number: 'Lot 1', of: 'of 3', title: 'Tidewater', artist: 'Mara Ellison · Ink' },
      ...{ priceLabel: 'High bid', amount: '1.1', name: '@ada', paddle: 'paddle 101' },
      ...{ clockLabel: 'Closes in', time: '0:10', clockNote: '', left: 0.25 },
      asking: 'Asking 1.2 ETH',
    });
  });

  test.each([
    ['previewed', {}, { time: 'Next', asking: '' }],
    ['open', { extensions: 1 }, { clockNote: 'extended once' }],
    ['open', { extensions: 2 }, { clockNote: 'extended 2 times' }],
    ['fair-warning', { warnings: 1 }, { clockLabel: 'Fair warning', time: '0:10' }],
    ['fair-warning', { warnings: 2 }, { clockLabel: 'Last warning' }],
    ['closing', {}, { time: 'Closing', asking: '' }],
    ['paused', {}, { time: 'Paused', left: undefined }],
    ['sold', {}, { time: 'Sold', priceLabel: 'Hammer price', clockNote: '' }],
    ['sold', { settlement: { state: 'settled' } }, { clockNote: 'settled on chain' }],
    ['passed', {}, { time: 'Passed', asking: '' }],
    ['withdrawn', {}, { time: 'Withdrawn' }],
  ] as const)('tells a lot that is %s', (phase, over, expected) => {
    expect(panelFor({ phase, ...over })).toMatchObject(expected);
  });

  test('before the first bid tells the opening price, and that no clock runs', () => {
    expect(panelOf(aShow({ scene: 'lot', lot: untouched() }), NOW)).toMatchObject({
      ...{ priceLabel: 'Opens at', amount: '1', name: 'No bid yet', left: undefined },
      clockNote: 'the first bid starts it',
    });
  });

  test('counts down to the doors', () => {
    expect(panelOf(aShow(), NOW)).toMatchObject({
      ...{ number: '3 lots', title: 'Salt & Signal', clockLabel: 'Doors open in', time: '0:06' },
    });
  });

  test('ends with what was sold in all, whatever lot was last', () => {
    const auction = { ...aShow().auction, soldCount: 2, totalEth: '7.5' };
    expect(panelOf(aShow({ scene: 'credits', auction, lot: aLotView() }), NOW)).toMatchObject({
      ...{ priceLabel: 'Sold in all', amount: '7.5', name: '2 lots sold', time: 'Closed' },
    });
  });

  test('never has more than the whole time left, or less than none', () => {
    expect(panelFor({ opensAtMs: NOW + 5_000, closesAtMs: NOW + 10_000 }).left).toBe(1);
    expect(panelFor({ closesAtMs: NOW - 5_000 })).toMatchObject({ left: 0, time: '0:00' });
  });
});

describe('the rows below the panel', () => {
  test('are the bids on the lot', () => {
    const show = aShow({ scene: 'lot', lot: aLotView() });
    expect(rowsOf(show)).toEqual([['1.1', '@ada', 'post']]);
    expect(rowsOf(aShow())).toEqual([]);
  });

  test('are what became of every lot once the auction is over', () => {
    const lot = { number: 1, title: 'Tidewater', artist: '', artwork: 'a', openingEth: '1' };
    const catalogue = [
      { ...lot, outcome: 'sold', hammerEth: '2.5', winnerName: '@ada' },
      { ...lot, number: 2, title: 'Night Garden', outcome: 'passed' },
    ] as const;
    expect(rowsOf(aShow({ scene: 'credits', lot: aLotView(), catalogue }))).toEqual([
      ['2.5', 'Tidewater', '@ada'],
      ['–', 'Night Garden', 'passed'],
    ]);
  });
});

test.each([
  [-1, '0:00'],
  [1, '0:01'],
  [59_001, '1:00'],
  [3_723_000, '1:02:03'],
])('%i ms ahead are %s', (ahead, expected) => {
  expect(timeLeft(NOW + ahead, NOW)).toBe(expected);
});
