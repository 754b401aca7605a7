import type { Instant } from '../domain/ids.js';

/** Wall-clock time, handed to whoever may not ask for it. */
export interface Clock {
  now(): Instant;
}
