import type { Instant } from '../ids.js';
import type { Bid, Lot } from './lot.js';
import { isProxied } from './standing.js';
import type { Terms } from './terms.js';

/** Where the close stands once a bid is taken. */
export interface Close {
  readonly closesAt: Instant;
  readonly extended: boolean;
}

/** Whether bids can still be taken, those that are waited for among them, as far as the phase goes. */
export const isOpen = ({ phase }: Pick<Lot, 'phase'>): boolean =>
  phase === 'closing' || isBidding({ phase });

/** Whether bidding goes on: open, warned or not. */
export const isBidding = ({ phase }: Pick<Lot, 'phase'>): boolean =>
  phase === 'open' || phase === 'fair-warning' || phase === 'second-warning';

/** Whether an instant is too late to bid. Times are milliseconds, and so is the inclusive edge. */
export function isAfterClose(terms: Terms, closesAt: Instant, at: Instant): boolean {
  return terms.endInclusive ? at > closesAt : at >= closesAt;
}

/** How long before the close the second warning is given, where the first lasts so long. */
export const secondWarningMs = (fairWarningMs: number): number => Math.floor(fairWarningMs / 2);

/** When the hammer may fall: the first instant too late to bid, and the delivery grace over. */
export function closeDueAt(lot: Lot): Instant | undefined {
  if (!isOpen(lot) || lot.closesAt === undefined) return undefined;
  const { endInclusive, deliveryGraceMs } = lot.terms;
  return (lot.closesAt + deliveryGraceMs + (endInclusive ? 1 : 0)) as Instant;
}

/** When bidding is over, and only what was placed in time is still waited for. */
export function closingDueAt(lot: Lot): Instant | undefined {
  if (!isBidding(lot) || lot.closesAt === undefined || lot.terms.deliveryGraceMs === 0) {
    return undefined;
  }
  return (lot.closesAt + (lot.terms.endInclusive ? 1 : 0)) as Instant;
}

/** The close once a bid is taken: the clock started, or moved by a late bid. */
export function closeAfterBid(lot: Lot, bid: Bid): Close {
  const { terms, leader } = lot;
  const { paddle, placedAt } = bid;
  const { softClose } = terms;
  // A bid that was left before the opening counts from there.
  const from = placedAt > terms.opensAt ? placedAt : terms.opensAt;
  const closesAt = lot.closesAt ?? ((from + terms.durationMs) as Instant);
  const kept = { closesAt, extended: false };

  const isFirst = leader === undefined;
  const raisesOwnMaximum = leader?.paddle === paddle && isProxied(terms, bid);
  if (!softClose || raisesOwnMaximum || (isFirst && !terms.firstBidExtends)) return kept;
  if (lot.isHammerCalled === true || closesAt - from >= softClose.windowMs) return kept;
  if (lot.extensions >= (softClose.maxExtensions ?? Infinity)) return kept;

  const moved = ((softClose.from === 'now' ? from : closesAt) + softClose.extendToMs) as Instant;
  return moved > closesAt ? { closesAt: moved, extended: true } : kept;
}
