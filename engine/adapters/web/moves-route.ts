import { Hono } from 'hono';
import { z } from 'zod';
import type { FloorDesk } from '../../app/desk/floor-desk.js';
import { LOT_REQUESTS, type DeskRequest } from '../../app/desk/request.js';
import { SothebaisError } from '../../domain/errors.js';
import { describeIssue, invalid, operatorsDoor, told } from './operators-door.js';

const DAY_MS = 24 * 3_600_000;

const lot = z.int().positive();
const bidder = z.string().min(1).max(80);
const amountEth = z.string().min(1).max(200);
const desk = {
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'Expected letters, digits and dashes, 64 at most.'),
  by: z.string().trim().min(1).max(80),
  why: z.string().trim().max(500).default(''),
};

const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...desk, kind: z.enum(LOT_REQUESTS), lot }),
  z.strictObject({
    ...{ ...desk, kind: z.literal('extend-lot'), lot },
    forMs: z.int().positive().max(DAY_MS),
  }),
  z.strictObject({
    ...{ ...desk, kind: z.literal('answer-second-chance'), lot },
    answer: z.enum(['taken', 'declined']),
  }),
  z.strictObject({
    ...{ ...desk, kind: z.literal('reorder-lots') },
    lots: z.array(lot).min(1).max(10_000),
  }),
  z.strictObject({ ...desk, kind: z.literal('void-bid'), bid: z.string().min(1).max(200) }),
  z.strictObject({
    ...{ ...desk, kind: z.literal('place-bid'), lot, bidder, amountEth },
    maxEth: amountEth.optional(),
  }),
  z.strictObject({ ...desk, kind: z.enum(['block-bidder', 'unblock-bidder']), bidder }),
  z.strictObject({
    ...{ ...desk, kind: z.literal('limit-bidder'), bidder },
    limitEth: amountEth.nullable(),
  }),
]) satisfies z.ZodType<DeskRequest>;

/** What the operator's route needs. */
export interface MovesRoute {
  readonly desk: Pick<FloorDesk, 'ask'>;
  /** Whoever holds it speaks for the operator. */
  readonly token: string;
}

/** `POST /moves`: a request of the operator's, answered once the floor has ruled on it. */
export function movesRoute({ desk: floorDesk, token }: MovesRoute): Hono {
  const route = new Hono();
  route.post('/moves', ...operatorsDoor(token), async (context) => {
    const read = requestSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) {
      return told(context, 400, invalid(describeIssue(read.error, NO_MOVE)));
    }
    try {
      return context.json(await floorDesk.ask(read.data));
    } catch (cause) {
      if (!(cause instanceof SothebaisError)) throw cause;
      return told(context, cause.code === 'TIMED_OUT' ? 504 : 409, cause);
    }
  });
  return route;
}

const NO_MOVE = 'The request is no move of the operator’s.';
