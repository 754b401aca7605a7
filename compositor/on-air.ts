import type { Clock } from '../engine/ports/clock.js';
import type { KeptEncoder } from './encoder/kept-encoder.js';
import { Pace, type Placement } from './pace.js';
import type { KeptSource } from './source/kept-source.js';
import type { Picture } from './source/picture.js';

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
  readonly encoder: KeptEncoder;
  /** Of the state that is on air from the start, which nobody needs to be told of. */
  readonly firstRevision: number;
  /** Makes the sound of a tick and sends it off. Called once for every tick, in order. */
  readonly sound: (tick: number) => void;
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
const PATIENCE_MS = 400;
/** The wall clock may stray this far from the ticks before they follow it in one step. */
const STRAY_MS = 40;
const SECOND_MS = 1_000;

/**
 * The clock of the programme: asks the source for each tick's picture and hands the encoder one
 * picture for every tick, in order, whatever the source does. The sound of a tick is made when the
 * tick is due and waits for nothing.
 */
export class OnAir {
  readonly #parts: AirParts;
  readonly #pace: Pace;
  readonly #pictures = new Map<number, Picture>();
  readonly #startMs = performance.now();
  #firstTick: number | undefined;
  #firstMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #wallOffsetMs: number;
  #latest: Picture | undefined;
  /** Whether the latest picture has not been on air yet. */
  #latestIsNew = false;
  #shownRevision: number;
  #sounded = 0;
  #frames = 0;
  #unique = 0;
  #dropped = 0;
  #showMs = performance.now();
  #movedMs = performance.now();
  #recent: number[] = [];
  #isSlate = false;
  #endMs: number | undefined;

  constructor(parts: AirParts) {
    this.#parts = parts;
    this.#shownRevision = parts.firstRevision;
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
    return {
      frames: this.#frames,
      unique: this.#unique,
      repeated: this.#frames - this.#unique,
      dropped: this.#dropped,
    };
  }

  /** Since the first frame; 0 before it. */
  get onAirMs(): number {
    if (this.#firstTick === undefined) return 0;
    return (this.#endMs ?? performance.now()) - this.#firstMs;
  }

  /** What viewers see. */
  get picture(): 'show' | 'last-frame' | 'slate' {
    if (this.#isSlate) return 'slate';
    return performance.now() - this.#showMs < SECOND_MS ? 'show' : 'last-frame';
  }

  /** Whether the stage drew something new within the last second; it may well stand still. */
  get isMoving(): boolean {
    return performance.now() - this.#movedMs < SECOND_MS;
  }

  /** Distinct frames in the second before. */
  get uniqueFps(): number {
    const since = performance.now() - SECOND_MS;
    return this.#recent.filter((atMs) => atMs > since).length;
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

  /** Shows the slate from the next tick on, until the source draws again. */
  showSlate(slate: Picture): void {
    if (this.#isSlate) return;
    this.#isSlate = true;
    this.#show(slate.retain());
  }

  /** Places every tick that is due by now, waiting for none, and stops. */
  stop(): void {
    if (this.#endMs !== undefined) return;
    clearTimeout(this.#timer);
    const nowMs = performance.now();
    this.#pace.ask(nowMs, false);
    this.#soundUpTo(nowMs);
    for (const placement of this.#pace.place(nowMs, true)) this.#put(placement);
    this.#endMs = nowMs;
    if (this.#latestIsNew) this.#dropped++;
    this.#latest?.release();
    this.#latest = undefined;
  }

  #wake(): void {
    const nowMs = performance.now();
    const { source } = this.#parts;
    this.#followWallClock(nowMs);
    for (const tick of this.#pace.ask(nowMs, source.isUp)) {
      source.ask(tick, this.#pace.dueMs(tick) + this.#wallOffsetMs);
    }
    this.#soundUpTo(nowMs);
    this.#settle(nowMs);
    // Whoever was told of a frame may have stopped it.
    if (this.#endMs !== undefined) return;
    const waitMs = Math.max(1, this.#pace.nextWakeMs() - performance.now());
    this.#timer = setTimeout(() => this.#wake(), waitMs);
  }

  #soundUpTo(nowMs: number): void {
    while (this.#pace.dueMs(this.#sounded) <= nowMs) this.#parts.sound(this.#sounded++);
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
    if (!this.#latest) return;
    const dueMs = this.#pace.dueMs(tick);
    const isNew = this.#latestIsNew;
    const fate = this.#parts.encoder.put(tick, dueMs, this.#latest, isNew);
    if (fate === 'lost') return;
    if (this.#firstTick === undefined) {
      this.#firstTick = tick;
      this.#firstMs = dueMs;
    }
    this.#frames++;
    // A picture that was not taken is still to come: the next tick has it where no newer one is.
    if (!isNew || fate !== 'taken') return;
    this.#latestIsNew = false;
    this.#unique++;
    this.#noteShown(this.#latest, tick);
  }

  #noteShown({ revision }: Picture, tick: number): void {
    const nowMs = performance.now();
    this.#recent = this.#recent.filter((atMs) => atMs > nowMs - SECOND_MS);
    this.#recent.push(nowMs);
    if (revision < 0) return;
    this.#showMs = nowMs;
    if (revision <= this.#shownRevision) return;
    this.#shownRevision = revision;
    // By ticks, as whoever receives the stream counts: a sleep of the machine is not in it.
    const ticks = tick - (this.#firstTick ?? tick);
    const onAirMs = Math.round((ticks * SECOND_MS) / this.#parts.fps);
    this.#parts.onShown?.({ revision, frame: tick, onAirMs });
  }

  /** Makes `picture` the latest, which every later repeat shows. */
  #show(picture: Picture): void {
    if (this.#endMs !== undefined) {
      picture.release();
      return;
    }
    if (picture.revision >= 0) this.#isSlate = false;
    if (this.#latestIsNew) this.#dropped++;
    this.#latest?.release();
    this.#latest = picture;
    this.#latestIsNew = true;
    // Who does not tell what changed is taken to move.
    if (picture.changed?.length !== 0) this.#movedMs = performance.now();
  }

  #followWallClock(nowMs: number): void {
    const offsetMs = this.#parts.clock.now() - nowMs;
    if (Math.abs(offsetMs - this.#wallOffsetMs) > STRAY_MS) this.#wallOffsetMs = offsetMs;
  }
}
