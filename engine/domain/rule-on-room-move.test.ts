import { describe, expect, test } from 'vitest';
import { aDesk, anEntry, at } from '../testing/builders.js';
import { Evening, why } from '../testing/evening.js';
import type { AuctionOpening } from './auction.js';
import { nextTickAt } from './due.js';
import type { LotId, Paddle } from './ids.js';
import type { RoomMove } from './moves.js';

const LONG = { durationMs: 600_000 };
const ids = (...numbers: number[]) => numbers.map((number) => String(number) as LotId);

/** Four lots; the first is open from 15 s. */
function evening(opening: Partial<AuctionOpening> = {}): Evening {
  const some = new Evening({ ...opening, catalogue: [1, 2, 3, 4].map((n) => anEntry(n, LONG)) });
  some.runTo(15);
  return some;
}

const ask = (on: Evening, seconds: number, move: Partial<RoomMove>): string[] =>
  on.take({ at: at(seconds), desk: aDesk(), ...move } as RoomMove).map(({ kind }) => kind);

describe('the order of sale', () => {
  test.each<[string, number[], string[]]>([
    ['those named come first, in the order named', [4, 2], ['1', '4', '2', '3']],
    ['one comes first, the rest as they were', [3], ['1', '3', '2', '4']],
    ['all of them', [4, 3, 2], ['1', '4', '3', '2']],
    ['one named twice comes once', [3, 3], ['1', '3', '2', '4']],
    ['none: as it was', [], ['1', '2', '3', '4']],
  ])('%s', (_name, order, expected) => {
    const some = evening();
    expect(ask(some, 20, { kind: 'reorder-lots', order: ids(...order) })).toEqual([
      'lots-reordered',
    ]);
    expect(some.now.order).toEqual(expected);
    expect(some.replayed()).toBe('right');
  });

  test('is what the evening goes by', () => {
    const some = evening();
    ask(some, 20, { kind: 'reorder-lots', order: ids(4) });
    some.ask('hammer-lot', '1', 21);
    some.runTo(27);
    expect(some.now.currentLotId).toBe('4');
  });

  test('leaves what was on program where it was, and knows no lot that is not', () => {
    const refused = (order: LotId[]) => () => ask(evening(), 20, { kind: 'reorder-lots', order });
    expect(refused(ids(1))).toThrow(expect.objectContaining({ code: 'LOT_NOT_OPEN' }));
    expect(refused(ids(9))).toThrow(expect.objectContaining({ code: 'LOT_UNKNOWN' }));
  });
});

describe('several lots at once', () => {
  test('each goes by its own clock, and the program is moved by hand', () => {
    const some = evening();
    some.ask('open-lot', '3', 20);
    expect(some.now.activeLotIds).toEqual(['1', '3']);
    expect(some.now.currentLotId).toBe('1');
    ask(some, 21, { kind: 'show-lot', lotId: '3' as LotId });
    expect(some.now.currentLotId).toBe('3');
    expect(why(some.offer(1, '1', 22))).toBe('bid-accepted');
    expect(some.lot('3').leader?.paddle).toBe('101');
    expect(some.lot('1').closesAt).toBe(at(615));
    some.runTo(616);
    expect([some.lot('1').phase, some.lot('3').phase]).toEqual(['passed', 'second-warning']);
    some.runTo(621);
    expect(some.lot('3').phase).toBe('settling');
    expect(some.replayed()).toBe('right');
  });

  test('a pause stops the clock of its own lot alone', () => {
    const some = evening();
    some.ask('open-lot', '3', 20);
    some.ask('pause-lot', '1', 30);
    expect(why(some.offer(1, '1', 31))).toBe('LOT_PAUSED');
    const on3 = { lotId: '3' as LotId };
    expect(why(some.offer(1, '1', 32, on3))).toBe('bid-accepted');
    expect(nextTickAt(some.now)).toBe(at(612));
    some.ask('resume-lot', '1', 130);
    expect(some.lot('1').closesAt).toBe(at(715));
    expect(some.replayed()).toBe('right');
  });

  test('one that was opened beside the program is shown when its turn would be', () => {
    const some = evening();
    for (const id of ['2', '3', '4']) some.ask('open-lot', id, 20);
    some.ask('hammer-lot', '1', 21);
    some.runTo(28);
    expect(some.now.currentLotId).toBe('2');
    expect(some.now.phase).toBe('open');
  });

  test('one that was previewed when the program turned from it is previewed again', () => {
    const some = evening();
    some.ask('open-lot', '3', 20);
    some.ask('hammer-lot', '1', 21);
    some.runTo(28);
    expect(some.lot('2').phase).toBe('previewed');
    ask(some, 29, { kind: 'show-lot', lotId: '3' as LotId });
    some.ask('hammer-lot', '3', 31);
    expect(some.runTo(38)).toEqual(['hammer-fell', 'lot-previewed']);
    expect(some.now.currentLotId).toBe('2');
    some.runTo(3_000);
    expect([...some.now.lots.values()].map(({ phase }) => phase)).toEqual(
      ['1', '2', '3', '4'].map(() => 'passed'),
    );
    expect(some.now.phase).toBe('closed');
    expect(some.replayed()).toBe('right');
  });

  test('by the second rulebook such a lot is never sold', () => {
    const some = evening({ rulebook: 2 });
    some.ask('open-lot', '3', 20);
    some.ask('hammer-lot', '1', 21);
    some.runTo(28);
    ask(some, 29, { kind: 'show-lot', lotId: '3' as LotId });
    some.runTo(3_000);
    expect([some.lot('2').phase, some.now.phase]).toEqual(['previewed', 'closed']);
    expect(some.replayed()).toBe('right');
  });

  test('only a lot that takes bids is shown', () => {
    const shown = (lotId: string) => () =>
      ask(evening(), 20, { kind: 'show-lot', lotId: lotId as LotId });
    expect(shown('2')).toThrow(expect.objectContaining({ code: 'LOT_NOT_OPEN' }));
    expect(shown('9')).toThrow(expect.objectContaining({ code: 'LOT_UNKNOWN' }));
    expect(shown('1')()).toEqual(['lot-shown']);
  });
});

test('nobody is turned away or limited who has no paddle', () => {
  const paddle = '999' as Paddle;
  for (const kind of ['block-bidder', 'unblock-bidder', 'limit-bidder'] as const) {
    expect(() => ask(evening(), 20, { kind, paddle, limitWei: null })).toThrow(
      expect.objectContaining({ code: 'BIDDER_UNKNOWN' }),
    );
  }
});
