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
  /**
   * `opensAt` of the terms is filled when the lot opens. A reserve is not among them: the book
   * holds its seal. (Books of the first rulebook held it in the open.)
   */
  readonly terms: Omit<Terms, 'opensAt'>;
  /** SHA-256, in hexadecimal, over `reserveSealText`; absent where there is no reserve. */
  readonly reserveSeal?: string;
}

/** What a seal hides until its lot ends. Never leaves the house before. */
export interface SecretReserve {
  readonly reserveWei: Wei;
  /** Random, so that nobody finds the reserve by trying amounts. */
  readonly salt: string;
}

/** The reserves of an auction, by lot. */
export type Reserves = ReadonlyMap<LotId, SecretReserve>;

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
  /** How long a runner-up may think about a second chance. */
  readonly secondChanceMs: number;
}

/** What a book that does not tell goes by. */
export const PACE_DEFAULTS = { secondChanceMs: 900_000 } as const satisfies Partial<Pace>;

/** Everything that is fixed when an auction opens. */
export interface AuctionOpening {
  readonly id: AuctionId;
  /** Which rules the floor kept when the book was begun, see `RULEBOOK`. */
  readonly rulebook: number;
  readonly title: string;
  readonly subtitle: string;
  readonly currency: Currency;
  /** House fee on the hammer price, in basis points. */
  readonly premiumBps: number;
  readonly pace: Pace;
  readonly catalogue: readonly CatalogueEntry[];
  /** Whether a bid must be covered by the bidder's deposit. */
  readonly depositRequired: boolean;
  /** The most one bidder may owe and lead with across all lots, premium included. */
  readonly outstandingLimitWei?: Wei;
}

/**
 * The rules that new books are kept by. Older ones are replayed by their own: 1 knew neither the
 * closing of a lot, its second warning, the seal of a reserve nor the beginning of a settlement;
 * 2 never sold a lot that left the program while it was previewed.
 */
export const RULEBOOK = 3;

/** A bidder of this auction. */
export interface Bidder {
  readonly paddle: Paddle;
  readonly address: Address;
  /** Null for one who came by chain alone. */
  readonly xUserId: XUserId | null;
  /** X handle without `@`, or a shortened address. */
  readonly handle: string;
  /** Turned away by the operator. */
  readonly isBlocked?: true;
  /** His own limit, over the auction's. */
  readonly limitWei?: Wei;
}

/** What a bidder is bound by, premiums included. */
export interface Account {
  /** For the lots he won. */
  readonly owedWei: Wei;
  /** Of that, what was settled. */
  readonly paidWei: Wei;
  /** By the lots he leads. */
  readonly leadingWei: Wei;
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
  /** How many offers were refused before they concerned a lot. */
  readonly refusedOffers: number;
  readonly accounts: PersistentMap<Paddle, Account>;
  /** The order of sale. */
  readonly order: readonly LotId[];
  /** Lots that something may fall due on: bidding, paused, closing, or a second chance offered. */
  readonly activeLotIds: readonly LotId[];
  /** Confidential: known to the house alone. */
  readonly reserves: Reserves;
  /** The lot on program: previewed, open, or just closed. */
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
  /** What the house said that it says only once in a while, and when, see `tellingOf`. */
  readonly told: PersistentMap<string, Instant>;
}
