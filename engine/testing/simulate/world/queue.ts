import { SothebaisError } from '../../../domain/errors.js';
import type { Instant } from '../../../domain/ids.js';
import type { Closeable } from '../../../ports/closeable.js';
import type { FloorQueue, FloorTurn } from '../../../ports/queues.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import type { Life } from './life.js';
import { oneIn } from './odds.js';
import type { VirtualTime } from './virtual-time.js';

/** As in the queue on Redis. */
const HOLD_MS = 500;
const TRIES_MAX = 20;
const BATCH_MAX = 8;
/** Redis writes what it was told to disk once a second. */
const UNWRITTEN_MS = 1_000;

interface Job {
  readonly id: string;
  readonly turn: FloorTurn;
  readonly addedAt: Instant;
  tries: number;
}

/** What became of a turn: `failed` for one that cannot be had. */
type TurnEnd =
  | { readonly kind: 'committed' | 'nothing' }
  | { readonly kind: 'failed'; readonly failure: unknown };

/** The floor's queue: it outlives the house, delivers in order, and each turn at least once. */
export interface SimulatedQueue {
  /** The queue as one process of the house sees it, whose clock tells when a tick is due. */
  of(now: () => Instant): FloorQueue;
  /** Takes turns from the head until it is closed or its life ends. */
  work(options: {
    readonly life: Life;
    readonly run: (turns: readonly FloorTurn[]) => Promise<readonly TurnEnd[]>;
    readonly afterTurn: (turn: FloorTurn) => void;
    readonly onTrouble: (cause: unknown) => void;
  }): Closeable;
  readonly isAway: (away: boolean) => void;
  /** The machine lost its power: what was added in the last second may be gone. */
  losePower(): void;
  /** How many turns wait, ticks that are not due left out. */
  length(): number;
}

/** @param options.againOneIn - one turn in so many is delivered once more later; 0 none */
export function createSimulatedQueue(options: {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly againOneIn: number;
  readonly lostAnswerOneIn: number;
}): SimulatedQueue {
  const { time, chance } = options;
  const line: Job[] = [];
  const ids = new Set<string>();
  let away = false;
  let wake: () => void = () => undefined;

  const arrive = (job: Job) => {
    line.push(job);
    wake();
  };
  const expectHere = () => {
    if (away) throw new SothebaisError('QUEUE_UNREACHABLE', 'The queue is away.');
  };
  const done = (job: Job) => {
    const at = line.indexOf(job);
    if (at >= 0) line.splice(at, 1);
    // Kept ids run out one day, and what was delivered may then come again.
    if (!oneIn(chance, options.againOneIn) || job.turn.kind === 'tick') return;
    time.in(chance.between(1, 20_000), () => arrive({ ...job, tries: 0 }));
  };

  return {
    of: (now) => queueOf(now),
    work: (worker) => {
      const ending = new AbortController();
      const ended = takeTurns(worker, ending.signal);
      return {
        close: async () => {
          ending.abort();
          wake();
          await ended;
        },
      };
    },
    isAway: (isAway) => {
      away = isAway;
      wake();
    },
    losePower: () => {
      const since = time.now() - chance.between(0, UNWRITTEN_MS);
      for (const job of line.filter(({ addedAt }) => addedAt >= since)) {
        line.splice(line.indexOf(job), 1);
        ids.delete(job.id);
      }
    },
    length: () => line.length,
  };

  function queueOf(now: () => Instant): FloorQueue {
    let asked: Instant | undefined;
    return {
      add: async (turn, id) => {
        expectHere();
        if (!ids.has(id)) {
          ids.add(id);
          arrive({ id, turn, addedAt: time.now(), tries: 0 });
        }
        if (oneIn(chance, options.lostAnswerOneIn)) {
          throw new SothebaisError('QUEUE_UNREACHABLE', 'The answer of the queue was lost.');
        }
      },
      tickAt: async (due) => {
        if (asked === due) return;
        expectHere();
        asked = due;
        const turn = { kind: 'tick', due } as const;
        time.in(due - now(), () =>
          arrive({ id: `tick-${due}`, turn, addedAt: time.now(), tries: 0 }),
        );
      },
      ticked: (due) => {
        if (asked === due) asked = undefined;
      },
      close: async () => undefined,
    };
  }

  async function takeTurns(
    { life, run, afterTurn, onTrouble }: Parameters<SimulatedQueue['work']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted && !life.isOver()) {
      if (line.length === 0 || away) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const batch = line.slice(0, chance.between(1, BATCH_MAX));
      const ends = await ruleOn(batch, run);
      if (life.isOver()) return;
      if (ends === 'held') {
        await time.wait(HOLD_MS);
        continue;
      }
      batch.forEach((job, i) => {
        done(job);
        const end = ends[i];
        if (end?.kind === 'failed') onTrouble(end.failure);
        afterTurn(job.turn);
      });
    }
  }

  /** `held`: back to the head of the line, and nothing overtakes it. */
  async function ruleOn(
    batch: readonly Job[],
    run: Parameters<SimulatedQueue['work']>[0]['run'],
  ): Promise<readonly TurnEnd[] | 'held'> {
    try {
      return await run(batch.map(({ turn }) => turn));
    } catch (failure) {
      for (const job of batch) job.tries += 1;
      const isHeld = failure instanceof SothebaisError && failure.retryable;
      if (isHeld && batch.every(({ tries }) => tries < TRIES_MAX)) return 'held';
      return batch.map(() => ({ kind: 'failed', failure }));
    }
  }
}
