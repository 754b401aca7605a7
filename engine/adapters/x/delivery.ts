import type { Post } from '../../domain/post.js';
import { pause } from './waiting.js';

/** Posts that may wait for the floor before the streams are held back. */
const WAITING_MAX = 5_000;
const RETRY_MS = 500;

/** Hands posts to the floor one at a time, in the order they were put in; each until it is taken. */
export interface Delivery {
  put(post: Post): void;
  /** Whether so much is waiting that no more should be fetched for now. */
  full(): boolean;
  /** Resolves when all that was put in is taken, or the delivery is over. */
  idle(): Promise<void>;
}

/**
 * A delivery that runs until `signal` is aborted; what still waits then is left to the next start.
 *
 * @param hear - one that rejects is given the same post again
 */
export function startDelivery(
  hear: (post: Post) => Promise<void>,
  onTrouble: (cause: Error) => void,
  signal: AbortSignal,
): Delivery {
  const waiting: Post[] = [];
  let running: Promise<void> | undefined;

  const run = async () => {
    for (let post = waiting[0]; post !== undefined && !signal.aborted; post = waiting[0]) {
      try {
        await hear(post);
        waiting.shift();
      } catch (cause) {
        onTrouble(cause instanceof Error ? cause : new Error('The floor took no post.'));
        await pause(RETRY_MS, signal);
      }
    }
    running = undefined;
  };

  return {
    put: (post) => {
      waiting.push(post);
      running ??= run();
    },
    full: () => waiting.length >= WAITING_MAX,
    idle: async () => running,
  };
}
