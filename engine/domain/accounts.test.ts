import { describe, expect, test } from 'vitest';
import { aDesk, address, anEntry, at, eth } from '../testing/builders.js';
import { Evening, why } from '../testing/evening.js';
import { accountOf, meansOf } from './accounts.js';
import type { AuctionOpening } from './auction.js';
import type { LotId, Paddle, Wei } from './ids.js';
import { formatEth } from './money.js';

const ADA = '101' as Paddle;
const LONG = { durationMs: 600_000 };

/** Three lots for ten minutes each, all open from 20 seconds in; ten ETH of deposit each. */
function open(over: Partial<AuctionOpening> = {}): Evening {
  const evening = new Evening({
    catalogue: [anEntry(1, LONG), anEntry(2, LONG), anEntry(3, LONG)],
    premiumBps: 1000,
    ...over,
  });
  evening.runTo(15);
  evening.ask('open-lot', '2', 20);
  evening.ask('open-lot', '3', 20);
  return evening;
}

const on = (lotId: string) => ({ lotId: lotId as LotId, source: 'chain' as const });
const limit = (evening: Evening, limitWei: Wei | null) =>
  evening.take({ kind: 'limit-bidder', at: at(21), paddle: ADA, limitWei, desk: aDesk() });

/** The most Ada can bid on a lot: by her deposit, by her limit. */
function most({ now }: Evening, lotId: string): (string | undefined)[] {
  const lot = now.lots.get(lotId as LotId);
  if (!lot) throw new Error('no lot');
  const { coveredWei, limitWei } = meansOf(now, ADA, lot);
  return [coveredWei, limitWei].map((wei) => (wei === undefined ? undefined : formatEth(wei)));
}

const account = ({ now }: Evening) =>
  Object.values(accountOf(now, ADA)).map((wei: Wei) => formatEth(wei));

describe('the deposit, with several lots open', () => {
  const deposited = (over: Partial<AuctionOpening> = {}) =>
    open({ depositRequired: true, ...over });

  test('covers all leads together, premiums included, to the wei', () => {
    const evening = deposited();
    expect(why(evening.offer(1, '5', 30, on('1')))).toBe('bid-accepted');
    // 10 less 5.5 leaves 4.5, which is 4.0909… and its premium.
    expect(most(evening, '2')).toEqual(['4.090909090909090909', undefined]);
    expect(why(evening.offer(1, '4.09090909090909091', 31, on('2')))).toBe('INSUFFICIENT_DEPOSIT');
    expect(why(evening.offer(1, '4.090909090909090909', 32, on('2')))).toBe('bid-accepted');
    expect(why(evening.offer(1, '1', 33, on('3')))).toBe('INSUFFICIENT_DEPOSIT');
    expect(evening.replayed()).toBe('right');
  });

  test('is free again for what was overtaken, and counts a lead on the same lot once', () => {
    const evening = deposited({
      catalogue: [anEntry(1, { ...LONG, selfRaise: 'allow' }), anEntry(2, LONG), anEntry(3, LONG)],
    });
    evening.offer(1, '5', 30, on('1'));
    expect(most(evening, '1')).toEqual(['9.090909090909090909', undefined]);
    expect(why(evening.offer(1, '8', 31, on('1')))).toBe('bid-accepted');
    expect(why(evening.offer(1, '1.2', 32, on('2')))).toBe('INSUFFICIENT_DEPOSIT');
    evening.offer(2, '9', 33, on('1'));
    expect(most(evening, '2')).toEqual(['9.090909090909090909', undefined]);
  });

  test('stays bound by a lot that was won, paid or not', () => {
    const evening = deposited();
    evening.offer(1, '5', 30, on('1'));
    evening.ask('hammer-lot', '1', 40);
    evening.runTo(45);
    expect(account(evening)).toEqual(['5.5', '0', '0']);
    expect(most(evening, '2')).toEqual(['4.090909090909090909', undefined]);
    const result = { kind: 'settled', txHash: '0xaa', tokenOwner: address(1) } as const;
    evening.take({ kind: 'record-settlement', at: at(46), lotId: '1' as LotId, result });
    expect(account(evening)).toEqual(['5.5', '5.5', '0']);
    // The money has left the escrow, and the deposit with it.
    expect(most(evening, '2')).toEqual(['4.090909090909090909', undefined]);
  });

  test('voids the lead that falls back to a bidder who has bound it elsewhere', () => {
    const evening = deposited();
    evening.offer(1, '5', 30, on('1'));
    const [over] = evening.offer(2, '6', 31, on('1'));
    evening.offer(1, '9', 32, on('2'));
    const bidId = over?.kind === 'bid-accepted' ? over.bid.id : undefined;
    expect(evening.ask('void-bid', '1', 33, bidId ? { bidId } : {})).toEqual([
      'bid-voided',
      'bid-voided',
    ]);
    expect(evening.lot('1').leader).toBeUndefined();
    expect(account(evening)).toEqual(['0', '0', '9.9']);
    expect(evening.replayed()).toBe('right');
  });

  test('taken back by the chain, voids what it covered, and then what that leaves uncovered', () => {
    const evening = deposited();
    evening.offer(2, '2', 30, on('1'));
    evening.offer(1, '6', 31, on('1'));
    evening.offer(2, '8', 32, on('2'));
    const events = evening.take({
      ...{ kind: 'revert-deposit', at: at(33), sourceId: 'chain-undone' },
      ...{ address: address(1), amountWei: eth('9') },
    });
    expect(events.map(({ kind }) => kind)).toEqual([
      'deposit-reverted',
      'bid-voided',
      'bid-voided',
    ]);
    expect([evening.lot('1').leader, evening.lot('2').leader?.paddle]).toEqual([undefined, '102']);
    expect(evening.replayed()).toBe('right');
  });

  test('is asked for again of a bid that waited, by what its owner leads with elsewhere by then', () => {
    const graced = { ...LONG, durationMs: 60_000, deliveryGraceMs: 3_000 };
    const evening = deposited({
      catalogue: [anEntry(1, graced), anEntry(2, LONG), anEntry(3, LONG)],
    });
    expect(evening.lot('1').closesAt).toBe(at(75));
    expect(why(evening.offer(1, '9', 74, { ...on('1'), receivedAt: at(76) }))).toBe('bid-held');
    expect(why(evening.offer(1, '9', 76.5, on('2')))).toBe('bid-accepted');
    evening.runTo(78);
    expect(evening.book.findLast(({ kind }) => kind === 'bid-refused')).toMatchObject({
      why: 'INSUFFICIENT_DEPOSIT',
    });
    expect(evening.now.results.get('1' as LotId)?.outcome).toBe('passed');
    expect(evening.replayed()).toBe('right');
  });
});

describe('the limit on what one bidder may have outstanding', () => {
  const limited = () => open({ outstandingLimitWei: eth('11') });

  test('counts leads on every lot with their premiums, to the wei', () => {
    const evening = limited();
    expect(why(evening.offer(1, '10.000000000000000001', 30, on('1')))).toBe('OVER_LIMIT');
    expect(why(evening.offer(1, '8', 31, on('1')))).toBe('bid-accepted');
    expect(most(evening, '2')).toEqual([undefined, '2']);
    expect(why(evening.offer(1, '2.000000000000000001', 32, on('2')))).toBe('OVER_LIMIT');
    expect(why(evening.offer(1, '2', 33, on('2')))).toBe('bid-accepted');
    expect(why(evening.offer(1, '1', 34, on('3')))).toBe('OVER_LIMIT');
    // Another bidder has one of his own.
    expect(why(evening.offer(2, '10', 35, on('3')))).toBe('bid-accepted');
    expect(evening.replayed()).toBe('right');
  });

  test('counts what was won until it is paid, and frees what was paid', () => {
    const evening = limited();
    evening.offer(1, '8', 30, on('1'));
    evening.ask('hammer-lot', '1', 40);
    evening.runTo(45);
    expect(most(evening, '2')).toEqual([undefined, '2']);
    const result = { kind: 'settled', txHash: '0xaa', tokenOwner: address(1) } as const;
    evening.take({ kind: 'record-settlement', at: at(46), lotId: '1' as LotId, result });
    expect(most(evening, '2')).toEqual([undefined, '10']);
    expect(why(evening.offer(1, '10', 47, on('2')))).toBe('bid-accepted');
  });

  test('frees what was overtaken, withdrawn, voided or not paid at all', () => {
    const evening = limited();
    evening.offer(1, '3', 30, on('1'));
    evening.offer(1, '3', 31, on('2'));
    const [last] = evening.offer(1, '3', 32, on('3'));
    expect(account(evening)).toEqual(['0', '0', '9.9']);
    evening.offer(2, '4', 33, on('1'));
    expect(account(evening)).toEqual(['0', '0', '6.6']);
    evening.ask('withdraw-lot', '2', 34);
    expect(account(evening)).toEqual(['0', '0', '3.3']);
    if (last?.kind === 'bid-accepted') evening.ask('void-bid', '3', 35, { bidId: last.bid.id });
    expect(account(evening)).toEqual(['0', '0', '0']);
    evening.offer(1, '9', 36, on('3'));
    evening.ask('hammer-lot', '3', 37);
    evening.runTo(38);
    expect(account(evening)).toEqual(['9.9', '0', '0']);
    evening.ask('default-lot', '3', 39);
    expect(account(evening)).toEqual(['0', '0', '0']);
  });

  test('is a bidder’s own where the operator sets one, higher or lower, until he takes it back', () => {
    const evening = limited();
    limit(evening, eth('22'));
    expect(most(evening, '1')).toEqual([undefined, '20']);
    limit(evening, eth('1.1'));
    expect(why(evening.offer(1, '1.000000000000000001', 30, on('1')))).toBe('OVER_LIMIT');
    expect(why(evening.offer(1, '1', 31, on('1')))).toBe('bid-accepted');
    limit(evening, eth('0'));
    expect(evening.lot('1').leader?.paddle).toBe(ADA);
    expect(why(evening.offer(1, '1', 32, on('2')))).toBe('OVER_LIMIT');
    limit(evening, null);
    expect(why(evening.offer(1, '1', 33, on('2')))).toBe('bid-accepted');
    expect(evening.replayed()).toBe('right');
  });

  test('stands beside the deposit: whichever is less', () => {
    const evening = open({ outstandingLimitWei: eth('5.5'), depositRequired: true });
    expect(most(evening, '1')).toEqual(['9.090909090909090909', '5']);
    expect(why(evening.offer(1, '6', 30, on('1')))).toBe('OVER_LIMIT');
    expect(why(evening.offer(1, '9.1', 31, on('1')))).toBe('INSUFFICIENT_DEPOSIT');
  });

  test('asks for maximums where the house bids up to them', () => {
    const entry = anEntry(1, { ...LONG, proxy: true });
    const evening = open({
      outstandingLimitWei: eth('11'),
      catalogue: [entry, anEntry(2, LONG), anEntry(3, LONG)],
    });
    expect(why(evening.offer(1, '1', 30, { ...on('1'), max: '10.1' }))).toBe('OVER_LIMIT');
    expect(why(evening.offer(1, '1', 31, { ...on('1'), max: '8' }))).toBe('bid-accepted');
    expect(most(evening, '2')).toEqual([undefined, '2']);
  });
});

describe('what an offer is refused for before its lot hears of it', () => {
  test.each<[string, string, object, string]>([
    [
      'more than the chain can hold',
      `${2n ** 256n}`.slice(0, -18) + '.999999999999999999',
      {},
      'AMOUNT_TOO_LARGE',
    ],
    ['sixty figures', '9'.repeat(60), {}, 'AMOUNT_TOO_LARGE'],
    ['more figures than are read', '9'.repeat(200), {}, 'AMOUNT_TOO_LARGE'],
    ['more noughts than are read', '0'.repeat(200), {}, 'UNCLEAR'],
    ['as many noughts as are read', '1'.padStart(78, '0'), {}, 'bid-accepted'],
    ['a maximum beyond it', '1', { max: '9'.repeat(70) }, 'AMOUNT_TOO_LARGE'],
    ['a maximum below the amount', '2', { max: '1.9' }, 'UNCLEAR'],
    ['a maximum that is none', '2', { max: 'much' }, 'UNCLEAR'],
    ['a lot that is not open, by words', '1', { lotId: '4' as LotId, source: 'post' }, 'OTHER_LOT'],
    ['a lot there is not, by words', '1', { lotId: '9' as LotId, source: 'chat' }, 'OTHER_LOT'],
    ['a lot there is not, on chain', '1', { lotId: '9' as LotId, source: 'chain' }, 'LOT_NOT_OPEN'],
    [
      'a lot that is open beside the one on program',
      '1',
      { lotId: '2' as LotId, source: 'post' },
      'bid-accepted',
    ],
  ])('%s', (_name, amount, over, expected) => {
    const catalogue = [1, 2, 3, 4].map((n) => anEntry(n, LONG));
    expect(why(open({ catalogue }).offer(1, amount, 30, over))).toBe(expected);
  });

  test('the largest amount that the chain holds is an amount', () => {
    const whole = `${2n ** 256n - 1n}`;
    const text = `${whole.slice(0, -18)}.${whole.slice(-18)}`;
    expect(why(open().offer(1, text, 30))).toBe('bid-accepted');
  });

  test('a bidder who is turned away, until he is let in again', () => {
    const evening = open();
    const turn = (kind: 'block-bidder' | 'unblock-bidder') =>
      evening.take({ kind, at: at(25), paddle: ADA, desk: aDesk() });
    expect(why(evening.offer(1, '1', 22))).toBe('bid-accepted');
    turn('block-bidder');
    expect(why(evening.offer(1, '3', 26))).toBe('BLOCKED');
    // What was taken stays taken.
    expect(evening.lot('1').leader?.paddle).toBe(ADA);
    turn('unblock-bidder');
    evening.offer(2, '2', 27);
    expect(why(evening.offer(1, '3', 28))).toBe('bid-accepted');
  });

  test('a bid that waited while its bidder was turned away', () => {
    const graced = { ...LONG, durationMs: 60_000, deliveryGraceMs: 3_000 };
    const evening = open({ catalogue: [anEntry(1, graced), anEntry(2, LONG), anEntry(3, LONG)] });
    expect(why(evening.offer(1, '9', 74, { ...on('1'), receivedAt: at(76) }))).toBe('bid-held');
    evening.take({ kind: 'block-bidder', at: at(77), paddle: ADA, desk: aDesk() });
    evening.runTo(78);
    expect(evening.book.findLast(({ kind }) => kind === 'bid-refused')).toMatchObject({
      why: 'BLOCKED',
    });
    expect(evening.replayed()).toBe('right');
  });
});
