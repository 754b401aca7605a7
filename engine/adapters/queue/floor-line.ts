import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type ConnectionOptions, type MinimalJob } from 'bullmq';
import type { Closeable } from '../../ports/closeable.js';
import { FLOOR_JOB, KEPT } from './jobs.js';

/** A job that was taken from the line and is not ended. */
export interface FloorJobInHand {
  readonly id: string;
  /** Its data, as the text that lies in Redis. */
  readonly text: string;
}

/** How a job ended: with what it came to, or with why it failed. */
export type EndedJob = { readonly id: string } & (
  { readonly value: string } | { readonly failure: string }
);

/**
 * The jobs of one floor as Redis holds them: those that wait, in order of arrival, and those in
 * hand. One house takes them, and nobody else does.
 */
export interface FloorLine extends Closeable {
  /**
   * Puts everything that is in hand back to the head of the line, in its order: what a house that
   * died had taken, or what this one cannot tell whether it took.
   */
  restore(): Promise<void>;
  /**
   * Ends jobs and takes the next ones, in order, in one go.
   *
   * @param atMost - how many to take; fewer come only when no more are waiting
   * @throws LostTrackError when the line to Redis broke: `restore` before anything else is taken
   */
  turnOver(ended: readonly EndedJob[], atMost: number): Promise<readonly FloorJobInHand[]>;
  /** Resolves when there may be a job to take, or when it is interrupted. */
  wait(): Promise<void>;
  /** Ends the waiting for good; what is in hand can still be ended. */
  interrupt(): Promise<void>;
}

/** What was sent to Redis may have been done or not, and perhaps twice. */
export class LostTrackError extends Error {
  override readonly name = 'LostTrackError';
}

/** BullMQ's token for jobs that no lock is kept on: what is in hand is in one hand alone. */
const NO_LOCK = '0';
/** What BullMQ reads of a job that ends: nothing is tried again. */
const ENDING = { ...FLOOR_JOB, attempts: 0 };
const IDLE_SECONDS = 5;
const AWAY_MS = 100;

/** What BullMQ answers: a job, or when the next delayed one is due, or nothing at all. */
type Taken = readonly [
  job?: { readonly data: string } | null,
  id?: string,
  limit?: number,
  due?: number,
];

/**
 * Opens the line of a floor.
 *
 * BullMQ's own worker runs one job a round trip, or several in no order. This one is driven by
 * hand: its commands go out many at a time on one connection, and Redis runs them in order.
 */
export function openFloorLine(options: {
  readonly name: string;
  readonly connection: ConnectionOptions;
  readonly prefix: string;
  readonly onTrouble: (cause: unknown) => void;
}): FloorLine {
  const { name, connection, prefix, onTrouble } = options;
  const worker = new Worker(name, undefined, { connection, prefix, autorun: false });
  const { backend } = worker;
  let breaks = 0;
  let due = 0;
  const closing = new AbortController();
  worker.on('error', onTrouble); // The connection, not the turn.
  // Commands that were under way are sent again, and Redis may have run them before.
  worker.on('ioredis:close', () => (breaks += 1));

  /** Sends all at once; nothing that comes back over a line that broke meanwhile is believed. */
  const send = async <T>(commands: readonly Promise<T>[]): Promise<T[]> => {
    const before = breaks;
    const results = await Promise.allSettled(commands);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed || breaks > before) {
      throw new LostTrackError('The line to Redis broke.', { cause: failed?.reason });
    }
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  };

  const end = async (ended: EndedJob, fetchNext: boolean): Promise<Taken | undefined> => {
    const job = { id: ended.id, opts: ENDING } as MinimalJob;
    const { result } =
      'failure' in ended
        ? await backend.moveToFailed(job, ended.failure, KEPT, NO_LOCK, fetchNext)
        : await backend.moveToCompleted(job, ended.value, KEPT, NO_LOCK, fetchNext);
    return Array.isArray(result) ? (result as unknown as Taken) : undefined;
  };
  const take = async (): Promise<Taken | undefined> =>
    (await backend.moveToActive(NO_LOCK)) as unknown as Taken;

  /** Waits for the line to come back, unless it is no longer wanted. */
  const away = async ({ aborted }: AbortSignal): Promise<void> => {
    if (aborted) return;
    await sleep(AWAY_MS);
    await backend.reconnectBlocking();
  };

  return {
    restore: async () => {
      const [active] = await backend.getRanges(['active'], 0, -1);
      // The newest stands first. One after the other to the head: the oldest ends up foremost.
      await send((active ?? []).map((id) => backend.moveJobFromActiveToWait(id, NO_LOCK)));
    },
    turnOver: async (ended, atMost) => {
      const more = Math.max(0, atMost - ended.length);
      const taken = await send([
        ...ended.map((job, i) => end(job, i < atMost)),
        ...Array.from({ length: more }, take),
      ]);
      due = Math.max(0, ...taken.map((one) => one?.[3] ?? 0));
      return taken.flatMap((one) => {
        const [job, id] = one ?? [];
        return job && id !== undefined ? [{ id, text: job.data }] : [];
      });
    },
    wait: async () => {
      const untilDue = due > 0 ? (due - Date.now()) / 1000 : IDLE_SECONDS;
      if (closing.signal.aborted || untilDue <= 0) return;
      const seconds = Math.max(backend.minimumBlockTimeout, Math.min(untilDue, IDLE_SECONDS));
      try {
        await backend.waitForJob(seconds);
      } catch {
        await away(closing.signal);
      }
    },
    interrupt: async () => {
      closing.abort();
      await backend.disconnectBlocking();
    },
    close: () => worker.close(),
  };
}
