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

/** A consequence, and the sequence of its event; null for an answer to words in no book. */
export interface Owed {
  readonly errand: Errand;
  readonly sequence: number | null;
}

/** What one or more turns of the floor write, all of it or nothing. */
export interface Batch {
  readonly events: readonly Caused[];
  /** Consequences, run from the outbox after the commit. */
  readonly errands: readonly Owed[];
  /** Posts these turns answer for, with or without an event: the intake's cursor. */
  readonly heard: readonly Post[];
}

/** What may have come before: posts by source and id, anything else by its source keys. */
export interface Asked {
  readonly posts: readonly Pick<Post, 'source' | 'id'>[];
  readonly keys: readonly string[];
}

/** What has come before. */
export interface Known {
  /** Posts that were answered for, by `postName`. */
  readonly heard: ReadonlySet<string>;
  /** Source keys that stand in the book. */
  readonly ruled: ReadonlySet<string>;
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

  /** Events whose source key begins in one of these ways, oldest first; see `sourceKey`. */
  readKeyed(auctionId: AuctionId, beginnings: readonly string[]): Promise<readonly Entry[]>;

  /**
   * Appends all of `batch` or none, and returns once it would survive a power cut.
   *
   * @param afterSequence - sequence of the last event the caller has folded; 0 for none
   * @throws SothebaisError `LEDGER_CONFLICT` when another writer appended since,
   *   `BOOK_UNWRITABLE` when the disk takes no more for now
   */
  append(auctionId: AuctionId, batch: Batch, afterSequence: number): Promise<readonly Entry[]>;

  /**
   * What of all this was answered for or ruled on before, in one look-up: see `sourceKeysOf`.
   * Posts are known whichever auction heard them.
   */
  known(auctionId: AuctionId, asked: Asked): Promise<Known>;

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
