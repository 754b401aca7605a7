import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { SothebaisError } from '../../domain/errors.js';

/** Enough for any request, and for nothing else. */
const BODY_MAX_BYTES = 16_384;

/**
 * What stands before the operator's routes. Only a program on this machine that holds the token may
 * ask. A page in a browser may not: it names its origin, or a host that is not ours.
 */
export const operatorsDoor = (token: string): readonly [MiddlewareHandler, MiddlewareHandler] => [
  bodyLimit({
    maxSize: BODY_MAX_BYTES,
    onError: (context) => told(context, 413, invalid('The request is too large.')),
  }),
  async (context, next) => {
    const stranger = whyTurnedAway(context, token);
    if (stranger) return told(context, stranger.status, stranger.failure);
    return next();
  },
];

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
    hint: 'Use `sothebais lot`, `bid`, `stream` and so on with `--data` on its folder.',
  });

/** A request that is none. */
export const invalid = (message: string): SothebaisError =>
  new SothebaisError('INPUT_INVALID', message, { hint: 'Correct the request and ask again.' });

/** What is wrong with a request, by the first issue. */
export function describeIssue({ issues }: z.ZodError, otherwise: string): string {
  const [issue] = issues;
  const key = issue?.path.join('.');
  return key ? `${key}: ${issue?.message ?? ''}` : otherwise;
}

/** Tells a failure to whoever asked. */
export function told(
  context: Context,
  status: 400 | 401 | 403 | 409 | 413 | 504,
  failure: SothebaisError,
) {
  const { code, message, hint, details } = failure;
  return context.json({ error: { ...details, code, message, hint } }, status);
}
