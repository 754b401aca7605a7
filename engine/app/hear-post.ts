import { parseBidText } from '../domain/bid-text/parse-bid-text.js';
import type { Offer } from '../domain/events.js';
import type { Address, BidId } from '../domain/ids.js';
import type { Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import { parseClaim } from '../domain/registration.js';
import type { Currency } from '../domain/bid-text/reading.js';
import type { Errand } from '../ports/outbox.js';

/** What a post comes to: a move for the floor, or words for the host. */
export type Hearing =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'talk'; readonly errand: Errand };

/**
 * Reads one post. Words that are no bid go to the host, who can answer and move nothing.
 *
 * @param checksum - puts an address into its checksummed form
 */
export function hearPost(
  post: Post,
  context: {
    readonly hostHandle: string;
    readonly lotCurrency: Currency;
    readonly lotIsOpen: boolean;
    readonly checksum: (address: Address) => Address;
  },
): Hearing {
  const at = post.receivedAt;
  const sourceId = `${post.source}-${post.id}`;

  const claimed = parseClaim(post.text);
  if (claimed) {
    const address = context.checksum(claimed);
    const { authorId: xUserId, handle } = post;
    return { kind: 'move', move: { kind: 'claim-wallet', at, sourceId, xUserId, handle, address } };
  }

  const { hostHandle, lotCurrency } = context;
  const reading = parseBidText(post.text, { hostHandle, lotCurrency });
  const isTalk = reading.kind === 'none' || (reading.kind === 'ambiguous' && !context.lotIsOpen);
  if (isTalk) return { kind: 'talk', errand: { kind: 'answer', id: `answer-${sourceId}`, post } };

  const offer: Offer = {
    id: sourceId as BidId,
    source: post.source,
    ...(reading.kind === 'bid' ? { amount: reading.amount, currency: reading.currency } : {}),
    xUserId: post.authorId,
    handle: post.handle,
    placedAt: post.placedAt,
    receivedAt: at,
  };
  return { kind: 'move', move: { kind: 'offer', at, offer } };
}
