import type { JobsOptions, WorkerOptions } from 'bullmq';
import { z } from 'zod';
import { formatWeiJson, parseWeiJson } from '../../domain/wei-json.js';
import type { AuctionId } from '../../domain/ids.js';
import type { Errand } from '../../ports/outbox.js';
import type { FloorTurn } from '../../ports/queues.js';

/** How a turn lies in Redis: as text, because an amount in wei is no JSON number. */
export interface FloorJob {
  readonly turn: string;
}

export interface OutboxJob {
  readonly errandId: string;
}

const moveSchema = z.looseObject({
  kind: z.enum([
    'answer-second-chance',
    'block-bidder',
    'claim-wallet',
    'count-flood',
    'credit-deposit',
    'default-lot',
    'extend-lot',
    'hammer-lot',
    'hear-second-chance',
    'limit-bidder',
    'offer',
    'open-auction',
    'open-lot',
    'pause-lot',
    'record-settlement',
    'reorder-lots',
    'resume-lot',
    'revert-deposit',
    'seal-book',
    'show-lot',
    'tick',
    'unblock-bidder',
    'void-bid',
    'withdraw-lot',
  ]),
  at: z.int(),
});

const turnSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tick'), due: z.int() }),
  z.object({ kind: z.literal('move'), move: moveSchema }),
  z.object({
    kind: z.literal('post'),
    post: z.object({
      source: z.enum(['post', 'chat']),
      id: z.string(),
      authorId: z.string(),
      handle: z.string(),
      text: z.string(),
      placedAt: z.int(),
      receivedAt: z.int(),
    }),
  }),
]);

export const formatTurn = (turn: FloorTurn): FloorJob => ({ turn: formatWeiJson(turn) });

/**
 * Reads a turn back from a job as it lies in Redis, or undefined: jobs outlive deploys, so their
 * type is only a hope.
 */
export function parseTurn(job: string): FloorTurn | undefined {
  try {
    const { turn } = JSON.parse(job) as Partial<FloorJob>;
    const inner = parseWeiJson(String(turn));
    return turnSchema.safeParse(inner).success ? (inner as FloorTurn) : undefined;
  } catch {
    return undefined;
  }
}

export const floorQueueName = (auctionId: AuctionId): string => `floor-${auctionId}`;

/** Where the queues of a house lie in Redis, unless it has a key of its own. */
export const HOUSE_PREFIX = 'bull';

/** Finished turns that are remembered: enough to refuse what X delivers twice; the book refuses the rest. */
export const KEPT = { count: 5_000 };

export const FLOOR_JOB: JobsOptions = { removeOnComplete: KEPT, removeOnFail: KEPT };

/**
 * An errand that was in hand when the house was killed is taken up again once its lock has run
 * out, however often that happens.
 */
export const RECOVERY = {
  lockDuration: 10_000,
  stalledInterval: 2_000,
  maxStalledCount: 1_000,
} satisfies Partial<WorkerOptions>;

/** BullMQ takes no colon in an id, and X's chat may have one: what is no letter or digit is spelled. */
export const jobIdOf = (id: string): string =>
  id.replace(/[^A-Za-z0-9-]/gu, (mark) => `_${(mark.codePointAt(0) ?? 0).toString(16)}_`);

/** Words are tried again with growing pauses for about two minutes: later they are stale. */
const WORDS = { attempts: 8, backoff: { type: 'exponential', delay: 1_000 } };
/** Money and tokens are tried again for as long as an evening may last. */
const DEEDS = { attempts: 5_000, backoff: { type: 'fixed', delay: 3_000 } };

export const errandJob = (errand: Errand): JobsOptions => ({
  jobId: jobIdOf(errand.id),
  priority: errand.kind === 'reply' ? errand.priority + 1 : errand.kind === 'answer' ? 5 : 1,
  ...(errand.kind === 'reply' || errand.kind === 'answer' ? WORDS : DEEDS),
  removeOnComplete: true,
  removeOnFail: true,
});
