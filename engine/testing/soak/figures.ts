import type { FrameCounts } from '../bench/stream/count-frames.js';
import type { PerPart } from '../bench/stream/usage.js';

/** A minute on air. */
export interface SoakMinute {
  /** Since the first frame. */
  readonly onAirSeconds: number;
  /** Frames that were decoded in it: the newest part of the stream is counted a little later. */
  readonly frames: FrameCounts;
  readonly cpuCores: PerPart;
  readonly memoryMib: PerPart;
  /** Received, sound included. */
  readonly bitrateKbps: number;
  readonly targetKbps: number;
  /** From the tick to the frame read at the ingest's end of the connection. */
  readonly latencyMs: Percentiles;
}

/** What a soak found. */
export interface SoakFigures {
  readonly backend: string;
  readonly scene: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  /** Over the whole stream, decoded from what the ingest received. */
  readonly frames: FrameCounts;
  /**
   * By how much the sound gains on the picture in an hour: by samples against frames, and by the
   * times that both carry.
   */
  readonly driftMsPerHour: { readonly samples: number; readonly stamps: number };
  readonly memory: Readonly<Record<keyof PerPart, Growth>>;
  readonly cpuSeconds: PerPart;
  readonly latencyMs: Percentiles;
  /** After the first start of each. */
  readonly restarts: {
    readonly browser: number;
    readonly encoder: number;
    readonly connection: number;
  };
  /** What the programme got over by itself. */
  readonly troubles: readonly string[];
  readonly minutes: readonly SoakMinute[];
}

/** Memory over the soak; how it grows is fitted to the second half. */
interface Growth {
  readonly meanMib: number;
  readonly growthPercentPerHour: number;
}

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** A line for a minute. */
export function formatMinute(minute: SoakMinute): string {
  const { onAirSeconds, frames, memoryMib, cpuCores, bitrateKbps, latencyMs } = minute;
  return [
    `${clockOf(onAirSeconds)}  ${frames.unique} of ${frames.expected} distinct`,
    `${frames.repeated} repeated, ${frames.dropped} dropped`,
    `memory ${partsOf(memoryMib, 0)} MiB`,
    `CPU ${partsOf(cpuCores, 2)}`,
    `${Math.round(bitrateKbps)} kbit/s`,
    `latency ${Math.round(latencyMs.p50)}/${Math.round(latencyMs.p95)} ms`,
  ].join(' | ');
}

/** The whole, for people. */
export function formatSoak(figures: SoakFigures): string {
  const { frames, driftMsPerHour, memory, latencyMs, restarts, troubles } = figures;
  return [
    `${figures.backend}, ${figures.scene}, ${figures.width}x${figures.height}, ${figures.fps} frames a second, ${clockOf(figures.seconds)}`,
    `frames: ${frames.unique} of ${frames.expected} distinct, ${frames.repeated} repeated, ${frames.dropped} dropped`,
    `sound against picture: ${driftMsPerHour.samples} ms an hour by samples, ${driftMsPerHour.stamps} by times`,
    `memory an hour: ${memory.total.growthPercentPerHour} % of ${memory.total.meanMib} MiB (browser ${memory.browser.growthPercentPerHour} %, node ${memory.node.growthPercentPerHour} %, encoders ${memory.ffmpeg.growthPercentPerHour} %)`,
    `latency: ${Math.round(latencyMs.p50)} ms p50, ${Math.round(latencyMs.p95)} ms p95`,
    `restarts: browser ${restarts.browser}, encoder ${restarts.encoder}, connection ${restarts.connection}`,
    ...troubles.map((trouble) => `trouble: ${trouble}`),
    '',
  ].join('\n');
}

/** Node, browser, encoders. */
const partsOf = (parts: PerPart, digits: number): string =>
  `node ${parts.node.toFixed(digits)} browser ${parts.browser.toFixed(digits)} encoders ${parts.ffmpeg.toFixed(digits)}`;

const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
