import type { AuctionEvent } from './events.js';

/**
 * What the outside calls the thing that an event answers for, or undefined for an event of our own
 * making. No key stands twice in one book: the second lock against ruling on a thing twice.
 */
export function sourceKey(event: AuctionEvent): string | undefined {
  switch (event.kind) {
    case 'bid-accepted':
    case 'bid-refused':
      return `ruled ${event.bid.id}`;
    // Named by its holding, so that its ruling may follow.
    case 'bid-held':
      return `held ${event.bid.id}`;
    case 'offer-refused':
      return `ruled ${event.offer.id}`;
    case 'deposit-credited':
    case 'wallet-claimed':
      return event.sourceId;
    default:
      return undefined;
  }
}
