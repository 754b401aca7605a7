import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBid, aLot, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import type { BidId, Instant, Paddle, Wei } from '../ids.js';
import { askingBidWei } from './ask.js';
import { closeDueAt } from './clock.js';
import { closeIfDue } from './close-lot.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { PRESETS, type PresetName } from './presets.js';
import { ruleOnBid } from './rule-on-bid.js';
import type { Terms } from './terms.js';

const HOUR = 3600;

/** The verdict on one bid, in a word. */
function verdict(lot: Lot, bid: Bid): string {
  const [event] = ruleOnBid(lot, bid, bid.receivedAt);
  if (event?.kind === 'bid-refused') return event.why;
  return event?.kind === 'bid-held' ? 'held' : 'accepted';
}

/** The lot once each bid has been ruled on, in order. */
const after = (lot: Lot, ...bids: Bid[]): Lot =>
  bids
    .flatMap((bid) => [bid])
    .reduce((now, bid) => ruleOnBid(now, bid, bid.receivedAt).reduce(foldLot, now), lot);

/** A bid by the second of the paddles, in wei or ETH. */
const by = (paddle: string, amount: string | bigint, seconds = 1, over: Partial<Bid> = {}): Bid =>
  aBid({
    paddle: paddle as Paddle,
    amountWei: typeof amount === 'bigint' ? (amount as Wei) : eth(amount),
    placedAt: at(seconds),
    ...over,
  });

const house = (name: PresetName, over: Partial<Terms> = {}): Lot =>
  openLot(hardTerms({ ...PRESETS[name], ...over }));

describe('ruleOnBid', () => {
  test.each<[string, Lot, Bid, string]>([
    ['accepts the asking bid', aLot(), by('101', '1'), 'accepted'],
    ['refuses one wei under the ask', aLot(), by('101', eth('1') - 1n), 'BELOW_ASK'],
    ['accepts a bid in the last millisecond', aLot(), by('101', '1', 59.999), 'accepted'],
    ['refuses a bid at the instant of the close', aLot(), by('101', '1', 60), 'LATE'],
    ['accepts a bid at the instant of opening', aLot(), by('101', '1', 0), 'accepted'],
    ['refuses a bid before the opening', aLot(), by('101', '1', -0.001), 'EARLY'],
    [
      'refuses what was in time but came when nothing waits for it',
      aLot(),
      by('101', '1', 59.9, { receivedAt: at(60.1) }),
      'LATE',
    ],
    [
      'refuses every bid on a withdrawn lot',
      aLot({}, { phase: 'withdrawn' }),
      by('101', '1'),
      'LOT_NOT_OPEN',
    ],
    [
      'refuses every bid on a presented lot',
      aLot({}, { phase: 'presented' }),
      by('101', '1'),
      'LOT_NOT_OPEN',
    ],
    ['calls a bid on a sold lot late', aLot({}, { phase: 'sold' }), by('101', '1', 99), 'LATE'],
    ['takes no bids while paused', aLot({}, { phase: 'paused' }), by('101', '1'), 'LOT_PAUSED'],
    [
      'refuses the high bidder',
      after(aLot(), by('101', '1')),
      by('101', '2'),
      'ALREADY_HIGH_BIDDER',
    ],
  ])('%s', (_name, lot, bid, expected) => {
    expect(verdict(lot, bid)).toBe(expected);
  });

  test('counts a deposit only where it is asked for', () => {
    const bid = by('101', '1');
    const ruled = (available?: Wei) => ruleOnBid(aLot(), bid, bid.receivedAt, available)[0];
    expect(ruled(eth('1'))?.kind).toBe('bid-accepted');
    expect(ruled((eth('1') - 1n) as Wei)).toMatchObject({ why: 'INSUFFICIENT_DEPOSIT' });
    expect(ruled()?.kind).toBe('bid-accepted');
  });

  test('never accepts less than the ask, whatever is offered', () => {
    const lot = after(aLot(), by('101', '1'));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (amountWei) => {
        const taken = verdict(lot, by('102', amountWei)) === 'accepted';
        expect(taken).toBe(amountWei >= askingBidWei(lot));
      }),
    );
  });

  test('gives the same bid on the same lot the same ruling', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: eth('3') }),
        fc.integer({ min: -2, max: 80 }),
        (wei, s) => {
          const lot = after(aLot(), by('101', '1'));
          const bid = by('102', wei, s);
          expect(ruleOnBid(lot, bid, bid.receivedAt)).toEqual(ruleOnBid(lot, bid, bid.receivedAt));
        },
      ),
    );
  });
});

describe('the edges of the known houses', () => {
  test.each<[PresetName, string]>([
    ['nouns', 'LATE'],
    ['zora', 'LATE'],
    ['foundation', 'accepted'],
    ['manifold', 'LATE'],
    ['ebay', 'accepted'],
    ['saleroom', 'LATE'],
  ])('B1 %s rules a bid at exactly the end: %s', (name, expected) => {
    const lot = after(house(name, { durationMs: 60_000 }), by('101', '1', 0));
    const end = (lot.closesAt ?? 0) as Instant;
    expect(verdict(lot, by('102', '9', 0, { placedAt: end, receivedAt: end }))).toBe(
      name === 'saleroom' ? 'held' : expected,
    );
  });

  test.each<[PresetName, boolean]>([
    ['nouns', true],
    ['zora', true],
    ['foundation', false],
  ])('B2 %s settles at exactly the end: %s', (name, settles) => {
    const lot = after(house(name), by('101', '1', 0));
    const end = (lot.closesAt ?? 0) as Instant;
    expect(closeIfDue(lot, end, 0).length > 0).toBe(settles);
    expect(closeIfDue(lot, (end + 1) as Instant, 0).at(-1)?.kind).toBe('hammer-fell');
  });

  test('B3 every instant is either biddable or settleable, never both', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<PresetName>('nouns', 'zora', 'foundation', 'manifold', 'ebay'),
        fc.integer({ min: -3, max: 3 }),
        (name, offsetMs) => {
          const lot = after(house(name, { durationMs: 60_000 }), by('101', '1', 0));
          const now = ((lot.closesAt ?? 0) + offsetMs) as Instant;
          const bid = by('102', '9', 0, { placedAt: now, receivedAt: now });
          const biddable = verdict(lot, bid) === 'accepted';
          expect(biddable).toBe(closeIfDue(lot, now, 0).length === 0);
        },
      ),
    );
  });

  test.each<[string, number, number | undefined]>([
    ['leaves the close with exactly the window left', 45, undefined],
    ['moves it with a millisecond less', 45.001, 60.001],
    ['moves it from a bid in the last millisecond', 59.999, 74.999],
  ])('B4 %s', (_name, seconds, closes) => {
    const [event] = ruleOnBid(aLot(), by('101', '1', seconds), at(seconds));
    expect(event).toMatchObject({ closesAt: at(closes ?? 60), extended: closes !== undefined });
  });

  test.each<[PresetName, bigint, bigint]>([
    ['nouns', 19n, 19n],
    ['zora', 19n, 19n],
    ['foundation', 9n, 10n],
    ['nouns', 101n, 106n],
    ['manifold', 19n, 20n],
  ])('B5 B6 %s after %d wei asks %d', (name, last, ask) => {
    const lot = after(house(name, { startWei: 0n as Wei }), by('101', last, 0));
    expect(askingBidWei(lot)).toBe(ask);
    expect(verdict(lot, by('102', ask))).toBe('accepted');
    expect(verdict(lot, by('102', ask - 1n))).toBe('BELOW_ASK');
  });

  test('B5 an equal bid takes the lead where the step rounds to nothing', () => {
    const lot = after(house('nouns'), by('101', 19n, 0), by('102', 19n));
    expect(lot.leader?.paddle).toBe('102');
  });

  test('B6 a step rounded up asks one wei more', () => {
    const increment = {
      kind: 'percent',
      percent: '5',
      rounding: 'ceil',
      floorWei: 1n as Wei,
    } as const;
    const lot = after(aLot({ startWei: 1n as Wei, increment }), by('101', 101n));
    expect(askingBidWei(lot)).toBe(107n);
  });

  test.each<[PresetName, string]>([
    ['nouns', 'accepted'],
    ['zora', 'accepted'],
    ['foundation', 'ALREADY_HIGH_BIDDER'],
    ['saleroom', 'ALREADY_HIGH_BIDDER'],
  ])('B7 %s rules on a self-raise: %s', (name, expected) => {
    const lot = after(house(name), by('101', '1', 0));
    expect(verdict(lot, by('101', '2'))).toBe(expected);
  });

  test('B8 a reserve raised while bidding goes on holds for the next bid', () => {
    const lot = after(house('nouns', { reserveWei: eth('1') }), by('101', '1', 0));
    const raised = { ...lot, terms: { ...lot.terms, reserveWei: eth('3') } };
    expect(verdict(lot, by('102', '2'))).toBe('accepted');
    expect(verdict(raised, by('102', '2'))).toBe('BELOW_RESERVE');
    expect(verdict(raised, by('102', '3'))).toBe('accepted');
    expect(askingBidWei(raised)).toBe(eth('3'));
  });

  test('B10 takes nothing for nothing where that is the house', () => {
    const lot = house('nouns', { reserveWei: 0n as Wei });
    expect(verdict(lot, by('101', 0n))).toBe('accepted');
    expect(verdict(after(lot, by('101', 0n)), by('102', 0n))).toBe('accepted');
    expect(verdict(aLot(), by('101', 0n))).toBe('BELOW_ASK');
  });

  test('B11 keeps every wei of amounts a float cannot hold', () => {
    const lot = after(house('foundation'), by('101', '9007199254740993.000000000000000001', 0));
    expect(lot.priceWei).toBe(9007199254740993000000000000000001n);
    expect(askingBidWei(lot)).toBe(9907919180215092300000000000000001n);
  });

  test('B12 bids of the same instant keep the order they came in', () => {
    const lot = after(aLot(), by('101', '1', 5), by('102', '1', 5), by('103', '1.1', 5));
    expect(lot.bids.map(({ paddle }) => paddle)).toEqual(['101', '103']);
  });

  test('B13 a thousand late bids move the close a thousand times', () => {
    let lot = aLot();
    for (let i = 0; i < 1000; i += 1) {
      const placedAt = ((lot.closesAt ?? 0) - 1) as Instant;
      lot = after(lot, aBid({ paddle: `${i}` as Paddle, amountWei: askingBidWei(lot), placedAt }));
    }
    expect(lot.extensions).toBe(1000);
    expect(lot.closesAt).toBe(at(60) + 1000 * 14_999);
    expect(lot.bids.length).toBe(1000);
  });

  test('B14 a bid that came on an earlier clock is ruled on by its own time', () => {
    const lot = after(aLot(), by('101', '1', 50));
    const late = by('102', '1.1', 40);
    expect(verdict(lot, late)).toBe('accepted');
    expect(after(lot, late).closesAt).toBe(lot.closesAt);
    expect(verdict(lot, by('102', '1.1', -5))).toBe('EARLY');
  });
});

describe('clocks', () => {
  test('the first bid starts a clock that waits for it', () => {
    const lot = house('zora', { durationMs: HOUR * 1000 });
    expect(lot.closesAt).toBeUndefined();
    expect(after(lot, by('101', '1', 500)).closesAt).toBe(at(500 + HOUR));
  });

  test.each<[PresetName, number]>([
    ['zora', 900],
    ['foundation', 60],
  ])('under %s a duration shorter than the window closes %d s after the first bid', (name, s) => {
    const lot = after(house(name, { durationMs: 60_000 }), by('101', '1', 0));
    expect(lot.closesAt).toBe(at(s));
  });

  test('stops extending at the cap', () => {
    const softClose = {
      windowMs: 15_000,
      extendToMs: 15_000,
      from: 'now',
      maxExtensions: 1,
    } as const;
    const lot = after(aLot({ softClose }), by('101', '1', 59), by('102', '1.1', 73));
    expect(lot.extensions).toBe(1);
    expect(lot.closesAt).toBe(at(74));
  });

  test('adds to the close where the house counts from it', () => {
    const softClose = { windowMs: 15_000, extendToMs: 10_000, from: 'close' } as const;
    expect(after(aLot({ softClose }), by('101', '1', 50)).closesAt).toBe(at(70));
  });

  test('never shortens: a reset that would fall before the close leaves it', () => {
    const softClose = { windowMs: 30_000, extendToMs: 5_000, from: 'now' } as const;
    const lot = after(aLot({ softClose }), by('101', '1', 40));
    expect([lot.closesAt, lot.extensions]).toEqual([at(60), 0]);
  });
});

describe('proxy bidding', () => {
  const max = (paddle: string, maximum: string, seconds = 1) =>
    by(paddle, '1', seconds, { maxWei: eth(maximum) });
  const ebay = (over: Partial<Terms> = {}) => house('ebay', { durationMs: 60_000, ...over });

  test.each<[string, Bid[], string, string]>([
    ['the first leads at the opening price', [max('101', '9')], '101', '1'],
    ['the second price and its step', [max('101', '9'), max('102', '3')], '101', '3.25'],
    ['never above the leader’s maximum', [max('101', '3.1'), max('102', '3')], '101', '3.1'],
    ['a tie goes to the earlier', [max('101', '3'), max('102', '3')], '101', '3'],
    ['a higher maximum takes the lead', [max('101', '3'), max('102', '9')], '102', '3.25'],
    ['raising one’s own maximum changes nothing', [max('101', '3'), max('101', '9')], '101', '1'],
    [
      'the raised maximum counts against the next',
      [max('101', '3'), max('101', '9'), max('102', '5')],
      '101',
      '5.5',
    ],
  ])('%s', (_name, bids, leader, price) => {
    const lot = after(ebay(), ...bids);
    expect([lot.leader?.paddle, lot.priceWei]).toEqual([leader, eth(price)]);
  });

  test('refuses a maximum of one’s own that is no raise, and one below the ask', () => {
    const lot = after(ebay(), max('101', '3'));
    expect(verdict(lot, max('101', '3'))).toBe('NOT_A_RAISE');
    expect(verdict(lot, max('102', '1.24'))).toBe('BELOW_ASK');
    expect(verdict(lot, max('102', '1.25'))).toBe('accepted');
  });

  test('bids its owner up to a reserve that his maximum reaches', () => {
    const lot = ebay({ reserveWei: eth('5') });
    expect(after(lot, max('101', '9')).priceWei).toBe(eth('5'));
    expect(after(lot, max('101', '4.99')).priceWei).toBe(eth('1'));
  });

  test('does not move a soft close for a raise of one’s own', () => {
    const softClose = { windowMs: 15_000, extendToMs: 15_000, from: 'now' } as const;
    const lot = after(ebay({ softClose }), max('101', '3'), max('101', '9', 59));
    expect(lot.closesAt).toBe(at(60));
  });
});

describe('the delivery grace', () => {
  const lot = () => aLot({ deliveryGraceMs: 3_000 });
  const hard = () => openLot(hardTerms({ deliveryGraceMs: 3_000 }));
  const slow = (paddle: string, amount: string, placed: number, received: number) =>
    by(paddle, amount, placed, { receivedAt: at(received), id: `post-${paddle}` as BidId });
  const closed = (waiting: Lot) => closeIfDue(waiting, closeDueAt(waiting) as Instant, 500);

  test('holds a bid that was placed in time and came after the close', () => {
    expect(verdict(hard(), slow('101', '1', 59, 62.999))).toBe('held');
    expect(verdict(hard(), slow('101', '1', 59, 63))).toBe('LATE');
    expect(verdict(hard(), slow('101', '1', 60, 61))).toBe('LATE');
  });

  test('rules on what it held by when it was placed, then drops the hammer', () => {
    const waiting = after(hard(), slow('101', '1', 59, 61), slow('102', '1', 58, 62));
    expect(closeIfDue(waiting, at(62.999), 500)).toEqual([]);
    const events = closed(waiting);
    expect(events.map((event) => event.kind)).toEqual([
      'bid-accepted',
      'bid-refused',
      'hammer-fell',
    ]);
    expect(events.at(-1)).toMatchObject({
      outcome: 'sold',
      winner: '102',
      closedAt: at(60),
      hammerWei: eth('1'),
      premiumWei: eth('0.05'),
    });
  });

  test('goes on when a held bid has moved the close', () => {
    const waiting = after(lot(), slow('101', '1', 59, 61), slow('102', '1.1', 61, 62));
    const events = closed(waiting);
    expect(events.map((event) => event.kind)).toEqual(['bid-accepted', 'bid-accepted']);
    const goesOn = events.reduce(foldLot, waiting);
    expect([goesOn.phase, goesOn.closesAt, goesOn.held]).toEqual(['open', at(76), []]);
  });

  test('passes a lot below its reserve, and one without a bid', () => {
    const low = after(aLot({ reserveWei: eth('2') }), by('101', '1'));
    const met = after(aLot({ reserveWei: eth('2') }), by('101', '2'));
    expect(closed(low)[0]).toMatchObject({ outcome: 'passed', winner: null, hammerWei: 0n });
    expect(closed(met)[0]).toMatchObject({ outcome: 'sold', hammerWei: eth('2') });
    expect(closed(aLot())[0]).toMatchObject({ outcome: 'passed', premiumWei: 0n });
  });
});
