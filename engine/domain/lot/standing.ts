import type { Wei } from '../ids.js';
import { stepWei } from './ask.js';
import type { AcceptedBid, Bid, Lot } from './lot.js';
import type { Terms } from './terms.js';

/** Who leads a lot, and at what price. */
export interface Standing<Leader extends Bid = AcceptedBid> {
  readonly leader: Leader;
  readonly priceWei: Wei;
}

/** Whether the house bids for its owner up to its maximum: on such terms, or because it was left. */
export const isProxied = ({ proxy }: Terms, { isAbsentee }: Bid): boolean =>
  proxy || isAbsentee === true;

/** The most a bid can come to: its maximum where the house bids for its owner, else its amount. */
export function ceilingWei(terms: Terms, bid: Bid): Wei {
  return isProxied(terms, bid) ? (bid.maxWei ?? bid.amountWei) : bid.amountWei;
}

/** Who leads, if anybody. */
export function standingOf({ leader, priceWei }: Lot): Standing | undefined {
  return leader && priceWei !== undefined ? { leader, priceWei } : undefined;
}

/** Who leads at what price once `bid` is taken. Whether it may be taken is ruled elsewhere. */
export function standingAfter<Leader extends Bid>(
  terms: Terms,
  standing: Standing<Leader> | undefined,
  bid: Leader,
): Standing<Leader> {
  const isAgainstProxy = standing !== undefined && isProxied(terms, standing.leader);
  if (!isAgainstProxy && !isProxied(terms, bid)) return { leader: bid, priceWei: bid.amountWei };
  const { leader, priceWei } = secondPrice(terms, standing, bid);
  return isProxied(terms, leader)
    ? { leader, priceWei: raisedToReserve(terms, ceilingWei(terms, leader), priceWei) }
    : { leader, priceWei: leader.amountWei };
}

/** The second highest maximum and its step, at most the highest; the earlier of equals leads. */
function secondPrice<Leader extends Bid>(
  terms: Terms,
  standing: Standing<Leader> | undefined,
  bid: Leader,
): Standing<Leader> {
  if (!standing) return { leader: bid, priceWei: terms.startWei };
  // A bidder who raises his own maximum does not bid against himself.
  if (standing.leader.paddle === bid.paddle) return { leader: bid, priceWei: standing.priceWei };

  const oldWei = ceilingWei(terms, standing.leader);
  const newWei = ceilingWei(terms, bid);
  const [leader, highWei, secondWei] =
    newWei > oldWei ? [bid, newWei, oldWei] : [standing.leader, oldWei, newWei];
  const wantedWei = (secondWei + stepWei(terms.increment, secondWei)) as Wei;
  return { leader, priceWei: wantedWei < highWei ? wantedWei : highWei };
}

/** The house bids for its bidder up to the reserve, where his maximum reaches it. */
function raisedToReserve({ reserveWei }: Terms, maximumWei: Wei, priceWei: Wei): Wei {
  if (reserveWei === undefined || reserveWei > maximumWei) return priceWei;
  return reserveWei > priceWei ? reserveWei : priceWei;
}
