import { Queue, RateLimitError, UnrecoverableError, Worker, type ConnectionOptions } from 'bullmq';
import type { Floor } from '../../app/run-floor.js';
import { SothebaisError } from '../../domain/errors.js';
import type { AuctionId, Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { FloorQueue, FloorTurn } from '../../ports/queues.js';
import {
  FLOOR_JOB,
  formatTurn,
  HOUSE_PREFIX,
  jobIdOf,
  parseTurn,
  RECOVERY,
  type FloorJob,
} from './jobs.js';

/** Wait before a held turn is tried again, and how many tries before it is given up. */
const HOLD_MS = 500;
const TRIES_MAX = 20;

const floorQueueName = (auctionId: AuctionId): string => `floor-${auctionId}`;

/**
 * The floor's queue on BullMQ.
 *
 * @param prefix - tells the houses on one Redis apart
 */
export function openFloorQueue(
  auctionId: AuctionId,
  connection: ConnectionOptions,
  clock: Clock,
  onTrouble: (cause: unknown) => void,
  prefix = HOUSE_PREFIX,
): FloorQueue {
  const queue = new Queue<FloorJob>(floorQueueName(auctionId), { connection, prefix });
  queue.on('error', onTrouble);
  let asked: Instant | undefined;
  return {
    add: async (turn, id) => {
      await queue.add(turn.kind, formatTurn(turn), { ...FLOOR_JOB, jobId: jobIdOf(id) });
    },
    tickAt: async (at) => {
      if (asked === at) return;
      asked = at;
      const now = clock.now();
      try {
        await queue.add('tick', formatTurn({ kind: 'tick', due: at }), {
          ...FLOOR_JOB,
          delay: Math.max(0, at - now),
          jobId: `tick-${at}-asked-${now}`,
        });
      } catch (cause) {
        if (asked === at) asked = undefined; // It is not on its way: whoever asks again is heard.
        throw cause;
      }
    },
    ticked: (due) => {
      if (asked === due) asked = undefined;
    },
    close: () => queue.close(),
  };
}

/**
 * Runs every turn on the floor, one at a time, in order of arrival.
 *
 * Concurrency is 1 because order of arrival is the rule of the room: a bid and the close must
 * never be ruled on together. A turn that fails but may be tried again goes back to the head of
 * the line and holds the floor: nothing overtakes it.
 */
export function startFloorWorker(options: {
  readonly auctionId: AuctionId;
  readonly connection: ConnectionOptions;
  readonly floor: Floor;
  readonly onTrouble: (cause: unknown) => void;
  /** Tells the houses on one Redis apart. @default the same for all */
  readonly prefix?: string;
  /**
   * Called after every turn, whether it changed anything or not; not for one that is held. Hears
   * why a turn was given up.
   */
  readonly afterTurn: (turn: FloorTurn, failure?: unknown) => void;
}): Closeable {
  const { floor, connection, onTrouble, prefix = HOUSE_PREFIX } = options;
  const name = floorQueueName(options.auctionId);
  const queue = new Queue<FloorJob>(name, { connection, prefix });
  const worker = new Worker<FloorJob>(
    name,
    async (job) => {
      const turn = parseTurn(job.data);
      if (!turn) throw new UnrecoverableError(`Job ${job.id ?? ''} is no turn of the floor.`);
      let isHeld = false;
      let failure: unknown;
      try {
        const committed = await floor.run(turn);
        return committed?.events.at(-1)?.kind ?? 'nothing';
      } catch (cause) {
        failure = cause;
        isHeld = isRetryable(cause) && job.attemptsStarted < TRIES_MAX;
        if (!isHeld) throw asUnrecoverable(cause);
        await queue.rateLimit(HOLD_MS);
        throw new RateLimitError();
      } finally {
        if (!isHeld) options.afterTurn(turn, failure);
      }
    },
    { connection, prefix, concurrency: 1, ...RECOVERY },
  );
  queue.on('error', onTrouble);
  worker.on('error', onTrouble); // The connection, not the turn.
  worker.on('failed', (_job, cause) => onTrouble(cause));
  return {
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

const isRetryable = (cause: unknown): boolean => cause instanceof SothebaisError && cause.retryable;

const asUnrecoverable = (cause: unknown): UnrecoverableError =>
  new UnrecoverableError(cause instanceof Error ? cause.message : String(cause));
