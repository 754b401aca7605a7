import { Hono } from 'hono';
import { z } from 'zod';
import type { ErrandDesk, ErrandRequest } from '../../app/desk/errand-desk.js';
import { SothebaisError } from '../../domain/errors.js';
import { describeIssue, invalid, operatorsDoor, told } from './operators-door.js';

const requestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('retry') }),
  z.strictObject({
    action: z.literal('drop'),
    by: z.string().trim().min(1).max(80),
    why: z.string().trim().max(500),
  }),
]) satisfies z.ZodType<ErrandRequest>;

/** What the operator's route needs. */
export interface ErrandsRoute {
  readonly desk: ErrandDesk;
  /** Whoever holds it speaks for the operator. */
  readonly token: string;
}

/** `POST /errands/ID`: an errand that was given up is tried again, or dropped. */
export function errandsRoute({ desk, token }: ErrandsRoute): Hono {
  const route = new Hono();
  route.post('/errands/:id', ...operatorsDoor(token), async (context) => {
    const read = requestSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) {
      return told(context, 400, invalid(describeIssue(read.error, NO_REQUEST)));
    }
    try {
      return context.json(await desk.ask(context.req.param('id'), read.data));
    } catch (cause) {
      if (!(cause instanceof SothebaisError)) throw cause;
      return told(context, 409, cause);
    }
  });
  return route;
}

const NO_REQUEST = 'The request is neither to try an errand again nor to drop it.';
