import { SothebaisError } from '../../engine/domain/errors.js';
import type { Processes } from '../../engine/ports/processes.js';
import type { AudioPacket } from '../packet.js';
import { pause } from '../pause.js';
import { SAMPLE_RATE } from '../sound/mixer.js';
import { Allowance } from '../watch/allowance.js';
import { buildAudioArgs } from './args.js';
import { Filter } from './filter.js';
import { readAacTag } from './flv-body.js';

export interface KeptSoundEvents {
  onPacket(packet: AudioPacket): void;
  onTrouble(error: SothebaisError): void;
}

/** Samples in a frame of AAC; an encoder begins with one frame that only warms it up. */
const FRAME_SAMPLES = 1024;
const BYTES_PER_SAMPLE = 4;
/** An encoder that owes sound of this length and gives none for as long has hung. */
const STUCK_MS = 1_000;
/** Sound that waits for an encoder which restarts. */
const HELD_BYTES = 10 * SAMPLE_RATE * BYTES_PER_SAMPLE;
const RESTARTS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const PAUSE_MS = 100;

/** The encoder of the sound, and another one whenever it ends. Its clock is the count of samples. */
export class KeptSound {
  readonly #programs: { readonly ffmpegPath: string; readonly processes: Processes };
  readonly #events: KeptSoundEvents;
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #closing = new AbortController();
  #filter: Filter | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Samples that encoders before this one were given. */
  #samplesBefore = 0;
  #samples = 0;
  #frames = 0;
  #progressMs = 0;

  constructor(
    programs: { readonly ffmpegPath: string; readonly processes: Processes },
    events: KeptSoundEvents,
  ) {
    this.#programs = programs;
    this.#events = events;
  }

  /** @throws SothebaisError `ENCODER_MISSING` */
  async open(): Promise<void> {
    await this.#begin();
  }

  /** Takes the sound of one tick: s16le, 48 kHz, stereo. */
  write(samples: Buffer): void {
    this.#samples += samples.length / BYTES_PER_SAMPLE;
    if (this.#filter) {
      this.#filter.write(samples);
      return;
    }
    this.#held.push(samples);
    this.#heldBytes += samples.length;
    while (this.#heldBytes > HELD_BYTES) {
      const gone = this.#held.shift()?.length ?? 0;
      this.#heldBytes -= gone;
      this.#samplesBefore += gone / BYTES_PER_SAMPLE;
    }
  }

  /** Gives up an encoder that has hung. To be called every tick. */
  check(nowMs: number): void {
    const given = this.#samplesBefore + this.#frames * FRAME_SAMPLES;
    const owedMs = ((this.#samples - given) * 1000) / SAMPLE_RATE;
    if (!this.#filter || owedMs < STUCK_MS || nowMs - this.#progressMs < STUCK_MS) return;
    void this.#filter.close();
    const message = 'The encoder of the sound gave nothing for a second; another one takes over.';
    void this.#restart(
      new SothebaisError('ENCODER_FAILED', message, { details: { blame: 'ours' } }),
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#filter?.close();
    this.#filter = undefined;
  }

  async #begin(): Promise<void> {
    const filter = await Filter.start(
      { ...this.#programs, args: buildAudioArgs(), name: 'The encoder of the sound' },
      {
        onTag: ({ kind, body }) => {
          if (kind !== 'audio' || this.#closing.signal.aborted) return;
          const { kind: what, bytes } = readAacTag(body);
          if (what === 'frame') this.#take(bytes);
        },
        onLost: (error) => void this.#restart(error),
      },
    );
    if (this.#closing.signal.aborted) {
      await filter.close();
      return;
    }
    this.#frames = 0;
    this.#progressMs = performance.now();
    this.#filter = filter;
    for (const samples of this.#held.splice(0)) filter.write(samples);
    this.#heldBytes = 0;
  }

  #take(bytes: Buffer): void {
    this.#progressMs = performance.now();
    const samples = this.#samplesBefore + (this.#frames++ - 1) * FRAME_SAMPLES;
    // The frame that only warms the encoder up lies before the first sample.
    if (this.#frames === 1) return;
    this.#events.onPacket({ kind: 'audio', atMs: (samples * 1000) / SAMPLE_RATE, bytes });
  }

  async #restart(error: SothebaisError): Promise<void> {
    this.#filter = undefined;
    if (this.#closing.signal.aborted) return;
    this.#events.onTrouble(error);
    // The next one begins with what is written from now on.
    this.#samplesBefore = this.#samples;
    while (!this.#closing.signal.aborted) {
      const waitMs = Math.max(PAUSE_MS, this.#allowance.take(performance.now()));
      await pause(waitMs, this.#closing.signal);
      try {
        if (waitMs > PAUSE_MS || this.#closing.signal.aborted) continue;
        await this.#begin();
        return;
      } catch (cause) {
        const failure = new SothebaisError('ENCODER_FAILED', 'The sound is not encoded.', {
          cause,
        });
        this.#events.onTrouble(failure);
      }
    }
  }
}
