import type { Instant, XUserId } from './ids.js';

/** The ways a bid can reach the floor. */
export type BidSource = 'post' | 'chat' | 'chain' | 'operator';

/**
 * Words that reached the host: a post that mentions it, or a message in the broadcast's chat.
 * Everything in it was written by a stranger.
 */
export interface Post {
  readonly source: 'post' | 'chat';
  /** X's id: digits for a post, opaque for a chat message. Unique within its source. */
  readonly id: string;
  /**
   * For an edited post, which X gives a new id: the id of its first version. That one stands as it
   * was heard. Of a deletion the house hears nothing: neither the filtered stream nor the mentions
   * nor the chat tells of one, so a bid stands whether its post is still there or not.
   */
  readonly editOf?: string;
  readonly authorId: XUserId;
  /** Without the `@`. */
  readonly handle: string;
  readonly text: string;
  /** When its author sent it, as X tells it; our own receipt where X does not. */
  readonly placedAt: Instant;
  /** When it reached us. */
  readonly receivedAt: Instant;
}
