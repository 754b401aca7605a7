import { SothebaisError } from '../../engine/domain/errors.js';
import type { EncoderHealth } from '../../engine/ports/program.js';
import { pause } from '../pause.js';
import type { Picture } from '../source/picture.js';
import { Allowance } from '../watch/allowance.js';
import { EncoderLife } from './encoder-life.js';
import type { CodedFrame, EncodingPlan, StartEncoder } from './encoder.js';

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
/** Where an hour's restarts are used up, one is tried so often all the same: else there is nothing. */
const LONGEST_PAUSE_MS = 60_000;
const PAUSE_MS = 250;
/** One that cannot stand by now is not tried again at once: nobody needs it yet. */
const STAND_BY_PAUSE_MS = 10_000;
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
  #current: EncoderLife | undefined;
  #spare: EncoderLife | undefined;
  #standingBy = false;
  #restarting = false;
  #config: Buffer | undefined;
  #begun = false;
  #progressMs = 0;
  #name = 'starting';
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
    const first = await this.#begin();
    if (this.#isClosing()) await first.encoder.close();
    else if (first.isLost) void this.#restart(0);
    else this.#adopt(first);
  }

  /** Hands one tick over. The picture is retained for as long as its frame has not come. */
  put(tick: number, dueMs: number, picture: Picture, isNew: boolean): Fate {
    const last = this.#waiting.at(-1);
    if (this.#isClosing() || this.#waiting.length >= WAITING_SECONDS * this.#plan.fps)
      return 'lost';
    if (!last && this.isStarting && !canBegin(picture)) return 'lost';
    const isBehind = isNew && last !== undefined && this.#pictures() >= this.#options.picturesMax;
    const shown = isBehind ? last.picture : picture;
    const isRepeat = isBehind || !isNew;
    if (!last) this.#progressMs = performance.now();
    this.#waiting.push({ tick, dueMs, picture: shown.retain(), isRepeat });
    this.#current?.encoder.put({ picture: shown, isRepeat, key: false });
    return isBehind ? 'repeated' : 'taken';
  }

  /** Gives up the encoder that there is, for a reason; another one takes over. */
  restart(why: string): void {
    if (!this.#current) return;
    this.#lose(new SothebaisError('ENCODER_FAILED', why, { details: { blame: 'ours' } }));
  }

  /** Whether there is one, begun or not. */
  get isUp(): boolean {
    return this.#current !== undefined;
  }

  /** Whether one is being started, or has not given its first frame. */
  get isStarting(): boolean {
    return !this.#current || !this.#begun;
  }

  /** Whether it encodes by this kind. */
  uses(start: StartEncoder): boolean {
    return start === this.#start;
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
    if (!picture) this.#leaveOut(this.#waiting.length);
    for (const [i, waiting] of this.#waiting.entries()) {
      waiting.picture.release();
      waiting.picture = (picture ?? waiting.picture).retain();
      waiting.isRepeat = i > 0;
    }
    this.#start = start;
    this.#dropSpare();
    this.#replace();
  }

  /** Sets the bitrate: at once where the encoder can, else once another one stands that has it. */
  setBitrate(bitrateKbps: number): void {
    if (bitrateKbps === this.#plan.bitrateKbps) return;
    this.#plan = { ...this.#plan, bitrateKbps };
    if (this.#spare?.follow(this.#plan) === false) this.#dropSpare();
    this.#current?.follow(this.#plan);
    void this.#standBy();
  }

  /** How it stands, but for the bitrate that comes out. */
  health(nowMs: number): Omit<EncoderHealth, 'bitrateKbps'> {
    this.#frames = this.#frames.filter(({ atMs }) => atMs > nowMs - SPEED_WINDOW_MS);
    const spanMs = nowMs - (this.#frames[0]?.atMs ?? nowMs);
    const perSecond = spanMs > 0 ? (this.#frames.length - 1) / (spanMs / 1000) : 0;
    return {
      name: this.#name,
      speed: Math.round((perSecond / this.#plan.fps) * 100) / 100,
      targetKbps: this.#plan.bitrateKbps,
      restarts: this.#restarts,
    };
  }

  /** Waits for the frames of all that was put, ends the encoder, all within `limitMs`. */
  async close(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (this.#current && this.#waiting.length > 0 && performance.now() < endMs - 300) {
      await pause(5);
    }
    this.#closing.abort();
    const last = this.#current;
    this.#current = undefined;
    this.#dropSpare();
    await Promise.race([last?.encoder.close(), pause(Math.max(200, endMs - performance.now()))]);
    this.#leaveOut(this.#waiting.length);
  }

  /** Distinct pictures that wait. */
  #pictures(): number {
    return this.#waiting.reduce((count, { isRepeat }) => count + (isRepeat ? 0 : 1), 0);
  }

  #leaveOut(count: number): void {
    for (const { picture } of this.#waiting.splice(0, count)) picture.release();
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Starts an encoder that says nothing until it is adopted. */
  #begin(): Promise<EncoderLife> {
    return EncoderLife.open(this.#start, this.#plan, (life, error) => {
      if (life === this.#current) this.#lose(error);
      if (life !== this.#spare) return;
      this.#spare = undefined;
      void this.#standBy(STAND_BY_PAUSE_MS);
    });
  }

  /** Whether it is what is wanted now: much may have been asked for while it started. */
  #fits(life: EncoderLife): boolean {
    return !life.isLost && life.start === this.#start && life.plan === this.#plan;
  }

  #adopt(life: EncoderLife): void {
    this.#current = life;
    this.#name = life.encoder.name;
    this.#begun = false;
    this.#progressMs = performance.now();
    life.listen({
      onConfig: (config) => {
        if (life !== this.#current || this.#config?.equals(config)) return;
        this.#config = config;
        this.#events.onConfig(config);
      },
      onFrame: (frame) => {
        if (life === this.#current) this.#settle(frame);
      },
    });
    const first = this.#waiting.findIndex(({ picture }) => canBegin(picture));
    this.#leaveOut(first === -1 ? this.#waiting.length : first);
    // A copy: an encoder may give a frame, or be lost, before `put` returns.
    for (const [i, { picture, isRepeat }] of [...this.#waiting].entries()) {
      if (life !== this.#current) return;
      life.encoder.put({ picture, isRepeat: i > 0 && isRepeat, key: i === 0 });
    }
    void this.#standBy();
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
    this.#replace(this.#allowance.take(performance.now()));
  }

  /** Another encoder takes over: the one that stands by, else one that starts after `waitMs`. */
  #replace(waitMs = 0): void {
    void this.#current?.encoder.close();
    this.#current = undefined;
    if (this.#restarting) return;
    const spare = this.#takeSpare();
    if (spare) this.#adopt(spare);
    else void this.#restart(waitMs);
  }

  async #restart(waitMs: number): Promise<void> {
    this.#restarting = true;
    for (let pauseMs = waitMs; !this.#isClosing();) {
      if (pauseMs > 0) await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), this.#closing.signal);
      const life =
        this.#takeSpare() ?? (await this.#begin().catch((cause: unknown) => this.#tell(cause)));
      if (life && this.#fits(life) && !this.#isClosing()) {
        this.#restarting = false;
        this.#adopt(life);
        return;
      }
      void life?.encoder.close();
      const hasFailed = !life || life.isLost;
      pauseMs = hasFailed ? Math.max(PAUSE_MS, this.#allowance.take(performance.now())) : 0;
    }
    this.#restarting = false;
  }

  #tell(cause: unknown): undefined {
    if (!this.#isClosing()) this.#events.onTrouble(asEncoderFailure(cause));
  }

  /** Starts one that stands by. Where the one at work is outdated, it takes over at once. */
  async #standBy(pauseMs = 0): Promise<void> {
    if (this.#standingBy) return;
    this.#standingBy = true;
    for (let waitMs = pauseMs; !this.#spare && !this.#isClosing();) {
      if (waitMs > 0) await pause(waitMs, this.#closing.signal);
      // What does not start now is told when it is needed and does not start.
      const life = await this.#begin().catch(() => undefined);
      if (life && this.#fits(life) && !this.#isClosing()) this.#spare = life;
      else void life?.encoder.close();
      waitMs = !life || life.isLost ? STAND_BY_PAUSE_MS : 0;
    }
    this.#standingBy = false;
    if (this.#current && !this.#fits(this.#current) && !this.#isClosing()) this.#replace();
  }

  #takeSpare(): EncoderLife | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare;
  }

  #dropSpare(): void {
    void this.#takeSpare()?.encoder.close();
  }
}

/** What an encoder can begin with: pixels, or a frame that needs none before it. */
const canBegin = ({ coded }: Picture): boolean => coded?.isKey !== false;

function asEncoderFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('ENCODER_FAILED', 'The encoder of the picture did not start.', {
    cause,
  });
}
