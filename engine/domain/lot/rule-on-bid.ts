import type { LotEvent } from '../events.js';
import type { Means } from '../accounts.js';
import type { Instant } from '../ids.js';
import { invariant } from '../invariant.js';
import { askAbove, askingBidWei } from './ask.js';
import { buyNow, isBought, isPurchase } from './buy-now.js';
import { closeAfterBid, isAfterClose, isOpen } from './clock.js';
import type { Bid, Lot, Refusal } from './lot.js';
import { ceilingWei, isProxied, standingAfter, standingOf } from './standing.js';
import type { Terms } from './terms.js';

/**
 * Rules on one bid: it is accepted, refused with a reason, left until the lot opens, or held until
 * the delivery grace ends.
 *
 * Pure: the same lot and bid always get the same ruling. Whether the bid was in time is judged by
 * when it was placed, and so is a soft close; bids are ruled on in the order they are received.
 *
 * @param at - when the floor rules, for the book; the ruling itself goes by the bid's own times
 * @param means - the most the bidder can bid on this lot
 */
export function ruleOnBid(lot: Lot, bid: Bid, at: Instant, means: Means = {}): LotEvent[] {
  if (lot.terms.absentee === true && isBeforeOpening(lot)) return [leave(lot, bid, at, means)];
  if (mustWait(lot, bid)) {
    const beyond = reasonOfMeans(lot, bid, means);
    if (beyond) return [refuse(lot, bid, at, beyond)];
    return [{ kind: 'bid-held', lotId: lot.id, at, bid }];
  }
  const why = reasonToRefuse(lot, bid, means);
  if (why) return [refuse(lot, bid, at, why)];
  return isPurchase(lot, bid) ? buyNow(lot, bid, at) : [accept(lot, bid, at)];
}

/** Why a bid is not taken now; undefined where it is. */
export function reasonToRefuse(lot: Lot, bid: Bid, means: Means): Refusal | undefined {
  if (isOpen(lot) && isBought(lot)) return 'LATE';
  return reasonOfPhase(lot) ?? reasonOfTime(lot, bid) ?? reasonOfAmount(lot, bid, means);
}

/** Takes a bid that nothing speaks against. */
export function accept(lot: Lot, bid: Bid, at: Instant): LotEvent {
  invariant(bid.lotId === lot.id, 'a bid is ruled on by its own lot');
  const { leader, priceWei } = standingAfter<Bid>(lot.terms, standingOf(lot), bid);
  const { closesAt, extended } = closeAfterBid(lot, bid);
  return {
    kind: 'bid-accepted',
    lotId: lot.id,
    at,
    bid: { ...bid, priceWei },
    leader: leader.paddle,
    priceWei,
    askWei: askAbove(lot.terms, priceWei),
    closesAt,
    extended,
  };
}

/** Refuses a bid, and says what the lot asks. */
export function refuse(lot: Lot, bid: Bid, at: Instant, why: Refusal): LotEvent {
  return { kind: 'bid-refused', lotId: lot.id, at, bid, why, askWei: askingBidWei(lot) };
}

const isBeforeOpening = ({ phase }: Lot): boolean =>
  phase === 'catalogued' || phase === 'previewed';

/** An absentee bid: what speaks against it now is said now; the rest when the lot opens. */
function leave(lot: Lot, bid: Bid, at: Instant, means: Means): LotEvent {
  const left = { ...bid, isAbsentee: true } as const;
  const isEarly = bid.placedAt < lot.terms.opensAt;
  const why = isEarly ? 'EARLY' : reasonOfAmount(lot, left, means);
  return why ? refuse(lot, left, at, why) : { kind: 'absentee-left', lotId: lot.id, at, bid: left };
}

/** What arrives within the delivery grace waits: a bid placed before it may still be on its way. */
function mustWait(lot: Lot, bid: Bid): boolean {
  const { terms, closesAt, phase } = lot;
  if (!isOpen(lot) || closesAt === undefined || isBought(lot)) return false;
  if (phase !== 'closing' && !isAfterClose(terms, closesAt, bid.receivedAt)) return false;
  if (isTooLate(terms, closesAt, bid)) return false;
  // Placed after the close it can count only if a bid on its way moves the close, or undoes it.
  const mayMove = terms.softClose !== undefined && lot.isHammerCalled !== true;
  return mayMove || lot.purchase !== undefined || !isAfterClose(terms, closesAt, bid.placedAt);
}

/** Received when the grace had run out. */
function isTooLate(terms: Terms, closesAt: Instant, { receivedAt }: Bid): boolean {
  return isAfterClose(terms, (closesAt + terms.deliveryGraceMs) as Instant, receivedAt);
}

function reasonOfPhase({ phase }: Lot): Refusal | undefined {
  switch (phase) {
    case 'catalogued':
    case 'previewed':
    case 'withdrawn':
      return 'LOT_NOT_OPEN';
    case 'sold':
    case 'passed':
    case 'settling':
    case 'settled':
    case 'defaulted':
      return 'LATE';
    case 'paused':
      return 'LOT_PAUSED';
    case 'open':
    case 'fair-warning':
    case 'second-warning':
    case 'closing':
      return undefined;
  }
}

function reasonOfTime({ terms, closesAt }: Lot, bid: Bid): Refusal | undefined {
  // What was left before the opening was in time then.
  if (bid.isAbsentee === true) return undefined;
  if (bid.placedAt < terms.opensAt) return 'EARLY';
  if (closesAt === undefined) return undefined;
  const late = isAfterClose(terms, closesAt, bid.placedAt) || isTooLate(terms, closesAt, bid);
  return late ? 'LATE' : undefined;
}

function reasonOfAmount(lot: Lot, bid: Bid, means: Means): Refusal | undefined {
  const { terms, leader } = lot;
  const offeredWei = ceilingWei(terms, bid);
  if (leader?.paddle === bid.paddle) {
    if (terms.selfRaise === 'refuse' && bid.isAbsentee !== true) return 'ALREADY_HIGH_BIDDER';
    if (isProxied(terms, leader)) {
      if (offeredWei <= ceilingWei(terms, leader)) return 'NOT_A_RAISE';
      if (isProxied(terms, bid)) return reasonOfMeans(lot, bid, means);
    }
  }
  if (terms.reserveRule === 'on-bid' && offeredWei < (terms.reserveWei ?? 0n)) {
    return 'BELOW_RESERVE';
  }
  return offeredWei < askingBidWei(lot) ? 'BELOW_ASK' : reasonOfMeans(lot, bid, means);
}

function reasonOfMeans({ terms }: Lot, bid: Bid, means: Means): Refusal | undefined {
  const mostWei = ceilingWei(terms, bid);
  if (means.coveredWei !== undefined && mostWei > means.coveredWei) return 'INSUFFICIENT_DEPOSIT';
  return means.limitWei !== undefined && mostWei > means.limitWei ? 'OVER_LIMIT' : undefined;
}
