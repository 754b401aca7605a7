import type { BidSource } from '../../domain/post.js';
import type { ErrandState } from '../../ports/outbox.js';
import type { BidState, Consequence } from './lot-story.js';

/** How the floor ruled on a bid, and how the lot stood right after. */
export interface StoryRuling {
  readonly sequence: number;
  readonly at: string;
  readonly verdict: 'accepted' | 'refused';
  /** Why it was refused; null where it was not. */
  readonly code: string | null;
  /** The same in words. */
  readonly words: string | null;
  readonly priceEth: string | null;
  readonly askEth: string | null;
  readonly leader: string | null;
  readonly closesAt: string | null;
  readonly extended: boolean;
}

/** One message that was owed because of a bid. */
export interface StoryReply {
  readonly id: string;
  readonly state: ErrandState;
  readonly text: string;
  /** What X calls it, once it was said. */
  readonly xId: string | null;
  readonly failures: number;
  /** Why it was not said, if it was not. */
  readonly why: string | null;
  readonly at: string | null;
  /** The event it follows from. */
  readonly sequence: number | null;
}

/** Everything that is known of one bid: a promise to scripts. For the operator alone. */
export interface BidStory {
  readonly bid: string;
  readonly auction: string;
  readonly source: BidSource;
  /** X's id of the post or message, and where it stands; the words are X's and not kept. */
  readonly post: { readonly id: string; readonly url: string | null } | null;
  readonly transaction: string | null;
  readonly bidder: {
    readonly paddle: string | null;
    readonly name: string;
    readonly xUserId: string | null;
    readonly address: string | null;
  };
  /** Which operator placed it for the bidder, and why; null for what he placed himself. */
  readonly desk: { readonly by: string; readonly why: string } | null;
  readonly lot: { readonly number: number; readonly title: string } | null;
  /** Null for one that could not be read, or that is its bidder's secret. */
  readonly amountEth: string | null;
  readonly placedAt: string;
  readonly receivedAt: string;
  /** From placed to received; negative where two clocks disagree. */
  readonly delayMs: number;
  /** When it was left before the opening, or held after the close, if it was. */
  readonly waited: {
    readonly sequence: number;
    readonly at: string;
    readonly as: 'left' | 'held';
  } | null;
  /** Null while it waits. */
  readonly ruling: StoryRuling | null;
  readonly state: BidState;
  readonly followed: readonly Consequence[];
  readonly replies: readonly StoryReply[];
  /** The first frame that showed the ruling; null where none did, or none was noted. */
  readonly onAir: {
    readonly frame: number;
    readonly onAirMs: number;
    readonly at: string;
    /** From receipt to the picture. */
    readonly afterMs: number;
  } | null;
}
