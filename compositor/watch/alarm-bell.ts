import type { Alarm, AlarmKind } from '../../engine/ports/program.js';
import type { Fault } from './judge-picture.js';

/** What the watch can find. */
export type WatchedKind = Exclude<AlarmKind, 'slate' | 'encoder-slow' | 'disk-full'>;

interface Patience {
  /** A fault is told once it has lasted so long, and every judgement in between found it. */
  readonly raiseMs: number;
  /** An alarm ends once every judgement for so long found nothing. */
  readonly clearMs: number;
}

/**
 * Judgements that take their own time (two seconds without motion, one of skew) are told at once.
 * A price that held for less than a frame is known to the screen alone, and not twice running.
 * With the time they take to be seen, all are within three seconds.
 */
const PATIENCE: Readonly<Record<WatchedKind, Patience>> = {
  black: { raiseMs: 700, clearMs: 700 },
  frozen: { raiseMs: 0, clearMs: 700 },
  silent: { raiseMs: 2_000, clearMs: 500 },
  clipped: { raiseMs: 700, clearMs: 1_000 },
  'out-of-sync': { raiseMs: 1_000, clearMs: 1_000 },
  'wrong-size': { raiseMs: 200, clearMs: 200 },
  'wrong-price': { raiseMs: 200, clearMs: 200 },
};

interface Case {
  /** Since when every judgement was the other one; undefined where the last one was not. */
  turnedMs: number | undefined;
  alarm: Alarm | undefined;
}

/** Turns judgements into alarms that do not flicker. Pure: time is handed in. */
export class AlarmBell {
  readonly #onAlarm: (alarm: Alarm, change: 'raised' | 'cleared') => void;
  readonly #cases = new Map<WatchedKind, Case>();

  constructor(onAlarm: (alarm: Alarm, change: 'raised' | 'cleared') => void) {
    this.#onAlarm = onAlarm;
  }

  /** The faults that stand, oldest first. */
  get alarms(): readonly Alarm[] {
    const standing = [...this.#cases.values()].flatMap(({ alarm }) => alarm ?? []);
    return standing.toSorted((a, b) => a.sinceMs - b.sinceMs);
  }

  /** Hands in a judgement. `nowMs` counts from the epoch. */
  judge(kind: WatchedKind, fault: Fault, nowMs: number): void {
    const one = this.#caseOf(kind);
    if ((fault !== undefined) === (one.alarm !== undefined)) {
      one.turnedMs = undefined;
      return;
    }
    one.turnedMs ??= nowMs;
    const { raiseMs, clearMs } = PATIENCE[kind];
    if (nowMs - one.turnedMs < (one.alarm ? clearMs : raiseMs)) return;
    if (fault === undefined) this.clear(kind);
    else this.#raise(kind, one, { kind, message: fault, sinceMs: one.turnedMs });
  }

  /** Ends an alarm at once: nobody can tell any more whether its fault stands. */
  clear(kind: WatchedKind): void {
    const one = this.#caseOf(kind);
    const { alarm } = one;
    one.turnedMs = undefined;
    one.alarm = undefined;
    if (alarm) this.#onAlarm(alarm, 'cleared');
  }

  #raise(kind: WatchedKind, one: Case, alarm: Alarm): void {
    this.#cases.set(kind, Object.assign(one, { turnedMs: undefined, alarm }));
    this.#onAlarm(alarm, 'raised');
  }

  #caseOf(kind: WatchedKind): Case {
    let one = this.#cases.get(kind);
    if (!one) this.#cases.set(kind, (one = { turnedMs: undefined, alarm: undefined }));
    return one;
  }
}
