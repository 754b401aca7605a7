import type { Means } from '../accounts.js';
import type { LotEvent } from '../events.js';
import type { BidId, Instant } from '../ids.js';
import { acceptPurchase, isPurchase } from './buy-now.js';
import { foldLot, reopened } from './fold-lot.js';
import type { Bid, Lot, Refusal } from './lot.js';
import { accept, reasonToRefuse, refuse } from './rule-on-bid.js';

/** What a bidder can bid on the lot by now, or why he cannot bid at all. */
export type MeansOf = (bid: Bid) => Means | Refusal;

/** A bidder who is bound by nothing but the lot's own rules. */
export const UNBOUND: MeansOf = () => ({});

/** What a lot's waiting bids came to. */
export interface Rulings {
  readonly events: LotEvent[];
  /** The lot once the events have happened to it. */
  readonly lot: Lot;
}

/** Rules on the bids that were held, by when they were placed; of equals the first received. */
export const ruleOnHeld = (lot: Lot, at: Instant, meansOf: MeansOf): Rulings =>
  ruleInOrder(lot, lot.held, at, meansOf);

/** Rules on the bids that were left before the opening, likewise. */
export const ruleOnAbsentee = (lot: Lot, at: Instant, meansOf: MeansOf): Rulings =>
  ruleInOrder(lot, lot.absentee, at, meansOf);

function ruleInOrder(lot: Lot, bids: readonly Bid[], at: Instant, meansOf: MeansOf): Rulings {
  const events: LotEvent[] = [];
  const asked = lot.purchase?.bidId;
  let after = lot;
  for (const bid of bids.toSorted((a, b) => a.placedAt - b.placedAt)) {
    for (const event of ruleOnWaiting(after, bid, at, meansOf, asked)) {
      events.push(event);
      after = foldLot(after, event);
    }
  }
  return { events, lot: after };
}

/** @param asked - the offer to buy the lot that ended its bidding, if one did */
function ruleOnWaiting(
  lot: Lot,
  bid: Bid,
  at: Instant,
  meansOf: MeansOf,
  asked: BidId | undefined,
): LotEvent[] {
  // Until the purchase has had its turn, the lot is ruled on as if nobody had asked for it.
  const judged = lot.purchase ? reopened(lot) : lot;
  const means = meansOf(bid);
  if (typeof means === 'string') return [refuse(judged, bid, at, means)];
  if (bid.id === asked && judged.leader) return [refuse(judged, bid, at, 'BUY_NOW_OVER')];
  const why = reasonToRefuse(judged, bid, means);
  if (why) return [refuse(judged, bid, at, why)];
  return isPurchase(judged, bid) ? buyInTurn(lot, bid, at) : [accept(judged, bid, at)];
}

/** The purchase goes through. What was placed after it finds the lot closed. */
function buyInTurn(lot: Lot, bid: Bid, at: Instant): LotEvent[] {
  const bought = acceptPurchase(lot, bid, at);
  const { id: lotId, phase, closesAt } = foldLot(lot, bought);
  return phase === 'closing' || closesAt === undefined
    ? [bought]
    : [bought, { kind: 'lot-closing', lotId, at, closesAt }];
}
