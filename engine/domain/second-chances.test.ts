import { describe, expect, test } from 'vitest';
import { aDesk, address, anEntry, at, eth, PACE } from '../testing/builders.js';
import { Evening } from '../testing/evening.js';
import type { AuctionOpening, Reserves } from './auction.js';
import { accountOf } from './accounts.js';
import { nextTickAt } from './due.js';
import type { LotId, Paddle, XUserId } from './ids.js';
import type { Terms } from './lot/terms.js';

const lotId = '1' as LotId;
const LONG = { durationMs: 600_000 };

interface Setting {
  readonly terms?: Partial<Terms>;
  readonly opening?: Partial<AuctionOpening>;
  readonly reserves?: Reserves;
}

/** A lot sold at 40 s to paddle 103 for 3 ETH; 102 bid 2, and 101 bid 1. */
function sold({ terms = {}, opening = {}, reserves }: Setting = {}): Evening {
  const evening = new Evening(
    {
      catalogue: [anEntry(1, { ...LONG, ...terms }), anEntry(2, LONG)],
      pace: { ...PACE, resultMs: 3_600_000, secondChanceMs: 60_000 },
      premiumBps: 1000,
      ...opening,
    },
    3,
    reserves,
  );
  evening.runTo(15);
  for (const user of [1, 2, 3]) evening.offer(user, String(user), 20 + user);
  evening.ask('hammer-lot', '1', 40);
  evening.runTo(43);
  return evening;
}

const said = (evening: Evening, user: number, answer: 'taken' | 'declined', seconds: number) =>
  evening
    .take({
      ...{ kind: 'hear-second-chance', at: at(seconds), sourceId: `post-${user}-${seconds}` },
      ...{ lotId, xUserId: `${user}` as XUserId, answer },
    })
    .map(({ kind }) => kind);

const chance = (evening: Evening) => {
  const { secondChance } = evening.lot('1');
  return secondChance && [secondChance.paddle, secondChance.hammerWei, secondChance.premiumWei];
};
const owed = (evening: Evening, paddle: string) => accountOf(evening.now, paddle as Paddle).owedWei;

describe('a winner who does not pay', () => {
  test('owes nothing any more, and the runner-up may have the lot at the most he bid', () => {
    const evening = sold();
    expect(owed(evening, '103')).toBe(eth('3.3'));
    expect(evening.ask('default-lot', '1', 50)).toEqual(['lot-defaulted', 'second-chance-offered']);
    expect(owed(evening, '103')).toBe(0n);
    expect(chance(evening)).toEqual(['102', eth('2'), eth('0.2')]);
    expect(evening.lot('1').secondChance?.expiresAt).toBe(at(110));
    expect(evening.now.results.get(lotId)).toMatchObject({ outcome: 'passed', winner: null });
    expect(evening.replayed()).toBe('right');
  });

  test('is called so before he has paid, and not after, nor where nothing was sold', () => {
    const evening = sold();
    const result = { kind: 'settled', txHash: '0xaa', tokenOwner: address(1) } as const;
    evening.take({ kind: 'record-settlement', at: at(45), lotId, result });
    for (const lot of ['1', '2']) {
      expect(() => evening.ask('default-lot', lot, 50)).toThrow(
        expect.objectContaining({ code: 'LOT_NOT_OPEN' }),
      );
    }
  });

  test('is called so also once his settlement has failed', () => {
    const evening = sold();
    const result = { kind: 'failed', reason: 'no money' } as const;
    evening.take({ kind: 'record-settlement', at: at(45), lotId, result });
    expect(evening.ask('default-lot', '1', 50)).toContain('lot-defaulted');
  });
});

describe('a second chance', () => {
  const offered = (setting?: Setting) => {
    const evening = sold(setting);
    evening.ask('default-lot', '1', 50);
    return evening;
  };

  test('taken is a sale: it is settled, and owed', () => {
    const evening = offered();
    expect(said(evening, 2, 'taken', 60)).toEqual(['second-chance-taken', 'settlement-begun']);
    expect(evening.lot('1')).toMatchObject({
      phase: 'settling',
      priceWei: eth('2'),
      leader: { paddle: '102' },
    });
    expect(evening.now.results.get(lotId)).toMatchObject({
      ...{ outcome: 'sold', winner: '102', hammerWei: eth('2'), premiumWei: eth('0.2') },
      settlement: { state: 'pending' },
    });
    expect(owed(evening, '102')).toBe(eth('2.2'));
    expect(evening.lot('1').secondChance).toBeUndefined();
    expect(evening.replayed()).toBe('right');
  });

  test('declined goes to the next, and then to nobody', () => {
    const evening = offered();
    expect(said(evening, 2, 'declined', 60)).toEqual([
      'second-chance-declined',
      'second-chance-offered',
    ]);
    expect(chance(evening)).toEqual(['101', eth('1'), eth('0.1')]);
    expect(said(evening, 1, 'declined', 61)).toEqual(['second-chance-declined']);
    expect(evening.lot('1')).toMatchObject({
      phase: 'defaulted',
      dismissed: ['103', '102', '101'],
    });
    expect(said(evening, 1, 'taken', 62)).toEqual([]);
    expect(evening.now.results.get(lotId)?.outcome).toBe('passed');
    expect(evening.replayed()).toBe('right');
  });

  test('left unanswered expires at its very instant, and goes to the next', () => {
    const evening = offered();
    expect(nextTickAt(evening.now)).toBe(at(110));
    expect(evening.tick(109.999)).toEqual([]);
    expect(evening.tick(110)).toEqual(['second-chance-declined', 'second-chance-offered']);
    expect(chance(evening)).toEqual(['101', eth('1'), eth('0.1')]);
    expect(evening.lot('1').secondChance?.expiresAt).toBe(at(170));
    expect(said(evening, 2, 'taken', 111)).toEqual([]);
    expect(said(evening, 1, 'taken', 112)).toEqual(['second-chance-taken', 'settlement-begun']);
    expect(evening.replayed()).toBe('right');
  });

  test('is lost once more by a runner-up who does not pay either', () => {
    const evening = offered();
    said(evening, 2, 'taken', 60);
    expect(evening.ask('default-lot', '1', 70)).toEqual(['lot-defaulted', 'second-chance-offered']);
    expect(chance(evening)).toEqual(['101', eth('1'), eth('0.1')]);
    expect([owed(evening, '102'), owed(evening, '103')]).toEqual([0n, 0n]);
  });

  test('is answered by the one who was asked, or by the desk for him', () => {
    const evening = offered();
    expect(said(evening, 1, 'taken', 60)).toEqual([]);
    expect(said(evening, 3, 'taken', 61)).toEqual([]);
    expect(evening.ask('answer-second-chance', '1', 62, { answer: 'taken' })).toEqual([
      ...['second-chance-taken', 'settlement-begun'],
    ]);
    expect(() => evening.ask('answer-second-chance', '1', 63, { answer: 'declined' })).toThrow(
      expect.objectContaining({ code: 'LOT_NOT_OPEN' }),
    );
    expect(evening.replayed()).toBe('right');
  });

  test.each<[string, string, string | undefined]>([
    ['a wei above what the next bid', '2.000000000000000001', undefined],
    ['what the next bid', '2', '102'],
    ['below all of them', '1', '102'],
  ])('is not given below a reserve of %s', (_name, reserve, expected) => {
    const reserves: Reserves = new Map([[lotId, { reserveWei: eth(reserve), salt: 'salt' }]]);
    const evening = offered({ reserves });
    expect(evening.lot('1').secondChance?.paddle).toBe(expected);
    expect(evening.replayed()).toBe('right');
  });

  test('is worth a maximum where the house bid up to it', () => {
    const evening = new Evening({
      catalogue: [anEntry(1, { ...LONG, proxy: true })],
      pace: { ...PACE, resultMs: 3_600_000 },
    });
    evening.runTo(15);
    evening.offer(1, '1', 20, { max: '4' });
    evening.offer(2, '1.1', 21, { max: '6' });
    evening.ask('hammer-lot', '1', 40);
    evening.runTo(43);
    expect(evening.lot('1').priceWei).toBe(eth('4.1'));
    evening.ask('default-lot', '1', 50);
    expect(chance(evening)).toEqual(['101', eth('4'), eth('0.2')]);
  });

  test('passes over who was turned away, and who has bound his deposit elsewhere', () => {
    const evening = sold({ opening: { depositRequired: true } });
    evening.ask('open-lot', '2', 44);
    evening.offer(2, '8', 45, { lotId: '2' as LotId, source: 'chain' });
    evening.ask('default-lot', '1', 50);
    expect(chance(evening)?.[0]).toBe('101');

    const other = sold();
    other.take({ kind: 'block-bidder', at: at(45), paddle: '102' as Paddle, desk: aDesk() });
    other.ask('default-lot', '1', 50);
    expect(chance(other)?.[0]).toBe('101');
  });

  test('is not taken by one who has bound his deposit elsewhere since', () => {
    const evening = offered({ opening: { depositRequired: true } });
    evening.ask('open-lot', '2', 51);
    evening.offer(2, '8', 52, { lotId: '2' as LotId, source: 'chain' });
    expect(said(evening, 2, 'taken', 60)).toEqual([]);
    expect(() => evening.ask('answer-second-chance', '1', 61, { answer: 'taken' })).toThrow(
      expect.objectContaining({ code: 'BIDDER_UNCOVERED' }),
    );
    expect(chance(evening)?.[0]).toBe('102');
    evening.ask('withdraw-lot', '2', 62);
    expect(said(evening, 2, 'taken', 63)).toEqual(['second-chance-taken', 'settlement-begun']);
    expect(evening.replayed()).toBe('right');
  });
});
