import type { JobsOptions, WorkerOptions } from 'bullmq';
import { z } from 'zod';
import { formatWeiJson, parseWeiJson } from '../../domain/wei-json.js';
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

/** Reads a turn back, or undefined: jobs outlive deploys, so their type is only a hope. */
export function parseTurn(job: unknown): FloorTurn | undefined {
  const outer = z.object({ turn: z.string() }).safeParse(job);
  if (!outer.success) return undefined;
  try {
    const inner = parseWeiJson(outer.data.turn);
    return turnSchema.safeParse(inner).success ? (inner as FloorTurn) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the queues of a house lie in Redis, unless it has a key of its own. */
export const HOUSE_PREFIX = 'bull';

/** Enough to refuse what X delivers twice; the book refuses the rest. */
const KEPT_JOBS = 5_000;

export const FLOOR_JOB: JobsOptions = {
  removeOnComplete: { count: KEPT_JOBS },
  removeOnFail: { count: KEPT_JOBS },
};

/**
 * A job that was in hand when the house was killed is taken up again once its lock has run out,
 * however often that happens. Sooner than a lot that was cut off closes, see `run-auction.ts`.
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
