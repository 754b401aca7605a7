import type { Reserves } from '../domain/auction.js';
import type { AuctionEvent } from '../domain/events.js';
import type { AuctionId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import type { Errand } from './outbox.js';

/** An event and the move behind it, see `causeOf`. */
export interface Caused {
  readonly event: AuctionEvent;
  readonly cause: string;
}

/** An event as it stands in the book, brought up to the present schema. */
export interface Entry extends Caused {
  /** 1 for the first event of the auction; no gaps. */
  readonly sequence: number;
  /** The event as it was written, in the schema of its day: the very bytes that `hash` covers. */
  readonly payload: string;
  /** SHA-256, in hexadecimal, over the previous hash and `payload`. */
  readonly hash: string;
}

/** What one turn of the floor writes, all of it or nothing. */
export interface Batch {
  readonly events: readonly Caused[];
  /** Consequences, run from the outbox after the commit. */
  readonly errands: readonly Errand[];
  /** Posts this turn answers for, with or without an event: the intake's cursor. */
  readonly heard: readonly Post[];
}

/**
 * The auctioneer's book: the append-only record of an auction and its only source of truth.
 *
 * One floor an auction writes; `append` refuses a stale sequence, so two bids can never be
 * ruled on against the same state, whichever database stands behind it.
 */
export interface Ledger {
  /** Every auction with a book here, the newest first. */
  auctions(): Promise<readonly AuctionId[]>;

  /**
   * Events of one auction, oldest first. Empty when there are none.
   *
   * @param range - those after a sequence, so many at most. @default all
   */
  read(
    auctionId: AuctionId,
    range?: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly Entry[]>;

  /**
   * Appends all of `batch` or none, and returns once it would survive a power cut.
   *
   * @param afterSequence - sequence of the last event the caller has folded; 0 for none
   * @throws SothebaisError `LEDGER_CONFLICT` when another writer appended since
   */
  append(auctionId: AuctionId, batch: Batch, afterSequence: number): Promise<readonly Entry[]>;

  /** Which of these source keys stand in the book already, see `sourceKeysOf`. */
  ruledOn(auctionId: AuctionId, keys: readonly string[]): Promise<ReadonlySet<string>>;

  /** Whether the post was answered for before. */
  hasHeard(source: Post['source'], id: string): Promise<boolean>;

  /** How many posts and chat messages were answered for, bids or not. */
  heardCount(auctionId: AuctionId): Promise<number>;

  /** The newest id heard from a source: where intake goes on after a gap. */
  cursor(source: Post['source']): Promise<string | undefined>;

  /**
   * Keeps what the seals of an auction hide, once: a reserve that is kept already stays as it is.
   * Returns what is kept.
   */
  keepReserves(auctionId: AuctionId, reserves: Reserves): Promise<Reserves>;
}
