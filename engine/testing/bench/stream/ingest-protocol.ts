import type { Arrival } from './meter.js';

/** What a metered ingest is started with, as JSON in its first argument. */
export interface IngestOrder {
  readonly ffmpegPath: string;
  /** Where it keeps what it receives. */
  readonly dir: string;
}

/** What is asked of it, a line of JSON each. */
export type IngestRequest =
  | { readonly kind: 'take' }
  | { readonly kind: 'finish'; readonly outFile: string; readonly limitMs: number };

/** What it says, a line of JSON each: once that it is ready, then an answer to each request. */
export type IngestAnswer =
  | { readonly kind: 'ready'; readonly url: string }
  /** What has arrived since the last time. */
  | { readonly kind: 'taken'; readonly arrivals: readonly Arrival[] }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly message: string };
