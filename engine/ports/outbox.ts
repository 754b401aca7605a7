import type { Instant, LotId, XUserId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';

/** What gives way when X allows less than the house has to say; 1 goes first. */
export type Priority = 1 | 2 | 3;

/** One consequence of a ruling, to be carried out after it is in the book. */
export type Errand =
  | { readonly kind: 'settle'; readonly id: string; readonly lotId: LotId }
  /** A lot that found no buyer goes back to its consignor. */
  | { readonly kind: 'give-back'; readonly id: string; readonly lotId: LotId }
  /** A reply to a bidder's post, or a message in the chat he wrote in. */
  | {
      readonly kind: 'reply';
      readonly id: string;
      readonly to: {
        readonly source: Post['source'];
        readonly postId: string;
        readonly authorId: XUserId;
        readonly handle: string;
      };
      readonly text: string;
      readonly priority: Priority;
      readonly begun?: string;
    }
  /** Words that were no bid: the host may answer. */
  | {
      readonly kind: 'answer';
      readonly id: string;
      readonly post: Post;
      /** What an earlier try was about to say, see `Outbox.begin`. */
      readonly begun?: string;
    };

/**
 * `silent`: there was nothing to say; `not-sent`: there was, and X's limits left no room; `failed`:
 * tried in vain, until somebody has it tried again or drops it.
 */
export type ErrandState = 'waiting' | 'done' | 'silent' | 'not-sent' | 'failed' | 'dropped';

/** An errand that was given up. */
export interface FailedErrand {
  readonly errand: Errand;
  /** The place in the book of the event it follows from; null for an answer to mere words. */
  readonly sequence: number | null;
  /** How often it was tried in vain. */
  readonly failures: number;
  /** What became of it: why the last try failed, or what it is called where it was carried out. */
  readonly why: string;
  /** When its state last changed or it last failed; 0 for never. */
  readonly at: Instant;
}

/** An errand, and what has become of it by now. */
export interface ErrandRecord extends FailedErrand {
  readonly state: ErrandState;
}

/** The consequences still owed. Running one twice is safe; forgetting one is not. */
export interface Outbox {
  /** Errands not carried out yet, oldest first. */
  waiting(): Promise<readonly Errand[]>;
  /** An errand not carried out yet. */
  find(id: string): Promise<Errand | undefined>;
  /**
   * Notes words that are about to be said, and returns once that would survive a power cut: a try
   * after a crash says the same, and asks first whether it was said. The first words noted stay.
   */
  begin(id: string, words: string): Promise<void>;
  /** Notes a try in vain of an errand that waits on; returns how many there have been. */
  noteFailure(id: string, why: string, at: Instant): Promise<number>;
  /** Closes an errand with what became of it. */
  close(
    id: string,
    state: Exclude<ErrandState, 'waiting'>,
    note: string,
    at: Instant,
  ): Promise<void>;
  /** Errands of any state whose id begins so, oldest first. */
  named(beginning: string): Promise<readonly ErrandRecord[]>;
  /** Errands that were given up, oldest first. */
  failed(): Promise<readonly FailedErrand[]>;
  /**
   * Owes an errand anew that was given up, its tries counted from nought; it runs once it is asked
   * for on the outbox queue. Undefined where none of that id was given up.
   */
  retry(id: string, at: Instant): Promise<Errand | undefined>;
  /** Gives up for good what was given up, and says whether there was such an errand. */
  drop(id: string, why: string, at: Instant): Promise<boolean>;
  /** How many errands of each kind ended how. */
  tally(): Promise<readonly { kind: Errand['kind']; state: ErrandState; count: number }[]>;
}
