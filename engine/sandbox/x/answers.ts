import type { z } from 'zod';
import { invalidRequest } from './problems.js';
import type { Answer } from './router.js';

/** An answer to what was asked. */
export const ok = (body: Answer['body']): Answer => ({ status: 200, body });
/** An answer that something was made. */
export const created = (body: Answer['body']): Answer => ({ status: 201, body });

/** A body of the shape that X takes. @throws XProblem 400 */
export function readBody<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = issue?.path.join('.') ?? '';
  throw invalidRequest(`The body is not valid at [${name}]: ${issue?.message ?? ''}`, name);
}

/** The token of the page that follows one whose lowest id this is. */
export const writeToken = (lowestId: string) => BigInt(lowestId).toString(36);

/** The id below which the next page begins. @throws XProblem 400 */
export function readToken(query: URLSearchParams): bigint | undefined {
  const token = query.get('pagination_token') ?? query.get('next_token');
  if (token === null) return undefined;
  if (!/^[0-9a-z]{1,13}$/u.test(token))
    throw invalidRequest(
      'The pagination token is not valid.',
      'pagination_token',
      token.slice(0, 50),
    );
  return Array.from(token).reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
}
