import type { LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import { invariant } from '../invariant.js';
import { askAbove } from './ask.js';
import { isAfterClose } from './clock.js';
import type { Bid, Lot } from './lot.js';
import type { Terms } from './terms.js';

/**
 * Whether an offer buys its lot at once: made while there is no bid, at the price or above. Once
 * there is one, an offer of that amount is a bid like any other. A bid left before the opening
 * never buys.
 */
export const isPurchase = ({ terms, leader }: Lot, { amountWei, isAbsentee }: Bid): boolean =>
  terms.buyNowWei !== undefined &&
  leader === undefined &&
  isAbsentee !== true &&
  amountWei >= terms.buyNowWei;

/** Whether a lot was bought at once: only then is its leader late for the very close he set. */
export const isBought = ({ terms, leader, closesAt }: Lot): boolean =>
  leader !== undefined &&
  leader.isAbsentee !== true &&
  leader.priceWei === terms.buyNowWei &&
  closesAt !== undefined &&
  isAfterClose(terms, closesAt, leader.placedAt);

/**
 * Ends bidding for an offer that buys the lot. With a delivery grace it waits its turn: a bid that
 * was placed before it goes first, and then there is nothing left to buy (`BUY_NOW_OVER`), and
 * bidding goes on to the close it had.
 */
export function buyNow(lot: Lot, bid: Bid, at: Instant): LotEvent[] {
  const { id: lotId, terms } = lot;
  const closesAt = endBefore(terms, bid);
  if (terms.deliveryGraceMs === 0) {
    return [acceptPurchase(lot, bid, at), { kind: 'lot-closing', lotId, at, closesAt }];
  }
  return [
    { kind: 'bid-held', lotId, at, bid },
    { kind: 'lot-closing', lotId, at, closesAt, purchase: bid.id },
  ];
}

/** The lot is bought: at the price that was named, however much more was offered. */
export function acceptPurchase({ id, terms }: Lot, bid: Bid, at: Instant): LotEvent {
  const { buyNowWei: priceWei } = terms;
  invariant(priceWei !== undefined, 'only a lot with a price is bought at once');
  return {
    kind: 'bid-accepted',
    lotId: id,
    at,
    bid: { ...bid, priceWei },
    leader: bid.paddle,
    priceWei,
    askWei: askAbove(terms, priceWei),
    closesAt: endBefore(terms, bid),
    extended: false,
  };
}

/** The close that makes late whatever was not placed before the purchase. */
const endBefore = ({ endInclusive }: Terms, { placedAt }: Bid): Instant =>
  (placedAt - (endInclusive ? 1 : 0)) as Instant;
