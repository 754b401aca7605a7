import type { AuctionOpening } from './auction.js';
import type { Desk, Offer } from './events.js';
import type { Address, BidId, Hash, Instant, LotId, Paddle, Wei, XUserId } from './ids.js';
import type { BidSource } from './post.js';

/** What the operator asks of one lot. Rehearsals and the floor share these. */
export type LotMove = {
  readonly lotId: LotId;
  readonly at: Instant;
  readonly desk: Desk;
} & (
  | { readonly kind: 'open-lot' }
  | { readonly kind: 'pause-lot' }
  | { readonly kind: 'resume-lot' }
  | { readonly kind: 'extend-lot'; readonly byMs: number }
  | { readonly kind: 'hammer-lot' }
  | { readonly kind: 'withdraw-lot' }
  | { readonly kind: 'void-bid'; readonly bidId: BidId }
  | { readonly kind: 'default-lot' }
  | { readonly kind: 'answer-second-chance'; readonly answer: 'taken' | 'declined' }
);

/** What the operator asks of the room. */
export type RoomMove = { readonly at: Instant; readonly desk: Desk } & (
  | { readonly kind: 'show-lot'; readonly lotId: LotId }
  /** The lots named come first, in this order; the others that are not open yet follow. */
  | { readonly kind: 'reorder-lots'; readonly order: readonly LotId[] }
  | { readonly kind: 'block-bidder'; readonly paddle: Paddle }
  | { readonly kind: 'unblock-bidder'; readonly paddle: Paddle }
  | { readonly kind: 'limit-bidder'; readonly paddle: Paddle; readonly limitWei: Wei | null }
);

/** What the operator can ask. */
export type DeskMove = LotMove | RoomMove;

/** Everything that can change an auction. `at` is when it reached the floor's door. */
export type Move =
  | DeskMove
  | { readonly kind: 'open-auction'; readonly at: Instant; readonly opening: AuctionOpening }
  /** An offer read from words, from the chain or typed by the operator. */
  | { readonly kind: 'offer'; readonly at: Instant; readonly offer: Offer }
  | {
      readonly kind: 'claim-wallet';
      readonly at: Instant;
      readonly sourceId: string;
      readonly xUserId: XUserId;
      readonly handle: string;
      readonly address: Address;
    }
  | {
      readonly kind: 'credit-deposit';
      readonly at: Instant;
      readonly sourceId: string;
      readonly address: Address;
      readonly xUserId: XUserId | null;
      readonly amountWei: Wei;
    }
  /** The chain undid a deposit or a bid that was told before. */
  | {
      readonly kind: 'revert-deposit';
      readonly at: Instant;
      readonly sourceId: string;
      readonly address: Address;
      readonly amountWei: Wei;
    }
  /** A runner-up's own answer to his second chance. */
  | {
      readonly kind: 'hear-second-chance';
      readonly at: Instant;
      readonly sourceId: string;
      readonly lotId: LotId;
      readonly xUserId: XUserId;
      readonly answer: 'taken' | 'declined';
    }
  | {
      readonly kind: 'count-flood';
      readonly at: Instant;
      readonly sourceId: string;
      readonly source: BidSource;
      readonly xUserId: XUserId | null;
      readonly count: number;
    }
  /** The clock. Whatever fell due up to `at` happens, in order. */
  | { readonly kind: 'tick'; readonly at: Instant }
  | {
      readonly kind: 'record-settlement';
      readonly at: Instant;
      readonly lotId: LotId;
      /** Whom the lot was to be settled with; by now it may be sold to somebody else. */
      readonly winner?: Paddle;
      readonly result:
        | { readonly kind: 'settled'; readonly txHash: Hash; readonly tokenOwner: Address }
        | { readonly kind: 'failed'; readonly reason: string };
    }
  /** The house stops in good order. It may open again, and the book goes on. */
  | { readonly kind: 'seal-book'; readonly at: Instant };

/**
 * What stands behind a move, as the book names it: the post, the message, the transaction, the
 * operator's move, or the house itself.
 */
export function causeOf(move: Move): string {
  switch (move.kind) {
    case 'offer':
      return move.offer.id;
    case 'claim-wallet':
    case 'credit-deposit':
    case 'revert-deposit':
    case 'hear-second-chance':
    case 'count-flood':
      return move.sourceId;
    case 'record-settlement':
      return move.result.kind === 'settled' ? `chain-${move.result.txHash}` : 'house';
    case 'tick':
      return 'clock';
    case 'open-auction':
    case 'seal-book':
      return 'house';
    default:
      return move.desk.id;
  }
}
