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

/** Samples in a frame of AAC. An encoder begins with one frame that only warms it up. */
const FRAME_SAMPLES = 1024;
const BYTES_PER_SAMPLE = 4;
/** Frames that the next encoder is given once more, to be in its stride where the last one ended. */
const RUN_UP_FRAMES = 2;
/** An encoder that owes sound of this length and gives none for as long has hung. */
const STUCK_MS = 1_000;
/** An encoder owes so little all the time: it looks ahead. */
const CALM_MS = 100;
/** Sound that waits for an encoder which restarts. */
const HELD_SAMPLES = 10 * SAMPLE_RATE;
const RESTARTS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
/** Where an hour's restarts are used up, one is tried so often all the same. */
const LONGEST_PAUSE_MS = 60_000;
const PAUSE_MS = 100;

/**
 * The encoder of the sound, and another one whenever it ends. Its clock is the count of samples.
 *
 * Sound is held until its frame has come, and a little longer. The next encoder goes on with the
 * first sample that the one before still owed, so that the frames of both join as those of one.
 */
export class KeptSound {
  readonly #programs: { readonly ffmpegPath: string; readonly processes: Processes };
  readonly #events: KeptSoundEvents;
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #closing = new AbortController();
  #filter: Filter | undefined;
  #life = 0;
  /** What was written and has not come as frames, after a little that has. */
  readonly #held: Buffer[] = [];
  #heldSamples = 0;
  #written = 0;
  /** The sample with which the next frame begins. */
  #next = 0;
  /** Frames of the encoder at work that are yet to be left out: they warm it up, or came before. */
  #spare = 0;
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
    if (this.#isClosing()) return;
    if (this.#owedMs() < CALM_MS) this.#progressMs = performance.now();
    this.#held.push(samples);
    this.#heldSamples += samples.length / BYTES_PER_SAMPLE;
    this.#written += samples.length / BYTES_PER_SAMPLE;
    this.#filter?.write(samples);
    // Only without an encoder does it come to this much: the oldest of it is left out.
    this.#letGoBefore(this.#written - HELD_SAMPLES);
  }

  /** Gives up an encoder that has hung. To be called every tick. */
  check(nowMs: number): void {
    const isStuck = this.#owedMs() >= STUCK_MS && nowMs - this.#progressMs >= STUCK_MS;
    if (!this.#filter || !isStuck) return;
    const message = 'The encoder of the sound gave nothing for a second; another one takes over.';
    this.#lose(new SothebaisError('ENCODER_FAILED', message, { details: { blame: 'ours' } }));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#filter?.close();
    this.#filter = undefined;
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  #owedMs(): number {
    return ((this.#written - this.#next) * 1000) / SAMPLE_RATE;
  }

  async #begin(): Promise<void> {
    const life = ++this.#life;
    const filter = await Filter.start(
      { ...this.#programs, args: buildAudioArgs(), name: 'The encoder of the sound' },
      {
        onTag: ({ kind, body }) => {
          // What one that was given up still says, the next one says again.
          if (kind !== 'audio' || life !== this.#life || this.#isClosing()) return;
          const { kind: what, bytes } = readAacTag(body);
          if (what === 'frame') this.#take(bytes);
        },
        onLost: (error) => {
          if (life === this.#life) this.#lose(error);
        },
      },
    );
    if (this.#isClosing()) {
      await filter.close();
      return;
    }
    this.#progressMs = performance.now();
    this.#filter = filter;
    const comeSamples = this.#next - (this.#written - this.#heldSamples);
    const runUp = Math.min(RUN_UP_FRAMES, Math.floor(comeSamples / FRAME_SAMPLES));
    this.#spare = 1 + runUp;
    const from = (comeSamples - runUp * FRAME_SAMPLES) * BYTES_PER_SAMPLE;
    filter.write(Buffer.concat(this.#held).subarray(from));
  }

  #take(bytes: Buffer): void {
    this.#progressMs = performance.now();
    if (this.#spare > 0) {
      this.#spare--;
      return;
    }
    const atMs = (this.#next * 1000) / SAMPLE_RATE;
    this.#letGoBefore(this.#next + FRAME_SAMPLES);
    this.#events.onPacket({ kind: 'audio', atMs, bytes });
  }

  /** Goes on to `sample`, and holds no more of what is before it than a run-up. */
  #letGoBefore(sample: number): void {
    this.#next = Math.max(this.#next, Math.min(sample, this.#written));
    for (let [oldest] = this.#held; oldest; [oldest] = this.#held) {
      const samples = oldest.length / BYTES_PER_SAMPLE;
      const endsAt = this.#written - this.#heldSamples + samples;
      if (endsAt > this.#next - RUN_UP_FRAMES * FRAME_SAMPLES) return;
      this.#held.shift();
      this.#heldSamples -= samples;
    }
  }

  #lose(error: SothebaisError): void {
    if (this.#isClosing()) return;
    this.#life++;
    void this.#filter?.close();
    this.#filter = undefined;
    this.#events.onTrouble(error);
    void this.#restart();
  }

  async #restart(): Promise<void> {
    while (!this.#isClosing()) {
      const waitMs = Math.max(PAUSE_MS, this.#allowance.take(performance.now()));
      await pause(Math.min(waitMs, LONGEST_PAUSE_MS), this.#closing.signal);
      if (this.#isClosing()) return;
      try {
        await this.#begin();
        return;
      } catch (cause) {
        const message = 'The encoder of the sound did not start.';
        this.#events.onTrouble(new SothebaisError('ENCODER_FAILED', message, { cause }));
      }
    }
  }
}
