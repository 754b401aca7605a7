import { describe, expect, test } from 'vitest';
import { aDesk, at, eth, hardTerms } from '../../testing/builders.js';
import { afterBids, bidBy, verdict } from '../../testing/rulings.js';
import type { BidId, LotId } from '../ids.js';
import { createLot, foldLot } from './fold-lot.js';
import type { Bid, Lot } from './lot.js';
import { openLot } from './open-lot.js';
import { ruleOnBid } from './rule-on-bid.js';
import { ruleOnLotMove } from './rule-on-move.js';
import { UNBOUND, type MeansOf } from './rule-on-waiting.js';
import type { Terms } from './terms.js';

const lotId = '1' as LotId;
const OPENS = 100;

/** A lot of the catalogue from 10 ETH, by the trade's ladder, that takes absentee bids. */
const catalogued = (over: Partial<Terms> = {}): Lot =>
  createLot(lotId, {
    ...hardTerms({ absentee: true, startWei: eth('10'), increment: { kind: 'trade' } }),
    ...over,
  });

/** A maximum left by a paddle, so many seconds into the evening. */
const left = (paddle: string, maximum: string, seconds = 1, over: Partial<Bid> = {}): Bid =>
  bidBy(paddle, maximum, seconds, { id: `post-${paddle}-${maximum}` as BidId, ...over });

const opened = (lot: Lot, meansOf: MeansOf = UNBOUND): Lot =>
  openLot(lot, at(OPENS), meansOf).reduce((now, event) => foldLot(now, event), lot);

/** How a lot opens for which these bids were left. */
const opensWith = (bids: Bid[], over: Partial<Terms> = {}) =>
  stands(opened(afterBids(catalogued(over), ...bids)));

const stands = ({ leader, priceWei }: Lot): unknown[] => [leader?.paddle, priceWei];
const live = (paddle: string, amount: string): Bid => bidBy(paddle, amount, OPENS + 1);

describe('a bid left before the lot opens', () => {
  test.each<[string, Bid[], string, string]>([
    ['a single one leads at the opening bid', [left('101', '300')], '101', '10'],
    [
      'of 100 and 300 the higher leads, a step over the lower',
      [left('101', '100'), left('102', '300')],
      '102',
      '110',
    ],
    ['whichever was placed first', [left('101', '300'), left('102', '100')], '101', '110'],
    [
      'a step never leads beyond the maximum',
      [left('101', '100'), left('102', '105')],
      '102',
      '105',
    ],
    [
      'of equals the earlier leads, and the lot opens there',
      [left('101', '100', 2), left('102', '100', 1)],
      '102',
      '100',
    ],
    [
      'of equals at one instant the first to come leads',
      [left('102', '100', 1), left('101', '100', 1)],
      '102',
      '100',
    ],
    [
      'three of them: the second highest counts',
      [left('101', '100'), left('102', '300', 2), left('103', '200', 3)],
      '102',
      '220',
    ],
    [
      'who leaves more raises himself, and bids against nobody',
      [left('101', '100'), left('101', '300', 2)],
      '101',
      '10',
    ],
    [
      'who leaves less later has the more still',
      [left('101', '300'), left('101', '100', 2), left('102', '200', 3)],
      '101',
      '220',
    ],
    [
      'his maximum goes before his amount',
      [left('101', '20', 1, { maxWei: eth('300') }), left('102', '100', 2)],
      '101',
      '110',
    ],
    [
      'to the wei',
      [left('101', '9007199254740993'), left('102', '9007199254740993.000000000000000001')],
      '102',
      '9007199254740993.000000000000000001',
    ],
  ])('%s', (_name, bids, leader, price) => {
    expect(opensWith(bids)).toEqual([leader, eth(price)]);
  });

  test.each<[string, Bid, Partial<Terms>, string]>([
    ['at the opening bid', left('101', '10'), {}, 'accepted'],
    ['a wei below the opening bid', bidBy('101', eth('10') - 1n), {}, 'BELOW_ASK'],
    ['where the house takes none', left('101', '10'), { absentee: false }, 'LOT_NOT_OPEN'],
    ['before the auction is open', left('101', '10', -0.001), {}, 'EARLY'],
    ['at the instant it opens', left('101', '10', 0), {}, 'accepted'],
    [
      'below a reserve that is asked of every bid',
      left('101', '19.9'),
      { reserveRule: 'on-bid', reserveWei: eth('20') },
      'BELOW_RESERVE',
    ],
  ])('%s: %s', (_name, bid, over, expected) => {
    const [event] = ruleOnBid(catalogued(over), bid, bid.receivedAt);
    expect(event?.kind === 'absentee-left' ? 'accepted' : verdict(catalogued(over), bid)).toBe(
      expected,
    );
  });

  test('is told at once when the deposit or the limit does not reach so far', () => {
    const [bid, lot] = [left('101', '100'), catalogued()];
    const why = (means: Parameters<typeof ruleOnBid>[3]) => ruleOnBid(lot, bid, at(1), means)[0];
    expect(why({ coveredWei: eth('99.9') })).toMatchObject({ why: 'INSUFFICIENT_DEPOSIT' });
    expect(why({ limitWei: eth('99.9') })).toMatchObject({ why: 'OVER_LIMIT' });
    expect(why({ coveredWei: eth('100'), limitWei: eth('100') })).toMatchObject({
      kind: 'absentee-left',
    });
  });

  test('is ruled on anew when the lot opens, by what its owner has by then', () => {
    const lot = afterBids(
      catalogued(),
      left('101', '300'),
      left('102', '100', 2),
      left('103', '50', 3),
    );
    const spent: MeansOf = ({ paddle }) => (paddle === '101' ? { coveredWei: eth('299') } : {});
    expect(stands(opened(lot, spent))).toEqual(['102', eth('55')]);
    const turnedAway: MeansOf = ({ paddle }) => (paddle === '101' ? 'BLOCKED' : {});
    expect(openLot(lot, at(OPENS), turnedAway).map((e) => ('why' in e ? e.why : e.kind))).toEqual([
      ...['lot-opened', 'BLOCKED', 'bid-accepted', 'bid-accepted'],
    ]);
    expect(opened(lot).absentee).toEqual([]);
  });

  test('counts from the opening, however long before it was placed', () => {
    const softClose = { windowMs: 15_000, extendToMs: 15_000, from: 'now' } as const;
    const waiting = afterBids(
      catalogued({ clockStarts: 'first-bid', softClose }),
      left('101', '20'),
    );
    expect(opened(waiting)).toMatchObject({ closesAt: at(OPENS + 60), extensions: 0 });
    const short = afterBids(catalogued({ durationMs: 5_000, softClose }), left('101', '20'));
    expect(opened(short)).toMatchObject({ closesAt: at(OPENS + 15), extensions: 1 });
  });

  test('is bid up to a reserve that it reaches, as nobody can raise it in the room', () => {
    const reserve = { reserveWei: eth('50') };
    expect(opensWith([left('101', '50')], reserve)).toEqual(['101', eth('50')]);
    expect(opensWith([left('101', '49.9')], reserve)).toEqual(['101', eth('10')]);
  });

  test('competes like every other where the house bids for everybody', () => {
    const lot = opened(afterBids(catalogued({ proxy: true }), left('101', '300')));
    expect(stands(afterBids(lot, live('102', '100')))).toEqual(['101', eth('110')]);
    expect(stands(afterBids(lot, live('102', '400')))).toEqual(['102', eth('320')]);
  });
});

describe('against those who bid live', () => {
  const lot = () => opened(afterBids(catalogued(), left('101', '100')));

  test.each<[string, string, string, string]>([
    ['the ask is met, and outbid by a step', '11', '101', '12'],
    ['more is outbid as well', '50', '101', '55'],
    ['a step never leads beyond the maximum', '99', '101', '100'],
    ['the maximum itself came first', '100', '101', '100'],
    [
      'a wei more leads, and pays what it says',
      '100.000000000000000001',
      '102',
      '100.000000000000000001',
    ],
    ['much more pays what it says', '250', '102', '250'],
  ])('%s', (_name, amount, leader, price) => {
    expect(stands(afterBids(lot(), live('102', amount)))).toEqual([leader, eth(price)]);
  });

  test('who has been overtaken is out of it', () => {
    const after = afterBids(lot(), live('102', '110'), live('103', '120'));
    expect(stands(after)).toEqual(['103', eth('120')]);
    expect(stands(afterBids(after, live('101', '130')))).toEqual(['101', eth('130')]);
  });

  test('a maximum said live is but an amount, where the house bids for nobody', () => {
    const bid = { ...live('102', '50'), maxWei: eth('500') };
    expect(stands(afterBids(lot(), bid))).toEqual(['101', eth('55')]);
    expect(stands(afterBids(lot(), { ...bid, amountWei: eth('110') }))).toEqual([
      '102',
      eth('110'),
    ]);
  });

  test('below the ask is refused, and so is the leader himself', () => {
    expect(verdict(lot(), live('102', '10.9'))).toBe('BELOW_ASK');
    expect(verdict(lot(), live('101', '200'))).toBe('ALREADY_HIGH_BIDDER');
    const allowed = opened(afterBids(catalogued({ selfRaise: 'allow' }), left('101', '100')));
    expect(verdict(allowed, live('101', '100'))).toBe('NOT_A_RAISE');
    expect(stands(afterBids(allowed, live('101', '101')))).toEqual(['101', eth('101')]);
  });

  test('the lead falls back to him when the bid that overtook him is voided', () => {
    const overtaken = afterBids(lot(), live('102', '50'), {
      ...live('103', '250'),
      id: 'x' as BidId,
    });
    const voided = ruleOnLotMove(overtaken, {
      kind: 'void-bid',
      lotId,
      at: at(110),
      bidId: 'x' as BidId,
      desk: aDesk(),
    });
    expect(stands(voided.reduce((now, event) => foldLot(now, event), overtaken))).toEqual([
      '101',
      eth('55'),
    ]);
  });
});

describe('the desk, before the lot opens', () => {
  const lot = () => afterBids(catalogued(), left('101', '100'), left('102', '300', 2));
  const ask = (move: object) =>
    ruleOnLotMove(lot(), { lotId, at: at(5), desk: aDesk(), ...move } as Parameters<
      typeof ruleOnLotMove
    >[1]);
  const kinds = (move: object) => ask(move).map((e) => ('why' in e ? e.why : e.kind));

  test('may strike out a bid that was left', () => {
    const events = ask({ kind: 'void-bid', bidId: 'post-102-300' });
    const after = events.reduce((now, event) => foldLot(now, event), lot());
    expect(after.absentee.map(({ paddle }) => paddle)).toEqual(['101']);
    expect(stands(opened(after))).toEqual(['101', eth('10')]);
    expect(() => kinds({ kind: 'void-bid', bidId: 'post-9' })).toThrow(
      expect.objectContaining({ code: 'BID_UNKNOWN' }),
    );
  });

  test('may withdraw the lot, and those who left bids are told', () => {
    expect(kinds({ kind: 'withdraw-lot' })).toEqual([
      'lot-withdrawn',
      'LOT_NOT_OPEN',
      'LOT_NOT_OPEN',
    ]);
  });

  test('may open it before its turn', () => {
    expect(kinds({ kind: 'open-lot' })).toEqual(['lot-opened', 'bid-accepted', 'bid-accepted']);
  });
});
