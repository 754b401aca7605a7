import type { Auction, Reserves } from '../domain/auction.js';
import type { AuctionId } from '../domain/ids.js';

/** An auction as it was folded from its book, up to an event. */
export interface Snapshot {
  /** Sequence of that event. */
  readonly sequence: number;
  /** Its hash: what the snapshot says holds only where the book says the same here. */
  readonly hash: string;
  readonly auction: Auction;
}

/**
 * Folded auctions, kept beside the book so that a house opens quickly on a long one. Never
 * believed over the book: whoever reads one asks the book for its hash, and an auditor folds the
 * whole book again behind the house's back.
 */
export interface Snapshots {
  /**
   * The newest of an auction; undefined where there is none. What cannot be read, or was written
   * by other rules, is removed on the way.
   *
   * @param reserves - what the seals hide: it is in no snapshot
   */
  newest(auctionId: AuctionId, reserves: Reserves): Promise<Snapshot | undefined>;
  /** Removes the one that was taken at an event. */
  discard(auctionId: AuctionId, sequence: number): Promise<void>;
}
