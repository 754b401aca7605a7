import type { FrameCounts } from './count-frames.js';
import type { PerPart } from './usage.js';

/** What one backend did at one size. */
export interface StreamRun extends FrameCounts {
  readonly backend: string;
  readonly scene: string;
  /** As health names it. */
  readonly encoder: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  /** What the encoder is set to. */
  readonly bitrateKbps: number;
  /** What came at the ingest, sound included. */
  readonly receivedKbps: number;
  readonly cpuSeconds: PerPart;
  /** From the tick to the whole FLV tag read at the ingest's end of the connection. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  /** From the tick to the frame out of the encoder, over the last ten seconds, as health tells it. */
  readonly encoderLatencyMs: { readonly p50: number; readonly p95: number };
  /**
   * From the publication of a state within a scene to the arrival of the first frame that the stage
   * says it drew from it.
   */
  readonly stateToPixelMs: Spread;
  /** The same for states that take another scene: the transition, meant to be seen, is in it. */
  readonly sceneToPixelMs: Spread;
  /** From the call that starts the programme to the first frame read at the ingest. */
  readonly startMs: number;
  readonly encodeOnlyCpuSeconds: number;
  readonly ratio: number;
}

export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

/** All that a bench found. */
export interface StreamFigures {
  readonly runs: readonly StreamRun[];
  /** Backends that cannot run here. */
  readonly absent: readonly { readonly backend: string; readonly message: string }[];
  readonly encodeOnly: {
    /** Each run of FFmpeg alone, for as long as the others ran. */
    readonly cpuSeconds: readonly number[];
    /** How much of the show was encoded; the cost is scaled from it to the whole. */
    readonly sampledSeconds: number;
  };
  readonly machine: { readonly processors: number; readonly model: string };
}

/** The value below which `share` of all lie; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
}

export const spreadOf = (values: readonly number[]): Spread => ({
  count: values.length,
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
});

/** To two digits behind the point. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export const roundParts = (parts: PerPart): PerPart => ({
  browser: round(parts.browser),
  node: round(parts.node),
  ffmpeg: round(parts.ffmpeg),
  total: round(parts.total),
});
