import type { AuctionEvent } from '../domain/events.js';
import type { AuctionId, Instant, LotId } from '../domain/ids.js';
import type { Entry } from './ledger.js';

/** Which events of a book are asked for: those that meet all that is set. */
export interface EventFilter {
  /** About this lot: its own events, its taking to program, offers refused on it. */
  readonly lotId?: LotId;
  /** Of one of these kinds. */
  readonly kinds?: readonly AuctionEvent['kind'][];
  /** No earlier than this. */
  readonly since?: Instant;
  /** No later than this. */
  readonly until?: Instant;
}

/** Which part of a book is asked for, and how much of it at once. */
export interface PageRange {
  /** After this sequence. @default from the beginning */
  readonly after?: number;
  /** Up to this sequence, itself included. @default to the end */
  readonly upTo?: number;
  /** So many events at most. */
  readonly limit: number;
  /** Which of them, where there are more. @default 'first' */
  readonly keep?: 'first' | 'last';
}

/**
 * The book of one auction, for those who only read it, a page at a time: however long it is, and
 * while a house writes on.
 */
export interface BookPages {
  readonly auctionId: AuctionId;
  /** Sequence of the last event; 0 for none yet. */
  length(): Promise<number>;
  /**
   * Events that pass a filter, oldest first.
   *
   * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
   */
  read(range: PageRange, filter?: EventFilter): Promise<readonly Entry[]>;
  /** Events whose source key begins so, in the order of the keys; see `sourceKey`. */
  keyed(beginning: string, limit: number): Promise<readonly Entry[]>;
  /** The source keys that stand nearest to one in their order, on either side so many. */
  keysAround(key: string, each: number): Promise<readonly string[]>;
}
