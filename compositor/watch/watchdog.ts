import type { Alarm, AlarmKind } from '../../engine/ports/program.js';
import type { Clock } from '../../engine/ports/clock.js';
import type { KeptEncoder } from '../encoder/kept-encoder.js';
import type { KeptSound } from '../encoder/kept-sound.js';
import type { KeptSource } from '../source/kept-source.js';
import { diagnose, HEALTH_LIMITS, type Diagnosis, type Figures } from './health.js';
import { memoryOver } from './memory.js';

/** What the watchdog looks after. */
export interface Watched {
  readonly source: KeptSource;
  readonly encoder: KeptEncoder;
  readonly sound: KeptSound;
  /** Shows the slate until the source draws again. */
  showSlate(): void;
  /** Sets the bitrate to what the main destination bears. */
  followLine(): void;
}

const LOOK_EVERY_MS = 50;
const MEMORY_EVERY_MS = 5_000;
const LINE_EVERY_MS = 1_000;
/** An encoder that hangs again soon is given twice as long before it is given up: this machine is slow. */
const STUCK_MAX_MS = 3_200;
/** An encoder that gave no frame at all within this time has not begun, and will not. */
const BEGIN_MS = 2_000;
const CALM_MS = 60_000;
/** An encoder that makes fewer of the frames that are due does not keep up. */
const SPEED_LEAST = 0.9;
/** A slow encoder is told of once it has been slow for a while. */
const SLOW_MS = 5_000;

/** A look that comes this much later than it should found the house itself held up. */
const HELD_UP_MS = 150;

/** Looks at every part many times a second and does what `diagnose` says. */
export class Watchdog {
  readonly #watched: Watched;
  readonly #clock: Clock;
  readonly #alarms = new Map<AlarmKind, Alarm>();
  #timer: NodeJS.Timeout | undefined;
  #memory: number | undefined;
  #memoryMs = 0;
  #lineMs = 0;
  #stuckMs = HEALTH_LIMITS.stuckMs;
  #stuckAtMs = Number.NEGATIVE_INFINITY;
  #slowSinceMs: number | undefined;
  #lookedMs = Number.POSITIVE_INFINITY;

  constructor(watched: Watched, clock: Clock) {
    this.#watched = watched;
    this.#clock = clock;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_EVERY_MS);
  }

  /** What the house cannot get over by itself. */
  alarms(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(nowMs: number): void {
    const isHeldUp = nowMs - this.#lookedMs > LOOK_EVERY_MS + HELD_UP_MS;
    this.#lookedMs = isHeldUp ? Number.POSITIVE_INFINITY : nowMs;
    // What the parts have said meanwhile has not been heard yet: timers come before it.
    if (isHeldUp) return;
    this.#measureMemory(nowMs);
    if (nowMs - this.#lineMs > LINE_EVERY_MS) {
      this.#lineMs = nowMs;
      this.#watched.followLine();
    }
    this.#watched.sound.check(nowMs);
    this.#follow(
      diagnose(this.#figures(nowMs), { ...HEALTH_LIMITS, stuckMs: this.#stuckMs }),
      nowMs,
    );
    this.#tellSlowness(nowMs);
  }

  #figures(nowMs: number): Figures {
    const { source, encoder } = this.#watched;
    const isBeginning = !encoder.isUp || (encoder.isStarting && encoder.silentMs(nowMs) < BEGIN_MS);
    return {
      pictureAgeMs: source.silentMs(nowMs),
      asksOwed: source.owed,
      showAwayMs: source.awayMs(nowMs),
      browserBytes: this.#memory,
      pageErrors: source.failures,
      encoderQueueMs: encoder.silentMs(nowMs),
      browser: { underWay: !source.isUp, left: source.restartsLeft(nowMs) },
      encoder: { underWay: isBeginning, left: encoder.restartsLeft(nowMs) },
    };
  }

  #follow({ remedy, why }: Diagnosis, nowMs: number): void {
    const { source, encoder } = this.#watched;
    if (remedy === 'restart-browser') {
      this.#memory = undefined;
      source.restart(why);
    }
    if (remedy === 'restart-encoder') {
      const again = nowMs - this.#stuckAtMs < CALM_MS;
      this.#stuckMs = again ? Math.min(STUCK_MAX_MS, this.#stuckMs * 2) : HEALTH_LIMITS.stuckMs;
      this.#stuckAtMs = nowMs;
      encoder.restart(why);
    }
    if (remedy === 'slate') this.#watched.showSlate();
    const isLost = remedy === 'slate' || remedy === 'stop';
    if (isLost) this.#raise('slate', why);
    else if (source.isUp) this.#alarms.delete('slate');
  }

  #tellSlowness(nowMs: number): void {
    const { speed, name } = this.#watched.encoder.health(nowMs);
    const isSlow = speed > 0 && speed < SPEED_LEAST && !this.#watched.encoder.isStarting;
    this.#slowSinceMs = isSlow ? (this.#slowSinceMs ?? nowMs) : undefined;
    if (this.#slowSinceMs === undefined) this.#alarms.delete('encoder-slow');
    else if (nowMs - this.#slowSinceMs > SLOW_MS) {
      this.#raise('encoder-slow', `The encoder ${name} makes ${speed} of the frames that are due.`);
    }
  }

  #raise(kind: AlarmKind, message: string): void {
    const sinceMs = this.#alarms.get(kind)?.sinceMs ?? this.#clock.now();
    this.#alarms.set(kind, { kind, message, sinceMs });
  }

  #measureMemory(nowMs: number): void {
    const { pid } = this.#watched.source;
    if (pid === undefined || nowMs - this.#memoryMs < MEMORY_EVERY_MS) return;
    this.#memoryMs = nowMs;
    void memoryOver(HEALTH_LIMITS.browserBytes, pid).then((bytes) => {
      if (pid === this.#watched.source.pid) this.#memory = bytes;
    });
  }
}
