import type { Post } from '../domain/post.js';
import type { Priority } from './outbox.js';

/** What became of something the host wanted to say. */
export type Sent =
  /** `id` is empty where X says that it stood there before, and not where. */
  | { readonly kind: 'sent'; readonly id: string }
  /** X's limits, or its rules on replies, left no room; it is not tried again. */
  | { readonly kind: 'not-sent'; readonly why: string };

/** What the house has spent on X so far. */
interface AnnouncerTally {
  readonly sent: number;
  readonly notSent: number;
  /** Exact decimal of US dollars, reads and writes together. */
  readonly costUsd: string;
}

/** What keeps words from being said twice, though the house may die at any moment of saying them. */
export interface Once {
  /** Whether an earlier try may have said these very words: X is asked whether they stand there. */
  readonly isAgain: boolean;
  /** Called just before they go to X: what it notes must outlive a crash. */
  readonly beforeSending: () => Promise<void>;
}

/** The host's voice on X, within X's limits: the urgent goes first and the rest may stay unsaid. */
export interface Announcer {
  /** A post of the host's own. @throws SothebaisError `X_FAILED` (retryable) */
  post(text: string): Promise<Sent>;
  /** An answer where the words came from: a reply to a post, a message to the chat. */
  reply(
    to: Pick<Post, 'source' | 'id' | 'handle'>,
    text: string,
    priority: Priority,
    once?: Once,
  ): Promise<Sent>;
  /** A message in the broadcast's chat. */
  chat(text: string): Promise<Sent>;
  tally(): AnnouncerTally;
}
