import type { AuctionOpening, Bidder } from './auction.js';
import type { Currency } from './bid-text/reading.js';
import type { Address, BidId, DeskId, Hash, Instant, LotId, Paddle, Wei, XUserId } from './ids.js';
import type { AcceptedBid, Bid, Refusal } from './lot/lot.js';
import type { BidSource } from './post.js';

/** An operator's move, as it stands in the book: which one, who made it, and why. */
export interface Desk {
  /** Unique within its auction: a move that is delivered twice is made once. */
  readonly id: DeskId;
  readonly by: string;
  readonly why: string;
}

/** What was offered, before anybody ruled on it. Holds no words: those stay X's. */
export interface Offer {
  /** Unique and the same on every delivery: the source, a dash, the source's own id. */
  readonly id: BidId;
  readonly source: BidSource;
  /** Exact decimal in `currency`; absent when the words were unclear. */
  readonly amount?: string;
  /** The most the bidder will pay, where the house bids for him up to it. */
  readonly max?: string;
  readonly currency?: Currency;
  /** For a lot by name (on chain, operator); absent for the lot on program. */
  readonly lotId?: LotId;
  readonly xUserId?: XUserId;
  readonly address?: Address;
  readonly handle?: string;
  /** Who bids, where the operator says so: in the room, by telephone. */
  readonly paddle?: Paddle;
  /** Which operator placed it for the bidder, and what he noted. */
  readonly desk?: Bid['desk'];
  /** Present where it cannot be taken whatever it says, such as an edited post. */
  readonly why?: Refusal;
  readonly placedAt: Instant;
  readonly receivedAt: Instant;
}

/** What happened to one lot. The only things that change a `Lot`. */
export type LotEvent =
  | { readonly kind: 'lot-previewed'; readonly lotId: LotId; readonly at: Instant }
  | {
      readonly kind: 'lot-opened';
      readonly lotId: LotId;
      readonly at: Instant;
      /** Absent where the first bid starts the clock. */
      readonly closesAt?: Instant;
      /** Present where the operator opened it. */
      readonly desk?: Desk;
    }
  /** An absentee bid, left before the lot opens. It is ruled on when the lot does. */
  | {
      readonly kind: 'absentee-left';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bid: Bid;
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
      readonly desk: Desk;
    }
  | {
      readonly kind: 'lot-resumed';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly closesAt?: Instant;
      readonly desk: Desk;
    }
  | {
      readonly kind: 'lot-extended';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly closesAt: Instant;
      readonly desk: Desk;
    }
  | {
      readonly kind: 'bid-voided';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly bidId: BidId;
      readonly desk: Desk;
    }
  | {
      readonly kind: 'lot-withdrawn';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly desk: Desk;
    }
  /** Bidding is over: only what was placed in time is still waited for. */
  | {
      readonly kind: 'lot-closing';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly closesAt: Instant;
      /** Present where the operator called the hammer before its time. */
      readonly desk?: Desk;
      /** The offer to buy the lot at once that ended its bidding, and is held. */
      readonly purchase?: BidId;
    }
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
    }
  /** The sealed reserve of a lot whose bidding is over: whoever hashes it finds the seal. */
  | {
      readonly kind: 'reserve-opened';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly reserveWei: Wei;
      readonly salt: string;
    }
  | { readonly kind: 'settlement-begun'; readonly lotId: LotId; readonly at: Instant }
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
  /** The winner does not pay, by the operator's word. */
  | {
      readonly kind: 'lot-defaulted';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly desk: Desk;
    }
  /** The runner-up may have the lot at the most he bid. */
  | {
      readonly kind: 'second-chance-offered';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly paddle: Paddle;
      readonly hammerWei: Wei;
      readonly premiumWei: Wei;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'second-chance-taken';
      readonly lotId: LotId;
      readonly at: Instant;
      /** Present where the operator took the answer; else the runner-up gave it himself. */
      readonly desk?: Desk;
      readonly sourceId?: string;
    }
  /** Declined, or left unanswered until it expired. */
  | {
      readonly kind: 'second-chance-declined';
      readonly lotId: LotId;
      readonly at: Instant;
      readonly desk?: Desk;
      readonly sourceId?: string;
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
  /** The chain took a deposit back: its block is not in the chain any more. */
  | {
      readonly kind: 'deposit-reverted';
      readonly at: Instant;
      /** Names the undoing, not the deposit. */
      readonly sourceId: string;
      readonly address: Address;
      readonly amountWei: Wei;
    }
  /** The lot on program is another now, without being previewed: it was open already. */
  | {
      readonly kind: 'lot-shown';
      readonly at: Instant;
      readonly shown: LotId;
      readonly desk?: Desk;
    }
  /** The order of sale of every lot that is not yet open. */
  | {
      readonly kind: 'lots-reordered';
      readonly at: Instant;
      readonly order: readonly LotId[];
      readonly desk: Desk;
    }
  | {
      readonly kind: 'bidder-blocked' | 'bidder-unblocked';
      readonly at: Instant;
      readonly paddle: Paddle;
      readonly desk: Desk;
    }
  /** The most that one bidder may have outstanding; null for the auction's own limit. */
  | {
      readonly kind: 'bidder-limited';
      readonly at: Instant;
      readonly paddle: Paddle;
      readonly limitWei: Wei | null;
      readonly desk: Desk;
    }
  /** Messages beyond the rate limits, counted and not ruled on. */
  | {
      readonly kind: 'flood-counted';
      readonly at: Instant;
      readonly sourceId: string;
      readonly source: BidSource;
      /** Null where the limit of the whole source was passed. */
      readonly xUserId: XUserId | null;
      readonly count: number;
    }
  | { readonly kind: 'auction-closed'; readonly at: Instant }
  /** The house stopped here in good order: a book that does not end so was cut. */
  | { readonly kind: 'book-sealed'; readonly at: Instant };

export type AuctionEvent = LotEvent | RoomEvent;
