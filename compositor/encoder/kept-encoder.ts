import { SothebaisError } from '../../engine/domain/errors.js';
import type { EncoderHealth } from '../../engine/ports/program.js';
import { pause } from '../pause.js';
import type { Picture } from '../source/picture.js';
import { Allowance } from '../watch/allowance.js';
import type {
  CodedFrame,
  EncoderEvents,
  EncodingPlan,
  StartEncoder,
  VideoEncoder,
} from './encoder.js';

/** What became of a tick: to be encoded, encoded with the picture before, or left out. */
export type Fate = 'taken' | 'repeated' | 'lost';

export interface KeptEncoderEvents {
  /** Before the first frame, and whenever it changes. */
  onConfig(avcConfig: Buffer): void;
  /** One for every tick that was put, in order. */
  onFrame(frame: CodedFrame, tick: number, dueMs: number): void;
  onTrouble(error: SothebaisError): void;
}

export interface KeptEncoderOptions {
  readonly plan: EncodingPlan;
  readonly start: StartEncoder;
  /** Pictures that may wait for the encoder; beyond them it gets repeats, which cost it little. */
  readonly picturesMax: number;
}

/** Ticks that may wait before more are left out. */
const WAITING_SECONDS = 3;
const RESTARTS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const PAUSE_MS = 250;
const SPEED_WINDOW_MS = 10_000;

interface Waiting {
  readonly tick: number;
  /** On the clock of `performance.now`. */
  readonly dueMs: number;
  picture: Picture;
  isRepeat: boolean;
}

/**
 * An encoder that is started again whenever it ends or hangs, and owes no frame: what was put into
 * one that is lost is put into the next. A second one stands by, so that the next is there at once.
 */
export class KeptEncoder {
  readonly #options: KeptEncoderOptions;
  readonly #events: KeptEncoderEvents;
  readonly #waiting: Waiting[] = [];
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #closing = new AbortController();
  #plan: EncodingPlan;
  #start: StartEncoder;
  #life = 0;
  #encoder: VideoEncoder | undefined;
  #spare: Spare | undefined;
  #restarting = false;
  #config: Buffer | undefined;
  #begun = false;
  #progressMs = 0;
  #restarts = 0;
  #frames: { readonly atMs: number }[] = [];

  constructor(options: KeptEncoderOptions, events: KeptEncoderEvents) {
    this.#options = options;
    this.#plan = options.plan;
    this.#start = options.start;
    this.#events = events;
  }

  /** Starts the first encoder; its failure is the caller's. */
  async open(): Promise<void> {
    this.#adopt(await this.#begin());
  }

  /** Hands one tick over. The picture is retained for as long as its frame has not come. */
  put(tick: number, dueMs: number, picture: Picture, isNew: boolean): Fate {
    const last = this.#waiting.at(-1);
    if (this.#waiting.length >= WAITING_SECONDS * this.#plan.fps) return 'lost';
    const isBehind = isNew && last !== undefined && this.#pictures() >= this.#options.picturesMax;
    const shown = isBehind ? last.picture : picture;
    const isRepeat = isBehind || !isNew;
    const next = { tick, dueMs, picture: shown.retain(), isRepeat };
    if (this.#waiting.length === 0) this.#progressMs = performance.now();
    this.#waiting.push(next);
    this.#encoder?.put({ picture: shown, isRepeat, key: false });
    return isBehind ? 'repeated' : 'taken';
  }

  /** Gives up the encoder that there is, for a reason; another one takes over. */
  restart(why: string): void {
    if (!this.#encoder) return;
    this.#lose(new SothebaisError('ENCODER_FAILED', why, { details: { blame: 'ours' } }));
  }

  /** Whether one is being started, or has not given its first frame. */
  get isStarting(): boolean {
    return !this.#encoder || !this.#begun;
  }

  /** How many more restarts this hour allows. */
  restartsLeft(nowMs: number): number {
    return this.#allowance.left(nowMs);
  }

  /** Milliseconds for which it has owed frames and given none; 0 where it owes none. */
  silentMs(nowMs: number): number {
    return this.#waiting.length === 0 ? 0 : Math.max(0, nowMs - this.#progressMs);
  }

  /**
   * Encodes by another kind from now on. What waits shows `picture` instead; where there is none
   * that the new kind could take, those few ticks are left out.
   */
  use(start: StartEncoder, picture?: Picture): void {
    if (start === this.#start) return;
    this.#waiting.forEach((waiting, i) => {
      waiting.picture.release();
      if (picture) waiting.picture = picture.retain();
      waiting.isRepeat = i > 0;
    });
    if (!picture) this.#waiting.length = 0;
    this.#start = start;
    this.#dropSpare();
    this.#replace();
  }

  /** Sets the bitrate from the next frames on. */
  setBitrate(bitrateKbps: number): void {
    if (bitrateKbps === this.#plan.bitrateKbps) return;
    this.#plan = { ...this.#plan, bitrateKbps };
    this.#dropSpare();
    if (this.#encoder?.setBitrate(bitrateKbps) === false) this.#replace();
    else this.#standBy();
  }

  /** How it stands, but for the bitrate that comes out. */
  health(nowMs: number): Omit<EncoderHealth, 'bitrateKbps'> {
    this.#frames = this.#frames.filter(({ atMs }) => atMs > nowMs - SPEED_WINDOW_MS);
    const spanMs = nowMs - (this.#frames[0]?.atMs ?? nowMs);
    const perSecond = spanMs > 0 ? (this.#frames.length - 1) / (spanMs / 1000) : 0;
    return {
      name: this.#encoder?.name ?? 'starting',
      speed: Math.round((perSecond / this.#plan.fps) * 100) / 100,
      targetKbps: this.#plan.bitrateKbps,
      restarts: this.#restarts,
    };
  }

  /** Waits for the frames of all that was put, ends the encoder, all within `limitMs`. */
  async close(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (this.#encoder && this.#waiting.length > 0 && performance.now() < endMs - 300) {
      await pause(5);
    }
    this.#closing.abort();
    this.#life++;
    this.#dropSpare();
    await Promise.race([this.#encoder?.close(), pause(Math.max(200, endMs - performance.now()))]);
    this.#encoder = undefined;
    for (const { picture } of this.#waiting.splice(0)) picture.release();
  }

  /** Distinct pictures that wait. */
  #pictures(): number {
    return this.#waiting.reduce((count, { isRepeat }) => count + (isRepeat ? 0 : 1), 0);
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Starts an encoder that says nothing until it is adopted. */
  async #begin(): Promise<Spare> {
    const spare = new Spare(this.#start, this.#plan);
    await spare.open((error) => {
      if (spare === this.#spare) this.#spare = undefined;
      if (spare.life === this.#life) this.#lose(error);
    });
    return spare;
  }

  #adopt(spare: Spare): void {
    const life = ++this.#life;
    spare.life = life;
    this.#encoder = spare.encoder;
    this.#begun = false;
    this.#progressMs = performance.now();
    spare.listen({
      onConfig: (config) => {
        if (life !== this.#life || this.#config?.equals(config)) return;
        this.#config = config;
        this.#events.onConfig(config);
      },
      onFrame: (frame) => {
        if (life === this.#life) this.#settle(frame);
      },
    });
    this.#waiting.forEach(({ picture, isRepeat }, i) => {
      spare.encoder.put({ picture, isRepeat: i > 0 && isRepeat, key: i === 0 });
    });
    this.#standBy();
  }

  #settle(frame: CodedFrame): void {
    const done = this.#waiting.shift();
    if (!done) return;
    const nowMs = performance.now();
    this.#begun = true;
    this.#progressMs = nowMs;
    this.#frames.push({ atMs: nowMs });
    this.#events.onFrame(frame, done.tick, done.dueMs);
    done.picture.release();
  }

  #lose(error: SothebaisError): void {
    if (this.#isClosing()) return;
    this.#restarts++;
    this.#events.onTrouble(error);
    this.#replace();
  }

  /** Another encoder takes over, the one that stands by where there is one. */
  #replace(): void {
    const old = this.#encoder;
    this.#encoder = undefined;
    this.#life++;
    if (this.#restarting) return;
    const spare = this.#spare;
    this.#spare = undefined;
    void old?.close();
    if (spare) {
      this.#allowance.take(performance.now());
      this.#adopt(spare);
    } else {
      void this.#restart();
    }
  }

  async #restart(): Promise<void> {
    this.#restarting = true;
    while (!this.#isClosing()) {
      try {
        const waitMs = this.#allowance.take(performance.now());
        if (waitMs > 0) {
          await pause(Math.min(waitMs, HOUR_MS / RESTARTS_AN_HOUR), this.#closing.signal);
          continue;
        }
        const begun = await this.#begin();
        this.#restarting = false;
        if (this.#isClosing()) await begun.encoder.close();
        else this.#adopt(begun);
        return;
      } catch (cause) {
        if (!this.#isClosing()) this.#events.onTrouble(asEncoderFailure(cause));
        await pause(PAUSE_MS, this.#closing.signal);
      }
    }
  }

  #standBy(): void {
    if (this.#spare || this.#isClosing()) return;
    const start = this.#start;
    const plan = this.#plan;
    this.#begin().then(
      (spare) => {
        const isWanted = start === this.#start && plan === this.#plan && !this.#spare;
        if (isWanted && !this.#isClosing()) this.#spare = spare;
        else void spare.encoder.close();
      },
      // What does not start now is told when it is needed and does not start.
      () => undefined,
    );
  }

  #dropSpare(): void {
    void this.#spare?.encoder.close();
    this.#spare = undefined;
  }
}

type SpareListener = Pick<EncoderEvents, 'onConfig' | 'onFrame'>;

/** An encoder that was started ahead: what it says before somebody listens is kept. */
class Spare {
  readonly #start: StartEncoder;
  readonly #plan: EncodingPlan;
  #config: Buffer | undefined;
  #listener: SpareListener = {
    onConfig: (config) => (this.#config = config),
    onFrame: () => undefined,
  };
  #encoder: VideoEncoder | undefined;
  /** The life of the kept encoder that it carries; 0 while it stands by. */
  life = 0;

  constructor(start: StartEncoder, plan: EncodingPlan) {
    this.#start = start;
    this.#plan = plan;
  }

  get encoder(): VideoEncoder {
    if (!this.#encoder) throw new Error('An encoder was used before it was started.');
    return this.#encoder;
  }

  async open(onLost: (error: SothebaisError) => void): Promise<void> {
    this.#encoder = await this.#start(this.#plan, {
      onConfig: (config) => this.#listener.onConfig(config),
      onFrame: (frame) => this.#listener.onFrame(frame),
      onLost,
    });
  }

  listen(listener: SpareListener): void {
    if (this.#config) listener.onConfig(this.#config);
    this.#listener = listener;
  }
}

function asEncoderFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('ENCODER_FAILED', 'The encoder of the picture did not start.', {
    cause,
  });
}
