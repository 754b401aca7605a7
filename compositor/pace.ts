/** What goes to the encoder in one tick's place. */
export interface Placement {
  readonly tick: number;
  /** Whether the tick's own picture is there; otherwise the latest one stands in. */
  readonly drawn: boolean;
}

export interface PaceSettings {
  readonly fps: number;
  /** When tick 0 is due. */
  readonly startMs: number;
  /** Ticks the stage may owe at once. */
  readonly credit: number;
  /** How long after its tick a picture is waited for. */
  readonly patienceMs: number;
}

/** A machine that slept this long was off air; its ticks are not made up for. */
const SLEEP_MS = 10_000;

/**
 * Decides which picture the stage is asked for and what goes on air, tick by tick. Pure: all time
 * is handed in, in milliseconds of one monotonic clock.
 *
 * Every tick gets exactly one placement, in order. A tick that could not be asked for, because
 * the stage is away or owes too much, is placed as a repeat as soon as those before it are.
 */
export class Pace {
  readonly #settings: PaceSettings;
  #startMs: number;
  #nextAsk = 0;
  #nextPlace = 0;
  #owed = 0;
  /** Ticks asked for or drawn, and not yet placed. One that is in neither was never asked for. */
  readonly #waiting = new Set<number>();
  readonly #drawn = new Set<number>();

  constructor(settings: PaceSettings) {
    this.#settings = settings;
    this.#startMs = settings.startMs;
  }

  /** When `tick` is due. */
  dueMs(tick: number): number {
    return this.#startMs + (tick * 1000) / this.#settings.fps;
  }

  /** Ticks that have come due and that the stage should draw now, oldest first. */
  ask(nowMs: number, stageIsUp: boolean): readonly number[] {
    this.#skipSleep(nowMs);
    const asked: number[] = [];
    for (; this.dueMs(this.#nextAsk) <= nowMs; this.#nextAsk++) {
      if (!stageIsUp || this.#owed >= this.#settings.credit) continue;
      this.#owed++;
      this.#waiting.add(this.#nextAsk);
      asked.push(this.#nextAsk);
    }
    return asked;
  }

  /** Takes note of a picture; false when its place was already filled. */
  arrive(tick: number): boolean {
    this.#owed = Math.max(0, this.#owed - 1);
    if (!this.#waiting.delete(tick)) return false;
    this.#drawn.add(tick);
    return true;
  }

  /** The picture of this one tick will not come. */
  pass(tick: number): void {
    this.#owed = Math.max(0, this.#owed - 1);
    this.#waiting.delete(tick);
  }

  /** Everything that can go on air now, in order. `last` waits for nothing more. */
  place(nowMs: number, last = false): readonly Placement[] {
    const placements: Placement[] = [];
    for (; this.#nextPlace < this.#nextAsk; this.#nextPlace++) {
      const tick = this.#nextPlace;
      const isLate = last || nowMs > this.dueMs(tick) + this.#settings.patienceMs;
      if (this.#waiting.has(tick) && !isLate) break;
      this.#waiting.delete(tick);
      placements.push({ tick, drawn: this.#drawn.delete(tick) });
    }
    return placements;
  }

  /** The stage is gone with everything it owed. */
  forgive(): void {
    this.#owed = 0;
    this.#waiting.clear();
  }

  /** When `ask` or `place` next has something to do without a picture arriving. */
  nextWakeMs(): number {
    const nextDueMs = this.dueMs(this.#nextAsk);
    if (this.#nextPlace === this.#nextAsk) return nextDueMs;
    return Math.min(nextDueMs, this.dueMs(this.#nextPlace) + this.#settings.patienceMs + 1);
  }

  #skipSleep(nowMs: number): void {
    const behindMs = nowMs - this.dueMs(this.#nextAsk);
    if (behindMs > SLEEP_MS) this.#startMs += behindMs;
  }
}
