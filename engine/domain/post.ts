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
  readonly authorId: XUserId;
  /** Without the `@`. */
  readonly handle: string;
  readonly text: string;
  /** When its author sent it, as X tells it; our own receipt where X does not. */
  readonly placedAt: Instant;
  /** When it reached us. */
  readonly receivedAt: Instant;
}
