import type { LotEvent } from '../events.js';
import { GrowingList } from '../growing-list.js';
import type { BidId, Instant, LotId, Paddle } from '../ids.js';
import { invariant } from '../invariant.js';
import { PersistentMap } from '../persistent-map.js';
import { secondWarningMs } from './clock.js';
import { isInLife } from './life.js';
import type { LotPhase } from './phase.js';
import type { AcceptedBid, Bid, Lot } from './lot.js';
import { ceilingWei, standingAfter, type Standing } from './standing.js';
import type { Terms } from './terms.js';

/** A lot before anything happened to it. */
export function createLot(id: LotId, terms: Terms): Lot {
  return {
    id,
    terms,
    phase: 'catalogued',
    extensions: 0,
    bids: GrowingList.of<AcceptedBid>([]),
    best: PersistentMap.of(),
    held: [],
    absentee: [],
    dismissed: [],
    accepted: 0,
    refused: 0,
  };
}

/**
 * The lot once `event` has happened to it. Takes the same time however many bids came before.
 *
 * @param keepsWarning - how near its close, in milliseconds, an extended lot keeps its warning
 */
export function foldLot(lot: Lot, event: LotEvent, keepsWarning = 0): Lot {
  invariant(event.lotId === lot.id, 'an event is folded by its own lot');
  const after = withWarningKept(lot, step(lot, event), event.at, keepsWarning);
  invariant(isInLife(lot.phase, event.kind, after.phase), 'a lot takes only the steps of its life');
  return after;
}

function step(lot: Lot, event: LotEvent): Lot {
  switch (event.kind) {
    case 'lot-previewed':
      return { ...lot, phase: 'previewed' };
    case 'lot-opened':
      return { ...openUntil(lot, event.closesAt), terms: { ...lot.terms, opensAt: event.at } };
    case 'absentee-left':
      return { ...lot, absentee: [...lot.absentee, event.bid] };
    case 'bid-accepted':
      return foldAccepted(lot, event);
    case 'bid-refused': {
      const after = withoutWaiting(lot, event.bid.id);
      return { ...withoutPurchase(after, event.bid.id), refused: lot.refused + 1 };
    }
    case 'bid-held':
      return { ...lot, held: [...lot.held, event.bid] };
    case 'fair-warning-given':
      return { ...lot, phase: lot.phase === 'open' ? 'fair-warning' : 'second-warning' };
    case 'lot-paused':
      return { ...lot, phase: 'paused', remainingMs: event.remainingMs };
    case 'lot-resumed':
    case 'lot-extended':
      return openUntil(lot, event.closesAt);
    case 'bid-voided':
      return foldVoided(lot, event.bidId);
    case 'lot-withdrawn':
      return { ...forget(lot, 'purchase'), phase: 'withdrawn', closedAt: event.at };
    case 'lot-closing':
      return foldClosing(lot, event);
    case 'hammer-fell':
      return { ...lot, phase: event.outcome, closedAt: event.closedAt };
    case 'reserve-opened':
      return lot;
    case 'settlement-begun':
      return { ...lot, phase: 'settling' };
    case 'lot-settled':
      return { ...lot, phase: 'settled' };
    case 'settlement-failed':
      return lot;
    case 'lot-defaulted':
    case 'second-chance-offered':
    case 'second-chance-taken':
    case 'second-chance-declined':
      return foldDefault(lot, event);
  }
}

/** Bidding ends: at its close, by the operator's word, or for somebody who buys the lot. */
function foldClosing(lot: Lot, event: Extract<LotEvent, { kind: 'lot-closing' }>): Lot {
  const { closesAt, purchase: bidId, desk } = event;
  const before = lot.closesAt === undefined ? {} : { closesAt: lot.closesAt };
  return {
    ...lot,
    phase: 'closing',
    closesAt,
    ...(bidId === undefined ? {} : { purchase: { bidId, ...before } }),
    ...(desk ? { isHammerCalled: true } : {}),
  };
}

/** The lot as it was before an offer to buy it ended its bidding. */
export function reopened(lot: Lot): Lot {
  const closesAt = lot.purchase?.closesAt;
  const clock = closesAt === undefined ? {} : { closesAt };
  return { ...forget(lot, 'purchase', 'closesAt'), phase: 'open', ...clock };
}

/** Bidding goes on where an offer to buy the lot has come to nothing. */
const withoutPurchase = (lot: Lot, bidId: BidId): Lot =>
  lot.purchase?.bidId === bidId ? reopened(lot) : lot;

/** A winner who defaults is dismissed, and so is a runner-up who lets his chance go by. */
function foldDefault(
  lot: Lot,
  event: Extract<LotEvent, { kind: 'lot-defaulted' | `second-chance-${string}` }>,
): Lot {
  const { secondChance } = lot;
  switch (event.kind) {
    case 'lot-defaulted': {
      const { leader } = lot;
      const gone: readonly Paddle[] = leader ? [leader.paddle] : [];
      return { ...lot, phase: 'defaulted', dismissed: [...lot.dismissed, ...gone] };
    }
    case 'second-chance-offered': {
      const { paddle, hammerWei, premiumWei, expiresAt } = event;
      return { ...lot, secondChance: { paddle, hammerWei, premiumWei, expiresAt } };
    }
    case 'second-chance-declined': {
      invariant(secondChance !== undefined, 'a chance is declined that was offered');
      const dismissed = [...lot.dismissed, secondChance.paddle];
      return { ...forget(lot, 'secondChance'), dismissed };
    }
    case 'second-chance-taken': {
      const leader = secondChance && lot.best.get(secondChance.paddle);
      invariant(leader !== undefined, 'a chance is taken by one who bid');
      const priceWei = secondChance?.hammerWei ?? leader.priceWei;
      return { ...forget(lot, 'secondChance'), phase: 'sold', leader, priceWei };
    }
  }
}

/**
 * A close that moves by less than the warning does not call it off. A second warning was given
 * halfway: where more than that is left again, the lot is back at its first.
 */
function withWarningKept(before: Lot, lot: Lot, at: Instant, keepsWarning: number): Lot {
  const wasWarned = before.phase === 'fair-warning' || before.phase === 'second-warning';
  if (!wasWarned || lot.phase !== 'open' || lot.closesAt === undefined) return lot;
  const leftMs = lot.closesAt - at;
  if (leftMs > keepsWarning) return lot;
  const isSecond = before.phase === 'second-warning' && leftMs <= secondWarningMs(keepsWarning);
  return { ...lot, phase: isSecond ? 'second-warning' : 'fair-warning' };
}

/** A close that moves calls off a fair warning: it is given again before the new one. */
function foldAccepted(lot: Lot, event: Extract<LotEvent, { kind: 'bid-accepted' }>): Lot {
  const { bid, leader, priceWei, closesAt, extended } = event;
  // A bid that was placed before an offer to buy the lot undoes it.
  const base = lot.purchase ? foldPurchase(lot, lot.purchase.bidId === bid.id) : lot;
  const phase: LotPhase = extended ? 'open' : base.phase;
  return {
    ...withoutWaiting(base, bid.id),
    phase,
    closesAt,
    extensions: lot.extensions + (extended ? 1 : 0),
    bids: lot.bids.with(bid),
    priceWei,
    accepted: lot.accepted + 1,
    leader: leader === bid.paddle ? bid : (lot.leader ?? bid),
    best: withBest(lot.best, lot.terms, bid),
  };
}

const foldPurchase = (lot: Lot, isTaken: boolean): Lot =>
  isTaken ? forget(lot, 'purchase') : reopened(lot);

function openUntil(lot: Lot, closesAt: Instant | undefined): Lot {
  const clock = closesAt === undefined ? {} : { closesAt };
  return { ...forget(lot, 'remainingMs', 'isHammerCalled'), phase: 'open', ...clock };
}

/** The lead returns to the best of the bids that still stand; one that waited is let go. */
function foldVoided(lot: Lot, bidId: BidId): Lot {
  const waiting = withoutPurchase(withoutWaiting(lot, bidId), bidId);
  if (waiting.held.length < lot.held.length || waiting.absentee.length < lot.absentee.length) {
    return waiting;
  }
  const bids = lot.bids.slice().filter(({ id }) => id !== bidId);
  let standing: Standing | undefined;
  for (const bid of bids) standing = standingAfter(lot.terms, standing, bid);
  return {
    ...forget(lot, 'leader', 'priceWei'),
    ...standing,
    bids: GrowingList.of(bids),
    best: bids.reduce(
      (best, bid) => withBest(best, lot.terms, bid),
      PersistentMap.of<Paddle, AcceptedBid>(),
    ),
  };
}

function withBest(
  best: PersistentMap<Paddle, AcceptedBid>,
  terms: Terms,
  bid: AcceptedBid,
): PersistentMap<Paddle, AcceptedBid> {
  const before = best.get(bid.paddle);
  if (before && ceilingWei(terms, before) >= ceilingWei(terms, bid)) return best;
  return best.with(bid.paddle, bid);
}

/** The lot without a bid that waited for its ruling. */
function withoutWaiting(lot: Lot, id: BidId): Lot {
  if (lot.held.length === 0 && lot.absentee.length === 0) return lot;
  return { ...lot, held: without(lot.held, id), absentee: without(lot.absentee, id) };
}

/** A lot without what no longer holds. */
function forget<Key extends keyof Lot>(lot: Lot, ...keys: Key[]): Omit<Lot, Key> {
  const gone: readonly string[] = keys;
  return Object.fromEntries(Object.entries(lot).filter(([key]) => !gone.includes(key))) as Omit<
    Lot,
    Key
  >;
}

const without = (bids: readonly Bid[], id: BidId): readonly Bid[] =>
  bids.length === 0 ? bids : bids.filter((bid) => bid.id !== id);
