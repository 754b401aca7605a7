import type { Instant } from '../domain/ids.js';
import type { Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import type { Closeable } from './closeable.js';
import type { Errand } from './outbox.js';

/** One turn of the floor, as it waits in the queue. */
export type FloorTurn =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'post'; readonly post: Post }
  /** The clock, asked for at `due`: stamped anew when it is taken, for it may have waited. */
  | { readonly kind: 'tick'; readonly due: Instant };

/** The door of the floor: what is added here is ruled on in order of arrival. */
export interface FloorQueue extends Closeable {
  /**
   * Adds a turn; resolves once the queue holds it. The same id twice is one turn.
   *
   * @param id - letters, digits and dashes, and never a bare number
   */
  add(turn: FloorTurn, id: string): Promise<void>;
  /**
   * Asks for a tick at that time, as a job that a restart does not forget. Asking again for the
   * tick that is already on its way does nothing.
   */
  tickAt(at: Instant): Promise<void>;
  /** Says that the tick asked for at `due` was taken: it may be asked for again. */
  ticked(due: Instant): void;
}

/** The way consequences are carried out: beside the floor, never on its path. */
export interface OutboxQueue extends Closeable {
  /** Asks for errands to be run; one that is under way already is not added again. */
  add(errands: readonly Errand[]): Promise<void>;
}
