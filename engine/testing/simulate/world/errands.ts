import { SothebaisError } from '../../../domain/errors.js';
import type { Errand } from '../../../ports/outbox.js';
import type { OutboxQueue } from '../../../ports/queues.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import type { Life } from './life.js';
import type { VirtualTime } from './virtual-time.js';

/** As in the queue on Redis: words are given up one day, deeds are not. */
const WORD_TRIES = 8;

/** The outbox's queue. It outlives the house; what was in hand when that died is run again. */
export interface SimulatedErrands {
  of(options: {
    readonly life: Life;
    readonly run: (id: string) => Promise<void>;
    readonly onTrouble: (cause: unknown) => void;
  }): OutboxQueue;
  readonly isAway: (away: boolean) => void;
  waiting(): number;
}

interface Job {
  readonly errand: Errand;
  tries: number;
}

export function createSimulatedErrands(time: VirtualTime, chance: Chance): SimulatedErrands {
  const jobs = new Map<string, Job>();
  let away = false;

  return {
    isAway: (isAway) => (away = isAway),
    waiting: () => jobs.size,
    of: ({ life, run, onTrouble }) => {
      let closed = false;
      const isOver = () => closed || life.isOver();
      const take = async (job: Job): Promise<void> => {
        const { id } = job.errand;
        if (isOver() || !jobs.has(id)) return;
        job.tries += 1;
        const failure = await run(id).then(
          () => undefined,
          (cause: unknown) => cause ?? 'unknown',
        );
        if (isOver()) return;
        const isDeed = job.errand.kind === 'settle' || job.errand.kind === 'give-back';
        const mayRetry = failure instanceof SothebaisError && failure.retryable;
        if (failure !== undefined) onTrouble(failure);
        if (failure !== undefined && mayRetry && (isDeed || job.tries < WORD_TRIES)) later(job);
        else jobs.delete(id);
      };
      const later = (job: Job) => {
        const ms = job.tries === 0 ? chance.between(1, 400) : 1_000 * 2 ** Math.min(5, job.tries);
        time.in(ms, () => void take(job));
      };
      for (const job of jobs.values()) later(job);
      return {
        add: async (errands) => {
          if (away) throw new SothebaisError('QUEUE_UNREACHABLE', 'The queue is away.');
          for (const errand of errands) {
            if (jobs.has(errand.id)) continue;
            const job = { errand, tries: 0 };
            jobs.set(errand.id, job);
            later(job);
          }
        },
        close: async () => {
          closed = true;
        },
      };
    },
  };
}
