import type { GrowingList } from '../growing-list.js';
import type { BidId, Instant, LotId, Paddle, Wei } from '../ids.js';
import type { PersistentMap } from '../persistent-map.js';
import type { BidSource } from '../post.js';
import type { LotPhase } from './phase.js';
import type { Terms } from './terms.js';

/** An offer to pay `amountWei` (or, under proxy terms, up to `maxWei`) for one lot. */
export interface Bid {
  readonly id: BidId;
  readonly lotId: LotId;
  readonly paddle: Paddle;
  readonly amountWei: Wei;
  readonly maxWei?: Wei;
  readonly source: BidSource;
  /** Which operator placed it for the bidder, and what he noted. */
  readonly desk?: { readonly by: string; readonly why: string };
  /** When it was made, by evidence that the bidder does not control. Decides what is late. */
  readonly placedAt: Instant;
  /** When it reached us. Decides the order. */
  readonly receivedAt: Instant;
  /** Left before the lot opened: the house bids for its owner up to its maximum. */
  readonly isAbsentee?: true;
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
  /** Each bidder's best standing bid. */
  readonly best: PersistentMap<Paddle, AcceptedBid>;
  /** What the leader would pay now. */
  readonly priceWei?: Wei;
  /** Bids that arrived after the close and wait for the delivery grace to end. */
  readonly held: readonly Bid[];
  /** Bids left before the opening, in order of arrival; ruled on when the lot opens. */
  readonly absentee: readonly Bid[];
  readonly accepted: number;
  readonly refused: number;
  /** Set while paused: what was left on the clock. */
  readonly remainingMs?: number;
  readonly closedAt?: Instant;
  /** The operator called the hammer: no bid moves the close any more. */
  readonly isHammerCalled?: true;
  /** An offer to buy it at once that waits for the grace, and the close that bidding had before. */
  readonly purchase?: { readonly bidId: BidId; readonly closesAt?: Instant };
  /** Who may have the lot now that its winner has defaulted, and until when. */
  readonly secondChance?: SecondChance;
  /** Who has defaulted on it or let a second chance go by. */
  readonly dismissed: readonly Paddle[];
}

interface SecondChance {
  readonly paddle: Paddle;
  readonly hammerWei: Wei;
  readonly premiumWei: Wei;
  readonly expiresAt: Instant;
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
  | 'DUPLICATE'
  /** It names a lot that is not the one on program, and that one is not open. */
  | 'OTHER_LOT'
  | 'BLOCKED'
  /** Beyond what one bidder may have outstanding across lots. */
  | 'OVER_LIMIT'
  /** More money than there is on the chain. */
  | 'AMOUNT_TOO_LARGE'
  /** The words were changed after they were posted. */
  | 'EDITED'
  /** There is a bid already, so the lot can no longer be bought at once. */
  | 'BUY_NOW_OVER';
