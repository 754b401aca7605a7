import fc from 'fast-check';
import type { Auction } from '../domain/auction.js';
import type { BidId, Instant, LotId, Paddle, Wei, XUserId } from '../domain/ids.js';
import type { LotEvent } from '../domain/events.js';
import { askingBidWei } from '../domain/lot/ask.js';
import { LIFE } from '../domain/lot/life.js';
import type { Lot } from '../domain/lot/lot.js';
import { formatEth } from '../domain/money.js';
import type { LotMove, Move } from '../domain/moves.js';
import { aDesk, address, anOffer, eth } from './builders.js';

/** How many wallets bid in a random evening; the last has no deposit, so it has no paddle. */
export const USERS = 5;

/** Makes a move out of where the auction stands; `n` is its place in the evening. */
export type Make = (at: Instant, n: number, auction: Auction | undefined) => Move;

/** A lot and a bid that there are not. */
const NOWHERE = '99' as LotId;
const NOTHING = 'post-0' as BidId;

const user = fc.integer({ min: 1, max: USERS });
const paddle = fc.integer({ min: 101, max: 99 + USERS }).map((number) => `${number}` as Paddle);
const amount = fc
  .integer({ min: 5, max: 60 })
  .map((tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`);
const rarely = <T>(some: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, { arbitrary: some, weight });
/** Picks a lot by its place, wherever it stands; where there is none, one that does not exist. */
const place = fc.nat({ max: 11 });

const lotAt = (auction: Auction | undefined, at: number): Lot | undefined => {
  const ids = auction?.opening.catalogue.map(({ id }) => id) ?? [];
  const shown = auction?.currentLotId;
  const id = at >= ids.length ? shown : ids[at];
  return id === undefined ? undefined : auction?.lots.get(id);
};

/** An offer at the ask, at the price to buy, or of any amount; on program or by name; quick or slow. */
export const offers: fc.Arbitrary<Make> = fc
  .record({
    ...{ user, amount, place, slowMs: fc.integer({ min: 0, max: 4_000 }) },
    isNamed: rarely(fc.constant(true), 4),
    meets: fc.constantFrom('ask', 'ask', 'price', 'nothing', 'nothing'),
    more: rarely(amount, 3),
    source: fc.constantFrom('post' as const, 'chat' as const, 'chain' as const),
  })
  .map(({ user, amount, place, slowMs, isNamed, meets, more, source }) => (now, n, auction) => {
    const lot = lotAt(auction, isNamed ? place : Infinity);
    const asked = lot && meets === 'ask' ? askingBidWei(lot) : undefined;
    const price = meets === 'price' ? lot?.terms.buyNowWei : undefined;
    const amountWei = asked ?? price ?? eth(amount);
    const max = more && { max: formatEth((amountWei + eth(more)) as Wei) };
    return {
      kind: 'offer',
      at: now,
      offer: anOffer({
        ...{ id: `${source}-${n}` as BidId, source, xUserId: `${user}` as XUserId },
        ...{ placedAt: (now - slowMs) as Instant, receivedAt: now },
        amount: formatEth(amountWei),
        ...max,
        ...(isNamed ? { lotId: lot?.id ?? NOWHERE } : {}),
      }),
    };
  });

/** Money in, and money that the chain takes back. */
export const money: fc.Arbitrary<Make> = fc
  .record({ user, amount, isReverted: fc.boolean() })
  .map(({ user, amount, isReverted }) => (now, n, auction) => {
    const balanceWei = auction?.deposits.get(address(user))?.balanceWei ?? 0n;
    const amountWei = eth(amount);
    const common = { at: now, sourceId: `chain-${n}`, address: address(user), amountWei };
    return isReverted && balanceWei >= amountWei
      ? { kind: 'revert-deposit', ...common }
      : { kind: 'credit-deposit', ...common, xUserId: `${user}` as XUserId };
  });

/** What the desk can say, and what happens to a lot for which it makes sense. */
const WORDS = {
  'open-lot': 'lot-opened',
  'pause-lot': 'lot-paused',
  'resume-lot': 'lot-resumed',
  'extend-lot': 'lot-extended',
  'hammer-lot': 'lot-closing',
  'withdraw-lot': 'lot-withdrawn',
  'void-bid': 'bid-voided',
  'void-waiting': 'bid-voided',
  'default-lot': 'lot-defaulted',
  taken: 'second-chance-taken',
  declined: 'second-chance-declined',
} as const satisfies Record<string, LotEvent['kind']>;
type Word = keyof typeof WORDS;

/** What ends a lot is said less often than the rest. */
const MOST = (Object.keys(WORDS) as Word[]).filter((word) => !/^(withdraw|hammer)/.test(word));

/** A lot that a word makes sense for, more often than not. */
function lotFor(auction: Auction | undefined, word: Word, place: number): Lot | undefined {
  const waits = (lot: Lot) => lot.held.length + lot.absentee.length > 0;
  const fitting = [...(auction?.lots.values() ?? [])].filter(
    (lot) => WORDS[word] in LIFE[lot.phase] && (word !== 'void-waiting' || waits(lot)),
  );
  // One that somebody waits to buy is rare.
  const bought = fitting.find((lot) => word === 'void-waiting' && lot.purchase);
  return bought ?? ((place < 9 && fitting[place % fitting.length]) || lotAt(auction, place));
}

/** What the desk may ask of any lot. */
export const deskOnLots: fc.Arbitrary<Make> = fc
  .record({
    place,
    word: fc.constantFrom(...MOST, ...MOST, 'withdraw-lot' as const, 'hammer-lot' as const),
    byMs: fc.integer({ min: 0, max: 15_000 }),
  })
  .map(({ place, word, byMs }) => (now, _n, auction) => {
    const lot = lotFor(auction, word, place);
    return deskMove(word, { lotId: lot?.id ?? NOWHERE, at: now, desk: aDesk() }, lot, byMs);
  });

function deskMove(
  word: Word,
  asked: Pick<LotMove, 'lotId' | 'at' | 'desk'>,
  lot: Lot | undefined,
  byMs: number,
): LotMove {
  switch (word) {
    case 'extend-lot':
      return { kind: word, ...asked, byMs };
    case 'void-bid':
      return { kind: word, ...asked, bidId: lot?.bids.at(-1)?.id ?? NOTHING };
    case 'void-waiting': {
      const waiting = lot?.purchase?.bidId ?? lot?.held.at(-1)?.id ?? lot?.absentee.at(-1)?.id;
      return { kind: 'void-bid', ...asked, bidId: waiting ?? NOTHING };
    }
    case 'taken':
    case 'declined':
      return { kind: 'answer-second-chance', ...asked, answer: word };
    default:
      return { kind: word, ...asked };
  }
}

/** What the desk may ask of the room. Whoever waits for a ruling may find himself turned away. */
export const deskOnRoom: fc.Arbitrary<Make> = fc
  .record({ place, paddle, word: fc.nat({ max: 7 }), limit: rarely(amount, 9) })
  .map(({ place, paddle, word, limit }) => (now, _n, auction): Move => {
    const asked = { at: now, desk: aDesk() };
    const lot = lotAt(auction, place);
    const lotId = lot?.id ?? NOWHERE;
    const waiting = lotFor(auction, 'void-waiting', place)?.held[0]?.paddle ?? paddle;
    // Mostly one that takes bids beside the program: only such a one can be shown.
    const beside = auction?.activeLotIds.find((id) => id !== auction.currentLotId);
    if (word === 0) return { kind: 'show-lot', ...asked, lotId: (place < 9 && beside) || lotId };
    if (word === 1) return { kind: 'reorder-lots', ...asked, order: [lotId] };
    if (word <= 3) return { kind: 'block-bidder', ...asked, paddle: waiting };
    if (word <= 6) return { kind: 'unblock-bidder', ...asked, paddle };
    return { kind: 'limit-bidder', ...asked, paddle, limitWei: limit ? eth(limit) : null };
  });

/** What follows a sale: settlements, and what runner-ups say to a second chance. */
export const afterSales: fc.Arbitrary<Make> = fc
  .record({ place, user, word: fc.nat({ max: 3 }) })
  .map(({ place, user, word }) => (now, n, auction): Move => {
    const lot = lotFor(auction, word > 1 ? 'taken' : 'default-lot', place);
    const lotId = lot?.id ?? NOWHERE;
    if (word === 0) {
      const result = { kind: 'settled', txHash: '0xaa', tokenOwner: address(1) } as const;
      return { kind: 'record-settlement', at: now, lotId, result };
    }
    if (word === 1) {
      const result = { kind: 'failed', reason: 'away' } as const;
      return { kind: 'record-settlement', at: now, lotId, result };
    }
    const asked = lot?.secondChance && auction?.bidders.get(lot.secondChance.paddle)?.xUserId;
    return {
      ...{ kind: 'hear-second-chance', at: now, sourceId: `post-${n}`, lotId },
      xUserId: asked ?? (`${user}` as XUserId),
      answer: word === 2 ? 'taken' : 'declined',
    };
  });

/** Messages beyond the limits, which are counted. */
export const floods: fc.Arbitrary<Make> = user.map((user) => (now, n) => ({
  kind: 'count-flood',
  at: now,
  sourceId: `flood-${n}`,
  source: 'chat',
  xUserId: `${user}` as XUserId,
  count: 7,
}));

/** The clock. */
export const ticks: fc.Arbitrary<Make> = fc.constant((now) => ({ kind: 'tick', at: now }));
