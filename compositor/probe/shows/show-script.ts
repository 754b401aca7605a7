import type { ShowState } from '../../../engine/domain/show.js';

/** A state, and when it is published in milliseconds since the epoch. */
export interface Published {
  readonly atMs: number;
  readonly show: ShowState;
}

/** The states of a show that begins at `startMs`, in the order they are published. */
export type ShowScript = (startMs: number) => Iterable<Published>;
