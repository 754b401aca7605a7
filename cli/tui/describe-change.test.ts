import { describe, expect, test } from 'vitest';
import type { LotView, SceneName } from '../../engine/domain/show.js';
import { aBidView, aLotView, aShow, aStatus, NOW } from '../../engine/testing/sample-status.js';
import { describeChange } from './describe-change.js';

const shows = (scene: SceneName, over: Partial<LotView> = {}) =>
  aStatus(aShow({ scene, lot: aLotView({ bids: [], ...over }) }));

describe('describeChange', () => {
  test.each<[SceneName, Partial<LotView>, string[]]>([
    ['standby', {}, ['On air: Salt & Signal, 3 lots']],
    ['catalogue', {}, ['Lot 1 of 3: Tidewater, Mara Ellison']],
    ['lot', {}, ['Lot 1 is open. Asking 1.2 ETH']],
    ['fair-warning', {}, ['Lot 1: fair warning']],
    ['hammer', {}, ['Lot 1 sold for 1.1 ETH to @ada']],
    ['passed', {}, ['Lot 1 passed']],
    ['credits', {}, ['Closed: 0 sold, 0 ETH in all']],
    ['test-card', {}, []],
  ])('tells of the scene %s once', (scene, over, expected) => {
    const status = shows(scene, over);
    expect(describeChange(undefined, status)).toEqual(expected);
    expect(describeChange(status, status)).toEqual([]);
  });

  test('counts one lot as one', () => {
    const show = aShow();
    const one = aStatus({ ...show, auction: { ...show.auction, lotCount: 1 } });
    expect(describeChange(undefined, one)).toEqual(['On air: Salt & Signal, 1 lot']);
  });

  test('tells of each new bid once, the oldest first', () => {
    const first = aBidView();
    const second = aBidView({ id: 'bid-2', amountEth: '1.2', name: '@bob', source: 'chain' });
    const third = aBidView({ id: 'bid-3', amountEth: '1.3', source: 'chat' });
    const before = shows('lot', { bids: [first] });
    expect(describeChange(before, shows('lot', { bids: [third, second, first] }))).toEqual([
      '  1.2 ETH  @bob  by chain',
      '  1.3 ETH  @ada  by chat',
    ]);
  });

  test('tells of an extension, but not of another lot’s', () => {
    const before = shows('lot');
    expect(describeChange(before, shows('lot', { extensions: 1 }))).toEqual([
      '  A late bid extended lot 1',
    ]);
    expect(describeChange(before, shows('lot', { number: 2, extensions: 1 }))).toEqual([
      'Lot 2 is open. Asking 1.2 ETH',
    ]);
  });

  test('tells a line of the host’s once, and the same words again when said again', () => {
    const says = (sinceMs: number) =>
      aStatus(
        aShow({
          host: { name: 'Aurelia', mood: 'idle', line: { text: 'Good.', sinceMs, untilMs: NOW } },
        }),
      );
    const line = '  Aurelia: Good.';
    expect(describeChange(aStatus(aShow()), says(1))).toEqual([line]);
    expect(describeChange(says(1), says(1))).toEqual([]);
    expect(describeChange(says(1), says(2))).toEqual([line]);
  });

  test('tells of troubles, also before there is anything to show', () => {
    const before = aStatus(undefined, { troubles: ['A: one.'] });
    const after = aStatus(undefined, { troubles: ['A: one.', 'B: two.'] });
    expect(describeChange(undefined, before)).toEqual(['! A: one.']);
    expect(describeChange(before, after)).toEqual(['! B: two.']);
  });

  test('sends on nothing that a terminal would obey', () => {
    const name = '\u001b[2Jeve\r\n\u202egnaw';
    const lines = describeChange(shows('lot'), shows('lot', { bids: [aBidView({ name })] }));
    expect(lines).toEqual(['  1.1 ETH  [2Jeve gnaw  by post']);
  });
});
