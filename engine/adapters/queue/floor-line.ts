import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type ConnectionOptions } from 'bullmq';
import type { Closeable } from '../../ports/closeable.js';
import { RESTORE, TURN_OVER } from './floor-scripts.js';
import { KEPT } from './jobs.js';

/** A job that was taken from the line and has not ended. */
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
 * hand. One house takes them and nobody else does, so no lock is kept on any.
 */
export interface FloorLine extends Closeable {
  /**
   * Puts everything that is in hand back to the head of the line, in its order: what a house that
   * died had taken, or what this one cannot tell whether it took.
   */
  restore(): Promise<void>;
  /**
   * Ends jobs and takes the next ones, in order, in one step.
   *
   * @param atMost - how many to take; fewer come only when no more are waiting
   * @throws LostTrackError when the connection broke: `restore` before anything else is taken
   */
  turnOver(ended: readonly EndedJob[], atMost: number): Promise<readonly FloorJobInHand[]>;
  /** Resolves when there may be a job to take, or when it is interrupted. */
  wait(): Promise<void>;
  /** Ends the waiting for good; what is in hand can still be ended. */
  interrupt(): Promise<void>;
}

/** What was sent to Redis may have been done or not, and perhaps twice. */
class LostTrackError extends Error {
  override readonly name = 'LostTrackError';
}

const IDLE_SECONDS = 5;
const AWAY_MS = 100;

/** Opens the line of a floor, on a worker of BullMQ's that is driven by hand. */
export function openFloorLine(options: {
  readonly name: string;
  readonly connection: ConnectionOptions;
  readonly prefix: string;
  readonly onTrouble: (cause: unknown) => void;
}): FloorLine {
  const { name, connection, prefix, onTrouble } = options;
  const worker = new Worker(name, undefined, { connection, prefix, autorun: false });
  const { backend } = worker;
  const key = (name: string): string => worker.toKey(name);
  const closing = new AbortController();
  let breaks = 0;
  let due = 0;
  worker.on('error', onTrouble); // The connection, not the turn.
  // Commands that were under way are sent again, and Redis may have run them before.
  worker.on('ioredis:close', () => (breaks += 1));

  const defined = backend.client.then((client) => {
    client.defineCommand('restoreFloor', RESTORE);
    client.defineCommand('turnOverFloor', TURN_OVER);
    return client;
  });
  /** What comes back over a connection that broke meanwhile is not believed. */
  const run = async (command: string, args: readonly (string | number)[]): Promise<unknown> => {
    const before = breaks;
    const reply: unknown = await (await defined).runCommand(command, [...args]);
    if (breaks > before) throw new LostTrackError('The connection to Redis broke.');
    return reply;
  };
  /** Waits for the connection to come back, unless it is no longer wanted. */
  const away = async ({ aborted }: AbortSignal): Promise<void> => {
    if (aborted) return;
    await sleep(AWAY_MS);
    await backend.reconnectBlocking();
  };

  return {
    restore: async () => {
      await run('restoreFloor', ['active', 'wait', 'marker'].map(key));
    },
    turnOver: async (ended, atMost) => {
      const lists = ['wait', 'active', 'delayed', 'completed', 'failed'].map(key);
      const args = [key(''), Date.now(), atMost, KEPT.count, ...ended.flatMap(endingOf)];
      const [next, ...taken] = (await run('turnOverFloor', [...lists, ...args])) as [
        number,
        ...string[],
      ];
      due = next;
      return jobsIn(taken);
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

const endingOf = (ended: EndedJob): readonly string[] =>
  'failure' in ended
    ? [ended.id, 'failedReason', ended.failure]
    : [ended.id, 'returnvalue', JSON.stringify(ended.value)];

function jobsIn(taken: readonly string[]): FloorJobInHand[] {
  const jobs: FloorJobInHand[] = [];
  for (let i = 0; i + 1 < taken.length; i += 2) {
    jobs.push({ id: taken[i] ?? '', text: taken[i + 1] ?? '' });
  }
  return jobs;
}
