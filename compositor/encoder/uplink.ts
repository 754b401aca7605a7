import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationHealth } from '../../engine/ports/program.js';
import type { Picture } from '../source/picture.js';
import { pause } from '../pause.js';
import { Encoder, type EncoderSettings } from './ffmpeg.js';

/** Memory that pictures waiting for the encoder may take. */
const QUEUE_BYTES = 96 * 1024 * 1024;
/** Ticks that may wait before the encoder counts as stuck. */
const QUEUE_SECONDS = 10;
/** Ticks on their way into the encoder at once. */
const IN_FLIGHT = 2;
const BACKOFF_MS = [250, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** An encoder that lived this long had a good connection: the next wait is short again. */
const GOOD_LIFE_MS = 30_000;

interface Queued {
  readonly picture: Picture;
  readonly sound: Buffer;
}

/** What became of a tick: handed on, handed on with the picture before, or lost. */
export type Fate = 'taken' | 'repeated' | 'lost';

/**
 * The way to one destination: an encoder, and another one whenever it ends before its time.
 *
 * Ticks wait in a bounded queue. Where an encoder falls behind, it first gets repeats of the last
 * picture, which cost it little, and is replaced once it is ten seconds behind.
 */
export class Uplink {
  readonly #settings: EncoderSettings;
  readonly #address: string;
  readonly #onTrouble: (error: SothebaisError) => void;
  readonly #distinctMax: number;
  readonly #queueMax: number;
  readonly #queue: Queued[] = [];
  readonly #closing = new AbortController();
  #encoder: Encoder | undefined;
  #state: DestinationHealth['state'] = 'connecting';
  #inFlight = 0;
  #reconnects = 0;
  #bytesBefore = 0;
  #failures = 0;
  #drained: (() => void) | undefined;
  /** Ticks that were taken from the program and never reached an encoder. */
  lost = 0;

  constructor(
    settings: EncoderSettings,
    frameBytes: number,
    onTrouble: (error: SothebaisError) => void,
  ) {
    const { fps, target } = settings.plan;
    this.#settings = settings;
    this.#address = withoutCredentials(target);
    this.#onTrouble = onTrouble;
    this.#distinctMax = Math.min(3 * fps, Math.ceil(QUEUE_BYTES / frameBytes));
    this.#queueMax = Math.ceil(QUEUE_SECONDS * fps);
  }

  /** @throws SothebaisError `ENCODER_MISSING` when FFmpeg cannot be started at all */
  async open(): Promise<void> {
    this.#adopt(await Encoder.start(this.#settings));
  }

  /** Hands one tick over. The picture is retained for as long as it waits. */
  put(picture: Picture, sound: Buffer): Fate {
    if (!this.#encoder) return 'lost';
    if (this.#queue.length >= this.#queueMax) {
      void this.#encoder.stop();
      return 'lost';
    }
    const behind = this.#queue.length >= this.#distinctMax ? this.#queue.at(-1) : undefined;
    this.#queue.push({ picture: (behind?.picture ?? picture).retain(), sound });
    this.#pump(this.#encoder);
    return behind ? 'repeated' : 'taken';
  }

  health(): DestinationHealth {
    const progress = this.#encoder?.progress;
    const isLive = this.#state !== 'stopped' && progress !== undefined && progress.frames > 0;
    return {
      url: this.#address,
      state: isLive ? 'live' : this.#state,
      bytes: this.#bytesBefore + (progress?.bytes ?? 0),
      reconnects: this.#reconnects,
    };
  }

  /** Sends what waits, ends the GOP and the connection, all within `limitMs`. */
  async close(limitMs: number): Promise<void> {
    const encoder = this.#encoder;
    const startedMs = performance.now();
    if (encoder) {
      const drained = new Promise<void>((resolve) => {
        this.#drained = resolve;
        if (this.#queue.length + this.#inFlight === 0) resolve();
      });
      await Promise.race([drained, encoder.exited, pause(limitMs * 0.7)]);
    }
    this.#closing.abort();
    await encoder?.finish(Math.max(200, limitMs - (performance.now() - startedMs)));
    this.#bytesBefore += encoder?.progress.bytes ?? 0;
    this.#encoder = undefined;
    this.#state = 'stopped';
    this.#clearQueue();
  }

  #pump(encoder: Encoder): void {
    while (this.#inFlight < IN_FLIGHT && encoder === this.#encoder) {
      const next = this.#queue.shift();
      if (!next) break;
      this.#inFlight++;
      void encoder.write(next.picture.bytes, next.sound).then(() => {
        next.picture.release();
        if (encoder !== this.#encoder) return;
        this.#inFlight--;
        this.#pump(encoder);
        if (this.#queue.length + this.#inFlight === 0) this.#drained?.();
      });
    }
  }

  #adopt(encoder: Encoder): void {
    const startedMs = performance.now();
    this.#encoder = encoder;
    this.#inFlight = 0;
    void encoder.exited.then((code) => {
      if (this.#isClosing()) return;
      this.#bytesBefore += encoder.progress.bytes;
      this.#encoder = undefined;
      if (performance.now() - startedMs > GOOD_LIFE_MS) this.#failures = 0;
      this.lost += this.#inFlight;
      this.#clearQueue();
      this.#onTrouble(this.#broken(encoder, code));
      void this.#reopen();
    });
  }

  async #reopen(): Promise<void> {
    this.#state = 'reconnecting';
    while (!this.#isClosing()) {
      const pauseMs = BACKOFF_MS[Math.min(this.#failures++, BACKOFF_MS.length - 1)];
      try {
        await pause(pauseMs ?? 0, this.#closing.signal);
        if (this.#isClosing()) return;
        const encoder = await Encoder.start(this.#settings);
        if (this.#isClosing()) {
          await encoder.stop();
          return;
        }
        this.#reconnects++;
        this.#adopt(encoder);
        return;
      } catch (cause) {
        if (!this.#isClosing()) this.#onTrouble(asEncoderFailure(cause));
      }
    }
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  #broken(encoder: Encoder, code: number | null): SothebaisError {
    const how = code === null ? 'was killed' : `ended with code ${code}`;
    const words = encoder.words;
    return new SothebaisError(
      'ENCODER_FAILED',
      `The encoder for ${this.#address} ${how}${words === '' ? '' : `, saying "${words}"`}; another one takes over.`,
    );
  }

  #clearQueue(): void {
    this.lost += this.#queue.length;
    for (const { picture } of this.#queue.splice(0)) picture.release();
  }
}

function asEncoderFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('ENCODER_FAILED', 'The encoder did not start.', { cause });
}

/** The address as it may be shown: without a name, a password or a query. */
function withoutCredentials(target: string): string {
  if (!URL.canParse(target)) return target;
  const url = new URL(target);
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href;
}
