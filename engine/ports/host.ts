import type { Post } from '../domain/post.js';
import type { ShowState } from '../domain/show.js';
import type { Closeable } from './closeable.js';

/** The turns of a lot at which the host speaks. */
export type HostTurn =
  | 'welcome'
  | 'presentation'
  | 'opening'
  | 'new-high-bid'
  | 'extended'
  | 'fair-warning'
  | 'second-warning'
  | 'sold'
  | 'passed'
  | 'thanks';

/**
 * The AI auctioneer. It reads what viewers may see and returns words; it can move nothing.
 *
 * Lines come back unvetted: whoever speaks them passes them through `vetLine` first.
 */
export interface Host extends Closeable {
  readonly name: string;
  /** A line for a turn of the show; undefined when it has nothing to say. */
  line(turn: HostTurn, show: ShowState, signal: AbortSignal): Promise<string | undefined>;
  /** An answer to words that were no bid; undefined when they want none. */
  answer(post: Post, show: ShowState, signal: AbortSignal): Promise<string | undefined>;
}
