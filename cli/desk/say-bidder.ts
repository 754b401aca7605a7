import type { BidderSheet, HeldLot } from '../../engine/app/desk/bidder-sheet.js';

/** How a bidder stands, in a few words. */
export function sayBidder(bidder: BidderSheet): string {
  return [
    ...(bidder.blocked ? ['blocked'] : []),
    `deposit ${bidder.depositEth} ETH`,
    ...(bidder.owedEth === '0' ? [] : [`owes ${bidder.owedEth} ETH`]),
    ...(bidder.leads.length === 0 ? [] : [`leads ${sayHeld(bidder.leads)}`]),
    bidder.freeEth === null ? 'free to bid' : `free to bid ${roundedDown(bidder.freeEth)} ETH`,
  ].join(', ');
}

/** An amount for people, to four decimals: what it leaves out is less than anybody bids by. */
export const roundedDown = (eth: string): string => eth.replace(/(\.\d{4})\d+$/, '$1');

/** Lots that a bidder leads or has won, with their prices. */
export const sayHeld = (lots: readonly HeldLot[]): string =>
  lots.map(({ lot, priceEth }) => `lot ${lot} at ${priceEth} ETH`).join(', ');
