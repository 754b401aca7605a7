import type { GrowingList } from '../growing-list.js';
import type { BidId, Instant, LotId, Paddle, Wei } from '../ids.js';
import type { BidSource } from '../post.js';
import type { Terms } from './terms.js';

/** Where a lot stands. The last three are final. */
export type LotPhase =
  'upcoming' | 'presented' | 'open' | 'fair-warning' | 'paused' | 'sold' | 'passed' | 'withdrawn';

/** An offer to pay `amountWei` (or, under proxy terms, up to `maxWei`) for one lot. */
export interface Bid {
  readonly id: BidId;
  readonly lotId: LotId;
  readonly paddle: Paddle;
  readonly amountWei: Wei;
  readonly maxWei?: Wei;
  readonly source: BidSource;
  /** When it was made, by evidence that the bidder does not control. Decides what is late. */
  readonly placedAt: Instant;
  /** When it reached us. Decides the order. */
  readonly receivedAt: Instant;
}

/** A bid that was taken. It led when it was ruled on, unless a higher maximum stood against it. */
export interface AcceptedBid extends Bid {
  /** The price the lot stood at once it was accepted. */
  readonly priceWei: Wei;
}

/** One lot, folded from the book. */
export interface Lot {
  readonly id: LotId;
  readonly terms: Terms;
  readonly phase: LotPhase;
  /** Undefined until the clock starts. */
  readonly closesAt?: Instant;
  readonly extensions: number;
  /** Standing bids in order of acceptance; voided ones are gone. The last leads, unless proxy. */
  readonly bids: GrowingList<AcceptedBid>;
  readonly leader?: AcceptedBid;
  /** What the leader would pay now. */
  readonly priceWei?: Wei;
  /** Bids that arrived after the close and wait for the delivery grace to end. */
  readonly held: readonly Bid[];
  readonly accepted: number;
  readonly refused: number;
  /** Set while paused: what was left on the clock. */
  readonly remainingMs?: number;
  readonly closedAt?: Instant;
}

/** Why a bid was not taken. Said aloud to the bidder. */
export type Refusal =
  | 'LOT_NOT_OPEN'
  | 'LOT_PAUSED'
  | 'EARLY'
  | 'LATE'
  | 'ALREADY_HIGH_BIDDER'
  | 'BELOW_ASK'
  | 'BELOW_RESERVE'
  | 'NOT_A_RAISE'
  | 'NOT_REGISTERED'
  | 'INSUFFICIENT_DEPOSIT'
  | 'WRONG_CURRENCY'
  | 'UNCLEAR'
  | 'DUPLICATE';
