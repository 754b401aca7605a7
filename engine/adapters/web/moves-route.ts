import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { FloorDesk } from '../../app/desk/floor-desk.js';
import { LOT_REQUESTS, type DeskRequest } from '../../app/desk/request.js';
import { SothebaisError } from '../../domain/errors.js';

/** Enough for any request, and for nothing else. */
const BODY_MAX_BYTES = 16_384;
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

/**
 * `POST /moves`: a request of the operator's, answered once the floor has ruled on it.
 *
 * Only a program on this machine that holds the token may ask. A page in a browser may not: it
 * names its origin, or a host that is not ours.
 */
export function movesRoute({ desk: floorDesk, token }: MovesRoute): Hono {
  const route = new Hono();
  const tooLarge = (context: Context) => told(context, 413, invalid('The request is too large.'));
  route.post(
    '/moves',
    bodyLimit({ maxSize: BODY_MAX_BYTES, onError: tooLarge }),
    async (context) => {
      const stranger = whyTurnedAway(context, token);
      if (stranger) return told(context, stranger.status, stranger.failure);
      const read = requestSchema.safeParse(await context.req.json().catch(() => undefined));
      if (!read.success) return told(context, 400, invalid(describeIssue(read.error)));
      try {
        return context.json(await floorDesk.ask(read.data));
      } catch (cause) {
        if (!(cause instanceof SothebaisError)) throw cause;
        return told(context, cause.code === 'TIMED_OUT' ? 504 : 409, cause);
      }
    },
  );
  return route;
}

function whyTurnedAway(
  context: Context,
  token: string,
): { readonly status: 401 | 403; readonly failure: SothebaisError } | undefined {
  const { host = '', origin, authorization = '', ...rest } = context.req.header();
  const isPage = origin !== undefined || rest['sec-fetch-site'] !== undefined;
  if (isPage || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) {
    return { status: 403, failure: turnedAway('A page in a browser cannot move the auction.') };
  }
  if (isSame(authorization, `Bearer ${token}`)) return undefined;
  return { status: 401, failure: turnedAway('The token is not that of the house.') };
}

/** Takes as long for a near miss as for a wild guess. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const turnedAway = (message: string): SothebaisError =>
  new SothebaisError('CREDENTIAL_REJECTED', message, {
    hint: 'Use `sothebais lot`, `bid`, `bidder` and `auction` with `--data` on its folder.',
  });

const invalid = (message: string): SothebaisError =>
  new SothebaisError('INPUT_INVALID', message, { hint: 'Correct the request and ask again.' });

function describeIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  const key = issue?.path.join('.');
  return key ? `${key}: ${issue?.message ?? ''}` : 'The request is no move of the operator’s.';
}

function told(
  context: Context,
  status: 400 | 401 | 403 | 409 | 413 | 504,
  failure: SothebaisError,
) {
  const { code, message, hint, details } = failure;
  return context.json({ error: { ...details, code, message, hint } }, status);
}
