import type { XUserId } from '../../domain/ids.js';
import type { BidderWallet } from '../chain/bidder-wallet.js';
import type { XUser } from '../x/x-user.js';

/** Whoever can write on X. */
export type Speaker = Pick<XUser, 'post' | 'chat'>;

/** One bidder and what he acts through. */
export interface CrowdBidder {
  /** Without `@`. */
  readonly handle: string;
  readonly xUserId: XUserId;
  readonly user: Speaker;
  readonly wallet: BidderWallet;
}
