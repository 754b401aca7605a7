import type { LotEvent } from '../events.js';
import type { Instant, Paddle, Wei } from '../ids.js';
import { premiumOf } from '../money.js';
import type { AcceptedBid, Lot } from './lot.js';
import { ceilingWei } from './standing.js';

/**
 * Offers a lot whose winner has defaulted to the best bidder left, at the most he bid; nothing
 * where there is none, or none that reaches the reserve.
 *
 * @param mayHave - whether a bidder may still buy for so much
 */
export function offerSecondChance(
  lot: Lot,
  at: Instant,
  premiumBps: number,
  lastsMs: number,
  mayHave: (paddle: Paddle, hammerWei: Wei) => boolean,
): LotEvent[] {
  const bid = runnerUpOf(lot, mayHave);
  if (!bid) return [];
  const hammerWei = ceilingWei(lot.terms, bid);
  const premiumWei = premiumOf(hammerWei, premiumBps);
  const expiresAt = (at + lastsMs) as Instant;
  const { paddle } = bid;
  const terms = { paddle, hammerWei, premiumWei, expiresAt };
  return [{ kind: 'second-chance-offered', lotId: lot.id, at, ...terms }];
}

/** The highest of the bidders who are not dismissed; of equals the one whose bid came first. */
function runnerUpOf(
  { best, dismissed, terms }: Lot,
  mayHave: (paddle: Paddle, hammerWei: Wei) => boolean,
): AcceptedBid | undefined {
  let highest: AcceptedBid | undefined;
  for (const bid of best.values()) {
    const mostWei = ceilingWei(terms, bid);
    if (dismissed.includes(bid.paddle) || mostWei < (terms.reserveWei ?? 0n)) continue;
    if (highest && mostWei <= ceilingWei(terms, highest)) continue;
    if (mayHave(bid.paddle, mostWei)) highest = bid;
  }
  return highest;
}
