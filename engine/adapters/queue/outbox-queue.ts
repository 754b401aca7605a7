import { Queue, UnrecoverableError, Worker, type ConnectionOptions } from 'bullmq';
import { SothebaisError } from '../../domain/errors.js';
import type { AuctionId } from '../../domain/ids.js';
import type { OutboxQueue } from '../../ports/queues.js';
import { errandJob, HOUSE_PREFIX, RECOVERY, type OutboxJob } from './jobs.js';

/** Replies wait on the network: a few at a time. Their order does not matter, their priority does. */
const CONCURRENCY = 4;

/**
 * Runs errands from Redis, each tried again apart from the others.
 *
 * @param run - carries out the errand with that id; safe to run twice
 */
export function startOutboxQueue(options: {
  readonly auctionId: AuctionId;
  readonly connection: ConnectionOptions;
  readonly run: (errandId: string) => Promise<void>;
  readonly onTrouble: (cause: unknown) => void;
  /** Tells the houses on one Redis apart. @default the same for all */
  readonly prefix?: string;
}): OutboxQueue {
  const { connection, run, onTrouble, prefix = HOUSE_PREFIX } = options;
  const name = `outbox-${options.auctionId}`;
  const queue = new Queue<OutboxJob>(name, { connection, prefix });
  const worker = new Worker<OutboxJob>(
    name,
    async (job) => {
      try {
        await run(job.data.errandId);
      } catch (cause) {
        if (cause instanceof SothebaisError && cause.retryable) throw cause;
        throw new UnrecoverableError(cause instanceof Error ? cause.message : String(cause));
      }
    },
    { connection, prefix, concurrency: CONCURRENCY, ...RECOVERY, autorun: false },
  );
  queue.on('error', onTrouble);
  worker.on('error', onTrouble);
  worker.on('failed', (_job, cause) => onTrouble(cause));
  const running = takeBack(worker)
    .catch(onTrouble) // Then they are taken up once their locks have run out.
    .then(() => worker.run())
    .catch(onTrouble);
  return {
    add: async (errands) => {
      await queue.addBulk(
        errands.map((errand) => ({
          name: errand.kind,
          data: { errandId: errand.id },
          opts: errandJob(errand),
        })),
      );
    },
    close: async () => {
      await worker.close();
      await running;
      await queue.close();
    },
  };
}

/** BullMQ's token for jobs whose lock is not asked about. */
const NO_LOCK = '0';

/** Puts back what a house that died had in hand: an auction has one house, and that is this one. */
async function takeBack({ backend }: Worker<OutboxJob>): Promise<void> {
  const [inHand] = await backend.getRanges(['active'], 0, -1);
  for (const id of inHand ?? []) await backend.moveJobFromActiveToWait(id, NO_LOCK);
}
