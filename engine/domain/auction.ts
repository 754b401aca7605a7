import type { Address, AuctionId, Hash, Instant, LotId, Paddle, Wei, XUserId } from './ids.js';
import type { PersistentMap } from './persistent-map.js';
import type { Currency } from './bid-text/reading.js';
import type { Lot } from './lot/lot.js';
import type { Terms } from './lot/terms.js';

/** One entry of the catalogue: what is sold, by whom, on which terms. Never changes once open. */
export interface CatalogueEntry {
  readonly id: LotId;
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  /** One quiet line under the title, such as `2026 · on chain, edition of one`. */
  readonly medium: string;
  readonly token: { readonly contract: Address; readonly tokenId: string };
  readonly consignor: Address;
  /** `opensAt` of the terms is filled when the lot opens. */
  readonly terms: Omit<Terms, 'opensAt'>;
}

/** How long each turn of the evening takes, in milliseconds. */
export interface Pace {
  /** Standby before the first lot. */
  readonly standbyMs: number;
  /** The catalogue, before each lot opens. */
  readonly presentMs: number;
  /** From the start of fair warning to the close. */
  readonly fairWarningMs: number;
  /** The hammer or passed scene, after each lot. */
  readonly resultMs: number;
  readonly creditsMs: number;
}

/** Everything that is fixed when an auction opens. */
export interface AuctionOpening {
  readonly id: AuctionId;
  readonly title: string;
  readonly subtitle: string;
  readonly currency: Currency;
  /** House fee on the hammer price, in basis points. */
  readonly premiumBps: number;
  readonly pace: Pace;
  readonly catalogue: readonly CatalogueEntry[];
  /** Whether a bid must be covered by the bidder's deposit. */
  readonly depositRequired: boolean;
}

/** A bidder of this auction. */
export interface Bidder {
  readonly paddle: Paddle;
  readonly address: Address;
  /** Null for one who came by chain alone. */
  readonly xUserId: XUserId | null;
  /** X handle without `@`, or a shortened address. */
  readonly handle: string;
}

/** How money and token changed hands, or why they have not yet. */
export type Settlement =
  | { readonly state: 'pending' }
  | { readonly state: 'settled'; readonly txHash: Hash; readonly tokenOwner: Address }
  | { readonly state: 'failed'; readonly reason: string };

/** What a closed lot came to. */
export interface LotResult {
  readonly outcome: 'sold' | 'passed' | 'withdrawn';
  readonly winner: Paddle | null;
  readonly hammerWei: Wei;
  readonly premiumWei: Wei;
  readonly settlement: Settlement | null;
}

/** One auction, folded from its book. */
export interface Auction {
  readonly opening: AuctionOpening;
  readonly phase: 'open' | 'closed';
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  /** Count of events folded so far: the sequence of the last. */
  readonly sequence: number;
  readonly lots: PersistentMap<LotId, Lot>;
  readonly results: PersistentMap<LotId, LotResult>;
  /** What each winner owes for the lots he won, premium included. */
  readonly owed: PersistentMap<Paddle, Wei>;
  /** The lot on program: presented, open, or just closed. */
  readonly currentLotId?: LotId;
  /** When the current lot took its present phase: opening, fair warning, hammer. */
  readonly phaseSince: Instant;
  readonly bidders: PersistentMap<Paddle, Bidder>;
  /** Paddles by X user id and by address: whose offer it is. */
  readonly paddles: PersistentMap<XUserId | Address, Paddle>;
  /** X users who named a wallet, waiting for that wallet to name them. */
  readonly claims: PersistentMap<XUserId, { readonly handle: string; readonly address: Address }>;
  /** Deposits seen on chain, and what each wallet said of its X user. */
  readonly deposits: PersistentMap<
    Address,
    { readonly balanceWei: Wei; readonly xUserId: XUserId | null }
  >;
  /** Source ids of every bid and deposit in the book, so that none is ruled on twice. */
  readonly heard: PersistentMap<string, true>;
}
