import type { AuctionEvent } from './events.js';
import type { BidId } from './ids.js';
import type { Move } from './moves.js';
import type { Post } from './post.js';

/**
 * What the outside calls the thing that an event answers for, or undefined for an event of our own
 * making. No key stands twice in one book: the second lock against ruling on a thing twice.
 */
export function sourceKey(event: AuctionEvent): string | undefined {
  switch (event.kind) {
    case 'bid-accepted':
    case 'bid-refused':
      return ruled(event.bid.id);
    // Named by their waiting, so that their ruling may follow.
    case 'bid-held':
      return held(event.bid.id);
    case 'absentee-left':
      return left(event.bid.id);
    case 'offer-refused':
      return ruled(event.offer.id);
    default:
      if ('desk' in event) return event.desk.id;
      return 'sourceId' in event ? event.sourceId : undefined;
  }
}

/**
 * The keys of which one stands in the book once a move was ruled on. None for a move that may
 * come again: the clock, a settlement, the opening and the seal.
 */
export function sourceKeysOf(move: Move): readonly string[] {
  switch (move.kind) {
    case 'offer':
      return keysOfBid(move.offer.id);
    case 'open-auction':
    case 'tick':
    case 'record-settlement':
    case 'seal-book':
      return [];
    default:
      return ['desk' in move ? move.desk.id : move.sourceId];
  }
}

/** The keys of which one stands in the book once a bid was heard. */
export const keysOfBid = (id: BidId): readonly string[] => [ruled(id), held(id), left(id)];

/** What a post or chat message is called wherever it is named: its source, a dash, its id. */
export const postName = ({ source, id }: Pick<Post, 'source' | 'id'>): string => `${source}-${id}`;

/**
 * The keys of which one stands in the book once an offer or anything else that was read from a
 * post was ruled on, whatever it came to.
 */
export const keysOfPost = (post: Pick<Post, 'source' | 'id'>): readonly string[] => {
  const name = postName(post);
  return [name, ruled(name), held(name), left(name)];
};

const ruled = (id: string): string => `ruled ${id}`;
const held = (id: string): string => `held ${id}`;
const left = (id: string): string => `left ${id}`;
