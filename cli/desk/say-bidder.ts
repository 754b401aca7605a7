import type { BidderSheet, HeldLot } from '../../engine/app/desk/bidder-sheet.js';

/** How a bidder stands, in a few words. */
export function sayBidder(bidder: BidderSheet): string {
  return [
    ...(bidder.blocked ? ['blocked'] : []),
    `deposit ${bidder.depositEth} ETH`,
    ...(bidder.owedEth === '0' ? [] : [`owes ${bidder.owedEth} ETH`]),
    ...(bidder.leads.length === 0 ? [] : [`leads ${sayHeld(bidder.leads)}`]),
    bidder.freeEth === null ? 'free to bid' : `free to bid ${bidder.freeEth} ETH`,
  ].join(', ');
}

/** Lots that a bidder leads or has won, with their prices. */
export const sayHeld = (lots: readonly HeldLot[]): string =>
  lots.map(({ lot, priceEth }) => `lot ${lot} at ${priceEth} ETH`).join(', ');
