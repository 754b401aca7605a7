import { percentile } from '../bench/stream/figures.js';
import type { Arrival } from '../bench/stream/meter.js';
import type { Sample } from './trend.js';

/** Samples in a frame of AAC, and how long they sound. */
const SOUND_FRAME_MS = (1_024 / 48_000) * 1_000;

/** A median of less than this says little: the end of a stream comes in another order. */
const LEAST_MS = 1_000;

/** How far the sound was ahead of the picture over some time, in milliseconds. */
export interface Lead {
  /** By how much more of it was received: samples against frames. */
  readonly samples: Sample;
  /** By the times that both carry. */
  readonly stamps: Sample;
}

/** Follows sound and picture as they are received, which are one after another in the stream. */
export class SyncGauge {
  readonly #frameMs: number;
  #pictures = 0;
  #sounds = 0;
  #soundMs = 0;

  constructor(fps: number) {
    this.#frameMs = 1_000 / fps;
  }

  /** How many frames of the picture were received. */
  get pictures(): number {
    return this.#pictures;
  }

  /** Takes what came in, in order; gives the median lead in it, undefined for less than a second. */
  add(arrivals: readonly Arrival[]): Lead | undefined {
    const leads: { readonly samples: number; readonly stamps: number }[] = [];
    for (const { kind, atMs } of arrivals) {
      if (kind === 'audio') {
        this.#sounds++;
        this.#soundMs = atMs + SOUND_FRAME_MS;
        continue;
      }
      this.#pictures++;
      leads.push({
        samples: this.#sounds * SOUND_FRAME_MS - this.#pictures * this.#frameMs,
        stamps: this.#soundMs - (atMs + this.#frameMs),
      });
    }
    if (leads.length * this.#frameMs < LEAST_MS) return undefined;
    const atMs = (this.#pictures - leads.length / 2) * this.#frameMs;
    const median = (of: (lead: (typeof leads)[number]) => number): Sample => ({
      ...{ atMs, value: percentile(leads.map(of), 0.5) },
    });
    return { samples: median((lead) => lead.samples), stamps: median((lead) => lead.stamps) };
  }
}
