import type { AuctionOpening } from './auction.js';
import type { Offer } from './events.js';
import type { Address, BidId, Hash, Instant, LotId, Wei, XUserId } from './ids.js';

/** What can be asked of one lot. Rehearsals and the floor share these. */
export type LotMove =
  | { readonly kind: 'pause-lot'; readonly lotId: LotId; readonly at: Instant }
  | { readonly kind: 'resume-lot'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'extend-lot';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly byMs: number;
    }
  | { readonly kind: 'withdraw-lot'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'void-bid';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bidId: BidId;
    };

/** Everything that can change an auction. `at` is when it reached the floor's door. */
export type Move =
  | LotMove
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
  /** The clock. Whatever fell due up to `at` happens, in order. */
  | { readonly kind: 'tick'; readonly at: Instant }
  | {
      readonly kind: 'record-settlement';
      readonly at: Instant;
      readonly lotId: LotId;
      readonly result:
        | { readonly kind: 'settled'; readonly txHash: Hash; readonly tokenOwner: Address }
        | { readonly kind: 'failed'; readonly reason: string };
    }
  /** The house stops in good order. It may open again, and the book goes on. */
  | { readonly kind: 'seal-book'; readonly at: Instant };
