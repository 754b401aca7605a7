import type { AuctionOpening, Bidder } from './auction.js';
import type { Currency } from './bid-text/reading.js';
import type { Address, BidId, Hash, Instant, LotId, Paddle, Wei, XUserId } from './ids.js';
import type { AcceptedBid, Bid, Refusal } from './lot/lot.js';
import type { BidSource } from './post.js';

/** What was offered, before anybody ruled on it. Holds no words: those stay X's. */
export interface Offer {
  /** Unique and the same on every delivery: the source, a dash, the source's own id. */
  readonly id: BidId;
  readonly source: BidSource;
  /** Exact decimal in `currency`; absent when the words were unclear. */
  readonly amount?: string;
  readonly currency?: Currency;
  /** For a lot by name (on chain, operator); absent for the lot on program. */
  readonly lotId?: LotId;
  readonly xUserId?: XUserId;
  readonly address?: Address;
  readonly handle?: string;
  readonly placedAt: Instant;
  readonly receivedAt: Instant;
}

/** What happened to one lot. The only things that change a `Lot`. */
export type LotEvent =
  | { readonly kind: 'lot-presented'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'lot-opened';
      readonly lotId: LotId;
      readonly at: Instant;
      /** Absent where the first bid starts the clock. */
      readonly closesAt?: Instant;
    }
  | {
      readonly kind: 'bid-accepted';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bid: AcceptedBid;
      /** Who leads, at what price, once it is accepted. */
      readonly leader: Paddle;
      readonly priceWei: Wei;
      readonly askWei: Wei;
      readonly closesAt: Instant;
      readonly extended: boolean;
    }
  | {
      readonly kind: 'bid-refused';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bid: Bid;
      readonly why: Refusal;
      readonly askWei: Wei;
    }
  /** It came after the close and waits: the grace orders such bids by when they were placed. */
  | {
      readonly kind: 'bid-held';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bid: Bid;
    }
  | { readonly kind: 'fair-warning-given'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'lot-paused';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly remainingMs: number;
    }
  | {
      readonly kind: 'lot-resumed';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly closesAt?: Instant;
    }
  | {
      readonly kind: 'lot-extended';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly closesAt: Instant;
    }
  | {
      readonly kind: 'bid-voided';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bidId: BidId;
    }
  | { readonly kind: 'lot-withdrawn'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'hammer-fell';
      readonly lotId: LotId;
      /** When the floor dropped it. */
      readonly at: Instant;
      /** When bidding ended. */
      readonly closedAt: Instant;
      readonly outcome: 'sold' | 'passed';
      readonly winner: Paddle | null;
      readonly hammerWei: Wei;
      readonly premiumWei: Wei;
    };

/** What happened in the saleroom outside any one lot. */
export type RoomEvent =
  | { readonly kind: 'auction-opened'; readonly at: Instant; readonly opening: AuctionOpening }
  | {
      readonly kind: 'wallet-claimed';
      readonly at: Instant;
      readonly sourceId: string;
      readonly xUserId: XUserId;
      readonly handle: string;
      readonly address: Address;
    }
  | {
      readonly kind: 'deposit-credited';
      readonly at: Instant;
      /** Transaction and log index: a deposit seen twice is credited once. */
      readonly sourceId: string;
      readonly address: Address;
      readonly xUserId: XUserId | null;
      readonly amountWei: Wei;
    }
  | { readonly kind: 'paddle-registered'; readonly at: Instant; readonly bidder: Bidder }
  /** Refused before it concerned a lot: no such bidder, no lot open, unclear words. */
  | {
      readonly kind: 'offer-refused';
      readonly at: Instant;
      readonly offer: Offer;
      readonly why: Refusal;
    }
  | {
      readonly kind: 'lot-settled';
      readonly at: Instant;
      readonly lotId: LotId;
      readonly txHash: Hash;
      readonly tokenOwner: Address;
    }
  | {
      readonly kind: 'settlement-failed';
      readonly at: Instant;
      readonly lotId: LotId;
      readonly reason: string;
    }
  | { readonly kind: 'auction-closed'; readonly at: Instant }
  /** The house stopped here in good order: a book that does not end so was cut. */
  | { readonly kind: 'book-sealed'; readonly at: Instant };

export type AuctionEvent = LotEvent | RoomEvent;
