import { describe, expect, test } from 'vitest';
import { aDesk, address, anEntry, anOffer, anOpening, at, eth, PACE } from '../testing/builders.js';
import { claim, deposit, Evening, why } from '../testing/evening.js';
import { meansOf } from './accounts.js';
import { decide } from './decide.js';
import { nextTickAt } from './due.js';
import type { Offer } from './events.js';
import type { LotId, Paddle, XUserId } from './ids.js';
import type { Move } from './moves.js';
import { formatEth, highestCoveredWei } from './money.js';

const without = <Key extends keyof Offer>(offer: Offer, key: Key) =>
  Object.fromEntries(Object.entries(offer).filter(([name]) => name !== key)) as Omit<Offer, Key>;

describe('the turns of an evening', () => {
  test('runs from standby through every lot to the close', () => {
    const evening = new Evening();
    expect(evening.runTo(1000)).toEqual([
      ...['lot-previewed', 'lot-opened', 'fair-warning-given', 'fair-warning-given', 'hammer-fell'],
      ...['lot-previewed', 'lot-opened', 'fair-warning-given', 'fair-warning-given', 'hammer-fell'],
      'auction-closed',
    ]);
    expect(evening.now.closedAt).toBe(at(10 + 2 * (5 + 60 + 6)));
    expect(nextTickAt(evening.now)).toBeUndefined();
  });

  test('does nothing before its time, and nothing twice', () => {
    const evening = new Evening();
    expect(evening.tick(9.999)).toEqual([]);
    expect(evening.tick(10)).toEqual(['lot-previewed']);
    expect(evening.tick(10)).toEqual([]);
    expect(evening.tick(3)).toEqual([]);
  });

  test('begins now what it had to begin while it slept', () => {
    const evening = new Evening();
    expect(evening.tick(5000)).toEqual(['lot-previewed']);
    expect(evening.tick(5005)).toEqual(['lot-opened']);
    expect(evening.now.lots.get('1' as LotId)?.closesAt).toBe(at(5065));
  });

  test('closes in one tick what fell due in between', () => {
    const evening = new Evening();
    evening.runTo(20);
    evening.offer(1, '1', 30);
    expect(evening.tick(400)).toEqual([
      ...['fair-warning-given', 'fair-warning-given', 'hammer-fell', 'settlement-begun'],
    ]);
    expect(evening.book.at(-2)).toMatchObject({ closedAt: at(75), at: at(400), winner: '101' });
  });

  test('calls a fair warning off when a bid moves the close out of it, and gives it again', () => {
    const evening = new Evening();
    evening.runTo(67);
    expect(evening.now.lots.get('1' as LotId)?.phase).toBe('fair-warning');
    evening.offer(1, '1', 70);
    expect(evening.now.lots.get('1' as LotId)?.phase).toBe('open');
    expect(evening.runTo(85)).toEqual([
      ...['fair-warning-given', 'fair-warning-given', 'hammer-fell', 'settlement-begun'],
    ]);
  });

  test('lets a fair warning stand when the close stays within it', () => {
    const softClose = { windowMs: 5_000, extendToMs: 5_000, from: 'now' } as const;
    const evening = new Evening({ catalogue: [anEntry(1, { softClose })] });
    evening.runTo(71);
    evening.offer(1, '1', 72);
    expect(evening.now.lots.get('1' as LotId)?.phase).toBe('fair-warning');
    expect(evening.runTo(77)).toEqual([
      ...['fair-warning-given', 'hammer-fell', 'settlement-begun'],
    ]);
  });

  test('passes a lot whose first bid never comes', () => {
    const evening = new Evening({ catalogue: [anEntry(1, { clockStarts: 'first-bid' })] });
    evening.runTo(74.999);
    expect(evening.now.lots.get('1' as LotId)?.phase).toBe('open');
    expect(evening.runTo(75)).toEqual(['hammer-fell']);
    expect(evening.book.at(-1)).toMatchObject({ outcome: 'passed', closedAt: at(75) });
  });

  test('waits while a lot is paused, and goes past one that was withdrawn', () => {
    const evening = new Evening();
    evening.take({ kind: 'withdraw-lot', lotId: '2' as LotId, at: at(1), desk: aDesk() });
    evening.runTo(20);
    evening.take({ kind: 'pause-lot', lotId: '1' as LotId, at: at(25), desk: aDesk() });
    expect(nextTickAt(evening.now)).toBeUndefined();
    evening.take({ kind: 'resume-lot', lotId: '1' as LotId, at: at(125), desk: aDesk() });
    expect(evening.runTo(1000)).toEqual([
      ...['fair-warning-given', 'fair-warning-given', 'hammer-fell', 'auction-closed'],
    ]);
    expect(evening.now.results.get('2' as LotId)?.outcome).toBe('withdrawn');
    expect(evening.now.closedAt).toBe(at(175 + 6));
  });

  test('goes without fair warning where none is set', () => {
    const evening = new Evening({ pace: { ...PACE, fairWarningMs: 0 } });
    expect(evening.runTo(75)).toEqual(['lot-previewed', 'lot-opened', 'hammer-fell']);
  });
});

describe('offers', () => {
  test.each<[string, Partial<Offer>, string]>([
    ['the lot on program', {}, 'bid-accepted'],
    ['a lot by name', { lotId: '1' as LotId }, 'bid-accepted'],
    ['a lot that is not on', { lotId: '2' as LotId }, 'OTHER_LOT'],
    ['a lot there is not', { lotId: '9' as LotId }, 'OTHER_LOT'],
    ['another currency', { currency: 'WETH' }, 'WRONG_CURRENCY'],
    ['a part of a wei', { amount: '1.0000000000000000001' }, 'UNCLEAR'],
    ['by a stranger', { xUserId: '99' as XUserId }, 'NOT_REGISTERED'],
    ['in the name of a paddle that nobody has', { paddle: '999' as Paddle }, 'NOT_REGISTERED'],
    ['too little', { amount: '0.99' }, 'BELOW_ASK'],
  ])('rules on an offer for %s', (_name, over, expected) => {
    const evening = new Evening();
    evening.runTo(20);
    expect(why(evening.offer(1, '1', 21, over))).toBe(expected);
  });

  test('refuses unclear words before asking who said them', () => {
    const evening = new Evening();
    const unclear = without(anOffer({ xUserId: '99' as XUserId }), 'amount');
    expect(why(evening.take({ kind: 'offer', at: at(1), offer: unclear }))).toBe('UNCLEAR');
  });

  test('refuses an offer while no lot is on, and after the close', () => {
    const evening = new Evening();
    expect(why(evening.offer(1, '1', 2))).toBe('LOT_NOT_OPEN');
    evening.runTo(1000);
    expect(why(evening.offer(1, '1', 1001))).toBe('LOT_NOT_OPEN');
  });

  test('takes an offer of a wallet', () => {
    const evening = new Evening();
    evening.runTo(20);
    const offer = without(anOffer({ address: address(2), placedAt: at(21) }), 'xUserId');
    const move: Move = { kind: 'offer', at: at(21), offer };
    expect(evening.take(move)).toMatchObject([{ kind: 'bid-accepted', leader: '102' }]);
  });
});

describe('registration', () => {
  test('registers once X user and wallet name each other, in either order', () => {
    const evening = new Evening({}, 0);
    expect(evening.take(claim(1)).map(({ kind }) => kind)).toEqual(['wallet-claimed']);
    expect(evening.take(deposit(1, '1')).at(-1)).toMatchObject({
      kind: 'paddle-registered',
      bidder: { paddle: '101', xUserId: '1', handle: 'bidder1', address: address(1) },
    });
    evening.take(deposit(2, '1'));
    expect(evening.take(claim(2)).at(-1)).toMatchObject({ bidder: { paddle: '102' } });
  });

  test('gives nobody the wallet of another', () => {
    const evening = new Evening({}, 0);
    evening.take(deposit(1, '1'));
    expect(evening.take(claim(2, 1))).toHaveLength(1);
    evening.take(claim(1));
    expect(evening.take(claim(2, 1))).toHaveLength(1);
    expect([...evening.now.bidders.keys()]).toEqual(['101']);
  });

  test('registers nobody twice', () => {
    const evening = new Evening({}, 1);
    evening.take(claim(1, 5));
    expect(evening.take(deposit(5, '1', 1)).map(({ kind }) => kind)).toEqual(['deposit-credited']);
    expect(evening.take(deposit(1, '5'))).toHaveLength(1);
    expect(evening.now.bidders.size).toBe(1);
  });

  test('registers a wallet that names no X user by its address', () => {
    const evening = new Evening({}, 0);
    expect(evening.take(deposit(0xabcd, '1', null)).at(-1)).toMatchObject({
      bidder: { paddle: '101', xUserId: null, handle: '0x0000…abcd' },
    });
  });
});

describe('deposits', () => {
  const covered = ({ now }: Evening) => {
    const lot = now.lots.get('2' as LotId);
    return lot && meansOf(now, '101' as Paddle, lot).coveredWei;
  };
  const open = () => {
    const evening = new Evening({ depositRequired: true, premiumBps: 1000 });
    evening.runTo(20);
    return evening;
  };

  test('covers a bid with its premium, to the wei', () => {
    const most = '9.090909090909090909';
    expect(why(open().offer(1, most, 21))).toBe('bid-accepted');
    expect(why(open().offer(1, formatEth(eth(most)) + '1', 21))).toBe('UNCLEAR');
    expect(why(open().offer(1, '9.09090909090909091', 21))).toBe('INSUFFICIENT_DEPOSIT');
  });

  test('keeps what was won out of what may be bid', () => {
    const evening = open();
    evening.offer(1, '8', 21);
    evening.runTo(87);
    expect(covered(evening)).toBe(highestCoveredWei(eth('1.2'), 1000));
    expect(why(evening.offer(1, '1.1', 88))).toBe('INSUFFICIENT_DEPOSIT');
    expect(why(evening.offer(1, '1', 88))).toBe('bid-accepted');
  });

  test('frees what was bid and lost', () => {
    const evening = open();
    evening.offer(1, '8', 21);
    evening.offer(2, '9', 22);
    evening.runTo(87);
    expect(covered(evening)).toBe(highestCoveredWei(eth('10'), 1000));
  });

  test('asks for the maximum where the house bids up to it', () => {
    const evening = new Evening({
      depositRequired: true,
      catalogue: [anEntry(1, { proxy: true })],
    });
    evening.runTo(20);
    expect(why(evening.offer(1, '9.6', 21))).toBe('INSUFFICIENT_DEPOSIT');
    expect(why(evening.offer(1, '9.5', 21))).toBe('bid-accepted');
  });
});

describe('settlement and the desk', () => {
  const record = (kind: 'settled' | 'failed', lotId = '1'): Move => ({
    kind: 'record-settlement',
    at: at(90),
    lotId: lotId as LotId,
    result:
      kind === 'settled'
        ? { kind, txHash: '0xaa', tokenOwner: address(1) }
        : { kind, reason: 'the chain said no' },
  });

  test('records a settlement once, also after a failure', () => {
    const evening = new Evening();
    evening.runTo(20);
    evening.offer(1, '1', 21);
    evening.runTo(85);
    expect(evening.now.results.get('1' as LotId)?.settlement).toEqual({ state: 'pending' });
    const kinds = (['failed', 'failed', 'settled', 'settled', 'failed'] as const).flatMap((kind) =>
      evening.take(record(kind)).map((event) => event.kind),
    );
    expect(kinds).toEqual(['settlement-failed', 'lot-settled']);
    expect(evening.now.results.get('1' as LotId)?.settlement).toMatchObject({ state: 'settled' });
  });

  test.each<[string, Move, string]>([
    ['settling what was not sold', record('settled', '2'), 'LOT_UNKNOWN'],
    [
      'a lot there is not',
      { kind: 'pause-lot', lotId: '9' as LotId, at: at(1), desk: aDesk() },
      'LOT_UNKNOWN',
    ],
    [
      'a lot not open',
      { kind: 'pause-lot', lotId: '2' as LotId, at: at(1), desk: aDesk() },
      'LOT_NOT_OPEN',
    ],
  ])('refuses %s', (_name, move, code) => {
    expect(() => new Evening().take(move)).toThrow(expect.objectContaining({ code }));
  });

  test('opens once, and has no move before', () => {
    const evening = new Evening();
    expect(evening.take({ kind: 'open-auction', at: at(1), opening: anOpening() })).toEqual([]);
    expect(() => decide(undefined, { kind: 'tick', at: at(1) })).toThrow(
      expect.objectContaining({ code: 'AUCTION_NOT_OPEN' }),
    );
  });
});
