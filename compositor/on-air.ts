import type { Clock } from '../engine/ports/clock.js';
import type { Uplink } from './encoder/uplink.js';
import { Pace, type Placement } from './pace.js';
import type { KeptSource } from './source/kept-source.js';
import type { Picture } from './source/picture.js';
import type { Mixer } from './sound/mixer.js';
import { FirstFrames } from './watch/first-frames.js';

/** Counts since the first frame. */
export interface AirCounts {
  readonly frames: number;
  readonly unique: number;
  readonly repeated: number;
  readonly dropped: number;
}

export interface AirParts {
  readonly fps: number;
  readonly credit: number;
  readonly clock: Clock;
  readonly source: KeptSource;
  readonly mixer: Mixer;
  readonly uplink: Uplink;
  /** Told of the first frame of every state that reaches the picture. */
  readonly onShown?: (shown: ShownFrame) => void;
}

/** The first frame that shows a published state. */
export interface ShownFrame {
  readonly revision: number;
  /** The number that the frame counter shows in it. */
  readonly frame: number;
  /** Since the first frame, in milliseconds. */
  readonly onAirMs: number;
}

/** How late a picture may come and still take its own place. */
const PATIENCE_MS = 500;
/** The wall clock may stray this far from the ticks before they follow it in one step. */
const STRAY_MS = 40;

/**
 * The clock of the programme: asks the source for each tick's picture and hands the encoder one
 * picture and one stretch of sound for every tick, in order, whatever the source does.
 */
export class OnAir {
  readonly #parts: AirParts;
  readonly #pace: Pace;
  readonly #pictures = new Map<number, Picture>();
  readonly #firstFrames = new FirstFrames();
  readonly #startMs = performance.now();
  #firstMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wallOffsetMs: number;
  #latest: Picture | undefined;
  /** Whether the latest picture has not been on air yet. */
  #latestIsNew = false;
  #frames = 0;
  #unique = 0;
  #dropped = 0;
  #endMs: number | undefined;

  constructor(parts: AirParts) {
    this.#parts = parts;
    this.#wallOffsetMs = parts.clock.now() - this.#startMs;
    this.#pace = new Pace({
      fps: parts.fps,
      startMs: this.#startMs,
      credit: parts.credit,
      patienceMs: PATIENCE_MS,
    });
  }

  /** Starts the ticks. Call once, with the source up. */
  start(): void {
    this.#wake();
  }

  get counts(): AirCounts {
    const { lost } = this.#parts.uplink;
    return {
      frames: Math.max(0, this.#frames - lost),
      unique: Math.max(0, this.#unique - lost),
      repeated: this.#frames - this.#unique,
      dropped: this.#dropped + lost,
    };
  }

  /** Since the first frame; 0 before it. */
  get onAirMs(): number {
    const nowMs = this.#endMs ?? performance.now();
    return nowMs - (this.#firstMs ?? nowMs);
  }

  /** The source was told a new state: what is asked of it from now on shows it. */
  published(revision: number): void {
    this.#firstFrames.published(revision);
  }

  /** Takes a picture the source drew. It may be too late for its tick and yet be the latest. */
  receive(tick: number, picture: Picture): void {
    if (this.#pace.arrive(tick)) this.#pictures.set(tick, picture);
    else this.#show(picture);
    this.#settle(performance.now());
  }

  /** The source has nothing newer for this tick. */
  pass(tick: number): void {
    this.#pace.pass(tick);
    this.#settle(performance.now());
  }

  /** What the source owed will not come. */
  forgive(): void {
    this.#pace.forgive();
  }

  /** Places every tick that is due by now, waiting for none, and stops. */
  stop(): void {
    if (this.#endMs !== undefined) return;
    clearTimeout(this.#timer);
    const nowMs = performance.now();
    this.#pace.ask(nowMs, false);
    for (const placement of this.#pace.place(nowMs, true)) this.#put(placement);
    this.#endMs = nowMs;
    this.#latest?.release();
    this.#latest = undefined;
  }

  #wake(): void {
    const nowMs = performance.now();
    this.#followWallClock(nowMs);
    this.#parts.source.check();
    for (const tick of this.#pace.ask(nowMs, this.#parts.source.isUp)) {
      this.#firstFrames.asked(tick);
      this.#parts.source.ask(tick, this.#pace.dueMs(tick) + this.#wallOffsetMs);
    }
    this.#settle(nowMs);
    const waitMs = Math.max(1, this.#pace.nextWakeMs() - performance.now());
    this.#timer = setTimeout(() => this.#wake(), waitMs);
  }

  #settle(nowMs: number): void {
    if (this.#endMs !== undefined) return;
    for (const placement of this.#pace.place(nowMs)) this.#put(placement);
  }

  #put({ tick, drawn }: Placement): void {
    const picture = drawn ? this.#pictures.get(tick) : undefined;
    if (picture) {
      this.#pictures.delete(tick);
      this.#show(picture);
    }
    const sound = this.#parts.mixer.mix(tick);
    if (!this.#latest) return;
    this.#firstMs ??= this.#pace.dueMs(tick);
    const fate = this.#parts.uplink.put(this.#latest, sound);
    const isNew = this.#latestIsNew;
    this.#latestIsNew = false;
    if (fate === 'lost' || (fate === 'repeated' && isNew)) this.#dropped += isNew ? 1 : 0;
    if (fate === 'lost') return;
    this.#frames++;
    if (!isNew || fate !== 'taken') return;
    this.#unique++;
    const revision = picture && this.#firstFrames.onAir(tick);
    if (revision === undefined) return;
    const onAirMs = Math.round(this.#pace.dueMs(tick) - this.#firstMs);
    this.#parts.onShown?.({ revision, frame: tick, onAirMs });
  }

  /** Makes `picture` the latest, which every later repeat shows. */
  #show(picture: Picture): void {
    if (this.#endMs !== undefined) {
      picture.release();
      return;
    }
    if (this.#latestIsNew) this.#dropped++;
    this.#latest?.release();
    this.#latest = picture;
    this.#latestIsNew = true;
  }

  #followWallClock(nowMs: number): void {
    const offsetMs = this.#parts.clock.now() - nowMs;
    if (Math.abs(offsetMs - this.#wallOffsetMs) > STRAY_MS) this.#wallOffsetMs = offsetMs;
  }
}
