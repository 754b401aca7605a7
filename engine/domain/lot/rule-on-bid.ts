import type { LotEvent } from '../events.js';
import type { Means } from '../accounts.js';
import type { Instant } from '../ids.js';
import { invariant } from '../invariant.js';
import { askAbove, askingBidWei } from './ask.js';
import { closeAfterBid, isAfterClose, isOpen } from './clock.js';
import { foldLot } from './fold-lot.js';
import type { Bid, Lot, Refusal } from './lot.js';
import { ceilingWei, standingAfter, standingOf } from './standing.js';
import type { Terms } from './terms.js';

/**
 * Rules on one bid: it is accepted, refused with a reason, or held until the delivery grace ends.
 *
 * Pure: the same lot and bid always get the same ruling. Whether the bid was in time is judged by
 * when it was placed, and so is a soft close; bids are ruled on in the order they are received.
 *
 * @param at - when the floor rules, for the book; the ruling itself goes by the bid's own times
 * @param means - the most the bidder can bid on this lot
 */
export function ruleOnBid(lot: Lot, bid: Bid, at: Instant, means: Means = {}): LotEvent[] {
  if (!mustWait(lot, bid)) return [ruleNow(lot, bid, at, means)];
  const beyond = reasonOfMeans(lot, bid, means);
  if (beyond) return [refusal(lot, bid, at, beyond)];
  return [{ kind: 'bid-held', lotId: lot.id, at, bid }];
}

/** Rules on the bids that were held, by when they were placed; of equals the first received. */
export function ruleOnHeld(lot: Lot, at: Instant): { readonly events: LotEvent[]; lot: Lot } {
  const events: LotEvent[] = [];
  let after = lot;
  for (const bid of lot.held.toSorted((a, b) => a.placedAt - b.placedAt)) {
    const event = ruleNow(after, bid, at, {});
    events.push(event);
    after = foldLot(after, event);
  }
  return { events, lot: after };
}

function ruleNow(lot: Lot, bid: Bid, at: Instant, means: Means): LotEvent {
  invariant(bid.lotId === lot.id, 'a bid is ruled on by its own lot');
  const why = reasonToRefuse(lot, bid, means);
  if (why) return refusal(lot, bid, at, why);

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

function refusal(lot: Lot, bid: Bid, at: Instant, why: Refusal): LotEvent {
  return { kind: 'bid-refused', lotId: lot.id, at, bid, why, askWei: askingBidWei(lot) };
}

/** What arrives within the delivery grace waits: a bid placed before it may still be on its way. */
function mustWait(lot: Lot, bid: Bid): boolean {
  const { terms, closesAt } = lot;
  if (!isOpen(lot) || closesAt === undefined) return false;
  if (!isAfterClose(terms, closesAt, bid.receivedAt)) return false;
  if (isTooLate(terms, closesAt, bid)) return false;
  // Placed after the close it can count only if a bid on its way moves the close.
  return !isAfterClose(terms, closesAt, bid.placedAt) || terms.softClose !== undefined;
}

/** Received when the grace had run out. */
function isTooLate(terms: Terms, closesAt: Instant, { receivedAt }: Bid): boolean {
  return isAfterClose(terms, (closesAt + terms.deliveryGraceMs) as Instant, receivedAt);
}

function reasonToRefuse(lot: Lot, bid: Bid, means: Means): Refusal | undefined {
  return reasonOfPhase(lot) ?? reasonOfTime(lot, bid) ?? reasonOfAmount(lot, bid, means);
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
  if (bid.placedAt < terms.opensAt) return 'EARLY';
  if (closesAt === undefined) return undefined;
  const late = isAfterClose(terms, closesAt, bid.placedAt) || isTooLate(terms, closesAt, bid);
  return late ? 'LATE' : undefined;
}

function reasonOfAmount(lot: Lot, bid: Bid, means: Means): Refusal | undefined {
  const { terms, leader } = lot;
  const offeredWei = ceilingWei(terms, bid);
  const leads = leader?.paddle === bid.paddle;
  if (leads && terms.selfRaise === 'refuse') return 'ALREADY_HIGH_BIDDER';
  if (leads && terms.proxy) {
    if (offeredWei <= ceilingWei(terms, leader)) return 'NOT_A_RAISE';
  } else {
    if (terms.reserveRule === 'on-bid' && offeredWei < (terms.reserveWei ?? 0n)) {
      return 'BELOW_RESERVE';
    }
    if (offeredWei < askingBidWei(lot)) return 'BELOW_ASK';
  }
  return reasonOfMeans(lot, bid, means);
}

function reasonOfMeans({ terms }: Lot, bid: Bid, means: Means): Refusal | undefined {
  const mostWei = ceilingWei(terms, bid);
  if (means.coveredWei !== undefined && mostWei > means.coveredWei) return 'INSUFFICIENT_DEPOSIT';
  return means.limitWei !== undefined && mostWei > means.limitWei ? 'OVER_LIMIT' : undefined;
}
