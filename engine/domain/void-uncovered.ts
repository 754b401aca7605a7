import { meansOf } from './accounts.js';
import type { Auction } from './auction.js';
import type { AuctionEvent } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { DeskId, Instant } from './ids.js';
import { isOpen } from './lot/clock.js';
import type { AcceptedBid } from './lot/lot.js';
import { ceilingWei } from './lot/standing.js';

/**
 * Voids, one by one, the leads that no deposit covers any more: the chain took the money back, or
 * the lead fell back to a bidder who has bound it elsewhere. Nobody leads with money that is not
 * there. A limit set by the operator voids nothing.
 *
 * @param cause - what made it so; the house's own moves are named after it
 */
export function voidUncovered(auction: Auction, at: Instant, cause: string): AuctionEvent[] {
  const events: AuctionEvent[] = [];
  let after = auction;
  for (;;) {
    const bid = uncoveredLead(after);
    if (!bid) return events;
    const { lotId, id: bidId } = bid;
    const id = `desk-${cause}-${bidId}` as DeskId;
    const desk = { id, by: 'house', why: 'The deposit does not cover it any more.' };
    const voided: AuctionEvent = { kind: 'bid-voided', lotId, at, bidId, desk };
    events.push(voided);
    after = foldAuction(after, voided);
  }
}

function uncoveredLead(auction: Auction): AcceptedBid | undefined {
  if (!auction.opening.depositRequired) return undefined;
  for (const lotId of auction.activeLotIds) {
    const lot = auction.lots.get(lotId);
    if (!lot?.leader || !(isOpen(lot) || lot.phase === 'paused')) continue;
    const { coveredWei } = meansOf(auction, lot.leader.paddle, lot);
    if (coveredWei !== undefined && ceilingWei(lot.terms, lot.leader) > coveredWei) {
      return lot.leader;
    }
  }
  return undefined;
}
