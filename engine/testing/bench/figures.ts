import type { StartFigures } from './start.js';

/** What a run of the bench found. A part that was not asked for is absent. */
export interface Figures {
  /** The rules of a lot. */
  readonly rules?: Rate;
  /** The same with all that an auction asks besides: whose bid it is, deposits, limits. */
  readonly decide?: Rate;
  readonly parse?: Rate;
  readonly durable?: Rate & { readonly synchronous: 'FULL'; readonly batch: number };
  readonly endToEnd?: Rate & Latency;
  /** The same jobs through BullMQ's own worker with an empty processor. */
  readonly queueNoop?: Rate & { readonly concurrency: number };
  /** `endToEnd` over `queueNoop`. */
  readonly ratio?: number;
  /** From `queue.add` to the commit, at 250 bids a second. */
  readonly paced250?: Latency;
  /** Bids on 100 open lots beside bids on one. */
  readonly lots100?: Rate & { readonly oneLotPerSecond: number; readonly ratio: number };
  /** How long a house takes to open on such a book. */
  readonly start?: StartFigures;
  /** One bid at a time, in a book of a million events beside an empty one. */
  readonly millionEvents?: Latency & {
    readonly events: number;
    readonly emptyP50Ms: number;
    readonly emptyP99Ms: number;
    readonly ratio: number;
  };
}

export interface Rate {
  readonly perSecond: number;
}

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How much was done in how long. */
export const rateOf = (count: number, ms: number): Rate => ({
  perSecond: Math.round((count / ms) * 1000),
});

/** The median and the 99th of a hundred, of times in milliseconds. */
export function latencyOf(timesMs: readonly number[]): Latency {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const share = (part: number) => round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { p50Ms: share(0.5), p99Ms: share(0.99) };
}

/** To three digits behind the point. */
export const round = (value: number): number => Math.round(value * 1000) / 1000;
