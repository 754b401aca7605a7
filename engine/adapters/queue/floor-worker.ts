import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionOptions } from 'bullmq';
import type { Floor } from '../../app/run-floor.js';
import type { TurnOutcome } from '../../app/rule-on-turns.js';
import { SothebaisError } from '../../domain/errors.js';
import type { AuctionId } from '../../domain/ids.js';
import type { Closeable } from '../../ports/closeable.js';
import type { FloorTurn } from '../../ports/queues.js';
import { openFloorLine, type EndedJob, type FloorJobInHand, type FloorLine } from './floor-line.js';
import { floorQueueName, HOUSE_PREFIX, parseTurn } from './jobs.js';

/**
 * The most turns of one transaction. Enough that a flush to the disk is shared by many and costs
 * each next to nothing; few enough that the last of them waits some ten milliseconds.
 */
const TURNS_MAX = 200;

/** Wait before a batch that is held is tried again, and after how many tries it is told of. */
const HOLD_MS = 500;
const TOLD_AFTER_TRIES = 20;

/** Wait before a line that broke is taken up again. */
const AWAY_MS = 100;

export interface FloorWorkerOptions {
  readonly auctionId: AuctionId;
  readonly connection: ConnectionOptions;
  readonly floor: Pick<Floor, 'runAll'>;
  readonly onTrouble: (cause: unknown) => void;
  /** Tells the houses on one Redis apart. @default the same for all */
  readonly prefix?: string;
  /**
   * Called after every turn, whether it changed anything or not; not for one that is held. Hears
   * why a turn was given up.
   */
  readonly afterTurn: (turn: FloorTurn, failure?: unknown) => void;
}

/**
 * Runs every turn on the floor, in order of arrival, as many in one commit as are waiting.
 *
 * Order of arrival is the rule of the room: a bid and the close must never change places. While
 * one batch is ruled on, Redis hands out the next; a job is ended once its ruling is in the book.
 * A batch that fails but may be tried again holds the floor: nothing overtakes it.
 */
export function startFloorWorker(options: FloorWorkerOptions): Closeable {
  const { auctionId, connection, onTrouble, prefix = HOUSE_PREFIX } = options;
  const line = openFloorLine({ name: floorQueueName(auctionId), connection, prefix, onTrouble });
  const stopping = new AbortController();
  const { signal } = stopping;
  const noteUnlessStopping = async (cause: unknown) => {
    if (signal.aborted) return;
    onTrouble(cause);
    await pause(AWAY_MS);
  };
  const work = async () => {
    while (!signal.aborted) {
      await runLine(line, (jobs) => runJobs(jobs, options, signal), signal).catch(
        noteUnlessStopping,
      );
    }
  };
  const worked = work();
  return {
    close: async () => {
      stopping.abort();
      await line.interrupt();
      await worked;
      await line.close();
    },
  };
}

/** Takes jobs and runs them until it is stopped: one batch in hand while the next is coming. */
async function runLine(
  line: FloorLine,
  run: (jobs: readonly FloorJobInHand[]) => Promise<readonly EndedJob[]>,
  signal: AbortSignal,
): Promise<void> {
  await line.restore();
  let ended: readonly EndedJob[] = [];
  let inHand: readonly FloorJobInHand[] = [];
  let wanted = 1;
  while (!signal.aborted) {
    const coming = line.turnOver(ended, wanted);
    coming.catch(() => undefined); // Heard of below, once the batch in hand is done.
    ended = inHand.length > 0 ? await run(inHand) : [];
    inHand = await coming;
    // As long as all that was asked for comes there is more, and twice as much is asked for.
    wanted = inHand.length === wanted ? Math.min(TURNS_MAX, 2 * wanted) : inHand.length || 1;
    if (ended.length + inHand.length === 0) await line.wait();
  }
  await line.turnOver(ended, 0);
}

/** Reads jobs as turns, has the floor rule on them all at once, and says how each ended. */
async function runJobs(
  jobs: readonly FloorJobInHand[],
  options: FloorWorkerOptions,
  signal: AbortSignal,
): Promise<EndedJob[]> {
  const turns = jobs.map(({ text }) => parseTurn(text));
  const outcomes = await runHeld(
    turns.filter((turn) => turn !== undefined),
    options,
    signal,
  );
  let ran = 0;
  return jobs.map(({ id }, i): EndedJob => {
    const turn = turns[i];
    const outcome = turn ? outcomes[ran++] : noTurn(id);
    if (outcome?.kind !== 'failed') {
      if (turn) options.afterTurn(turn);
      return { id, value: outcome?.kind === 'committed' ? lastKind(outcome) : 'nothing' };
    }
    const { failure } = outcome;
    if (turn) options.afterTurn(turn, failure);
    options.onTrouble(failure);
    return { id, failure: failure instanceof Error ? failure.message : String(failure) };
  });
}

/** Tries until the floor takes the turns, however long it does not. */
async function runHeld(
  turns: readonly FloorTurn[],
  { floor, onTrouble }: FloorWorkerOptions,
  signal: AbortSignal,
): Promise<readonly TurnOutcome[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return turns.length > 0 ? await floor.runAll(turns) : [];
    } catch (cause) {
      const isNews = tries === 1 && !isRetryable(cause);
      if (isNews || tries % TOLD_AFTER_TRIES === 0) onTrouble(cause);
      await pause(HOLD_MS, undefined, { signal });
    }
  }
}

const noTurn = (id: string): TurnOutcome => ({
  kind: 'failed',
  failure: new Error(`Job ${id} is no turn of the floor.`),
});

const lastKind = ({ events }: Extract<TurnOutcome, { kind: 'committed' }>): string =>
  events.at(-1)?.kind ?? 'nothing';

const isRetryable = (cause: unknown): boolean => cause instanceof SothebaisError && cause.retryable;
