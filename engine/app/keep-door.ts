import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import type { FloorQueue } from '../ports/queues.js';
import { createDoor, type CountFlood, type Door, type Knock } from './door.js';
import type { Pause } from './pause.js';

/** How long counted messages wait for the book: one line of it every so often, whoever floods. */
const TELL_EVERY_MS = 5_000;
/** A queue that is away must not keep the house from closing. */
const CLOSE_LIMIT_MS = 1_000;

/** The door in front of the floor's queue, with its keeper. */
export interface KeptDoor extends Closeable {
  /** Queues what may pass and counts the rest. Rejects where the queue does: it may knock again. */
  enter(knock: Knock, queue: () => Promise<void>): Promise<void>;
}

/**
 * Keeps the door until it is closed: every few seconds the floor is told what was counted, and once
 * more at the end. What was counted and not told yet when the house dies is lost, and so are the
 * messages themselves: nobody was promised a ruling on them.
 */
export function keepDoor(options: {
  readonly floorQueue: Pick<FloorQueue, 'add'>;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly onTrouble: (cause: unknown) => void;
  /** @default a door with the usual limits */
  readonly door?: Door;
}): KeptDoor {
  const { floorQueue, clock, pause, onTrouble, door = createDoor() } = options;
  const closing = new AbortController();
  /** Counted, and not in the queue yet. */
  const untold: CountFlood[] = [];

  const tell = async () => {
    untold.push(...door.floods(clock.now()));
    for (let move = untold[0]; move; move = untold[0]) {
      await floorQueue.add({ kind: 'move', move }, move.sourceId);
      untold.shift();
    }
  };
  const isOver = () => closing.signal.aborted;
  const keep = async () => {
    while (!isOver()) {
      await pause(TELL_EVERY_MS, closing.signal).catch(() => undefined);
      await tell().catch(onTrouble);
    }
  };
  const kept = keep();

  return {
    enter: async (knock, queue) => {
      if (door.admits(knock)) await queue();
    },
    close: async () => {
      closing.abort();
      const told = new AbortController();
      const limit = pause(CLOSE_LIMIT_MS, told.signal).catch(() => undefined);
      await Promise.race([kept, limit]);
      told.abort();
    },
  };
}
