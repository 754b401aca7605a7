import type { Arrival } from './meter.js';

/** What a metered ingest is started with, as JSON in its first argument. */
export interface IngestOrder {
  readonly ffmpegPath: string;
  /** Where it keeps what it receives. */
  readonly dir: string;
  /**
   * Keep only so many seconds at a time, count the frames in them, and forget them. Without, all is
   * kept and nothing counted.
   */
  readonly countEverySeconds?: number;
}

/** What is asked of it, a line of JSON each. */
export type IngestRequest =
  | { readonly kind: 'take' }
  /** Wait for the publisher to go, and write all that was kept into one MP4. */
  | { readonly kind: 'finish'; readonly outFile: string; readonly limitMs: number };

/** What has come since the last time. */
export interface Taken {
  readonly arrivals: readonly Arrival[];
  /** The numbers of the frames that were decoded, in order. */
  readonly counters: readonly number[];
}

/** What it says, a line of JSON each: once that it is ready, then an answer to each request. */
export type IngestAnswer =
  | { readonly kind: 'ready'; readonly url: string }
  | ({ readonly kind: 'taken' } & Taken)
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly message: string };
