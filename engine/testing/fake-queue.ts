import type { Instant } from '../domain/ids.js';
import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import type { FloorQueue, FloorTurn } from '../ports/queues.js';

/** A floor queue in memory, on the timers of the process; it has one worker at most. */
export interface FakeFloorQueue extends FloorQueue {
  readonly work: (run: (turn: FloorTurn) => Promise<void>) => Closeable;
}

/** Takes turns in order of arrival, each id once, ticks when they fall due. */
export function createFakeFloorQueue(clock: Clock): FakeFloorQueue {
  const line: FloorTurn[] = [];
  const ids = new Set<string>();
  let worker: ((turn: FloorTurn) => Promise<void>) | undefined;
  let busy: Promise<void> | undefined;
  let asked: Instant | undefined;

  const takeTurns = async () => {
    await Promise.resolve(); // So that `busy` is set before it is unset.
    while (worker && line.length > 0) {
      const turn = line.shift();
      if (turn) await worker(turn);
    }
    busy = undefined;
  };
  const arrive = (turn: FloorTurn) => {
    line.push(turn);
    busy ??= takeTurns();
  };

  return {
    add: async (turn, id) => {
      if (ids.has(id)) return;
      ids.add(id);
      arrive(turn);
    },
    tickAt: async (due) => {
      if (asked === due) return;
      asked = due;
      setTimeout(() => arrive({ kind: 'tick', due }), Math.max(0, due - clock.now()));
    },
    ticked: (due) => {
      if (asked === due) asked = undefined;
    },
    work: (run) => {
      worker = run;
      busy ??= takeTurns();
      return {
        close: async () => {
          worker = undefined;
          await busy;
        },
      };
    },
    close: async () => undefined,
  };
}
