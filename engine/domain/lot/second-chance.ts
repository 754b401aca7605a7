import type { LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import { premiumOf } from '../money.js';
import type { AcceptedBid, Lot } from './lot.js';
import { ceilingWei } from './standing.js';

/**
 * Offers a lot whose winner has defaulted to the best bidder left, at the most he bid; nothing
 * where there is none, or none that reaches the reserve.
 */
export function offerSecondChance(
  lot: Lot,
  at: Instant,
  premiumBps: number,
  lastsMs: number,
): LotEvent[] {
  const bid = runnerUpOf(lot);
  if (!bid) return [];
  const hammerWei = ceilingWei(lot.terms, bid);
  const premiumWei = premiumOf(hammerWei, premiumBps);
  const expiresAt = (at + lastsMs) as Instant;
  const { paddle } = bid;
  const terms = { paddle, hammerWei, premiumWei, expiresAt };
  return [{ kind: 'second-chance-offered', lotId: lot.id, at, ...terms }];
}

/** The highest of the bidders who are not dismissed; of equals the one whose bid came first. */
function runnerUpOf({ best, dismissed, terms }: Lot): AcceptedBid | undefined {
  let highest: AcceptedBid | undefined;
  for (const bid of best.values()) {
    if (dismissed.includes(bid.paddle)) continue;
    if (ceilingWei(terms, bid) < (terms.reserveWei ?? 0n)) continue;
    if (!highest || ceilingWei(terms, bid) > ceilingWei(terms, highest)) highest = bid;
  }
  return highest;
}
