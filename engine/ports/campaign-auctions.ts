import type { CalendarDate } from '../domain/campaign/dates.js';
import type { LotName } from '../domain/campaign/campaign.js';

/** One evening of a campaign. */
export interface CampaignAuction {
  readonly auctionId: string;
  readonly date: CalendarDate;
  readonly lots: readonly LotName[];
}

/** How an attempt to hold an auction ended. `retryable`: the next one may fare better. */
export type HoldingEnd =
  | { readonly kind: 'over' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'died'; readonly why: string; readonly retryable: boolean };

/** Holds auctions, each with a floor and a book of its own. */
export interface CampaignAuctions {
  /**
   * Begins the auction, or goes on with it where it has begun, until it ends. When `signal` aborts
   * it is closed in good order, to be gone on with. Never rejects.
   */
  hold(auction: CampaignAuction, signal: AbortSignal): Promise<HoldingEnd>;
  /** Whether the auction has a book: then it is to be gone on with, however late it is. */
  isOpened(auctionId: string): Promise<boolean>;
  /** What the auction came to, in a few words; undefined where it left none. */
  result(auctionId: string): Promise<string | undefined>;
}
