import type { AuctionEvent } from '../domain/events.js';
import type { AuctionId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import type { Errand } from './outbox.js';

/** An event as it stands in the book. */
export interface Entry {
  /** 1 for the first event of the auction; no gaps. */
  readonly sequence: number;
  readonly event: AuctionEvent;
  /** SHA-256, in hexadecimal, over the previous hash and this event. */
  readonly hash: string;
}

/** What one turn of the floor writes, all of it or nothing. */
export interface Batch {
  readonly events: readonly AuctionEvent[];
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

  /** Events of one auction, oldest first. Empty when there are none. */
  read(auctionId: AuctionId): Promise<readonly Entry[]>;

  /**
   * Appends all of `batch` or none, and returns once it would survive a power cut.
   *
   * @param afterSequence - sequence of the last event the caller has folded; 0 for none
   * @throws SothebaisError `LEDGER_CONFLICT` when another writer appended since
   */
  append(auctionId: AuctionId, batch: Batch, afterSequence: number): Promise<readonly Entry[]>;

  /** Whether the post was answered for before. */
  hasHeard(source: Post['source'], id: string): Promise<boolean>;

  /** How many posts and chat messages were answered for, bids or not. */
  heardCount(auctionId: AuctionId): Promise<number>;

  /** The newest id heard from a source: where intake goes on after a gap. */
  cursor(source: Post['source']): Promise<string | undefined>;
}
