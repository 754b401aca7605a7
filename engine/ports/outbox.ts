import type { LotId, XUserId } from '../domain/ids.js';
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
    }
  /** Words that were no bid: the host may answer. */
  | { readonly kind: 'answer'; readonly id: string; readonly post: Post };

/** `silent`: there was nothing to say; `not-sent`: there was, and X's limits left no room. */
export type ErrandState = 'waiting' | 'done' | 'silent' | 'not-sent' | 'failed';

/** The consequences still owed. Running one twice is safe; forgetting one is not. */
export interface Outbox {
  /** Errands not carried out yet, oldest first. */
  waiting(): Promise<readonly Errand[]>;
  find(id: string): Promise<Errand | undefined>;
  /** Closes an errand with what became of it. */
  close(id: string, state: Exclude<ErrandState, 'waiting'>, note: string): Promise<void>;
  /** How many errands of each kind ended how. */
  tally(): Promise<readonly { kind: Errand['kind']; state: ErrandState; count: number }[]>;
}
