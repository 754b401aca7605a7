import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { Secret } from '../../../config/secret.js';
import type { StreamDesk } from '../../app/desk/stream-desk.js';
import { SothebaisError } from '../../domain/errors.js';
import { describeIssue, invalid, operatorsDoor, told } from './operators-door.js';

/** Text on one line, without anything that a terminal or a protocol would obey. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}+$/u, 'Expected text without control characters.');

const destinationSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'Expected lower-case letters, digits and dashes.')
    .optional(),
  url: line(2_048),
  // Out of sight before anything can fail.
  key: line(1_024)
    .transform((key) => new Secret(key))
    .optional(),
});

const stopSchema = z.strictObject({
  by: z.string().trim().min(1).max(80),
  why: z.string().trim().max(500),
});

/** What the operator's routes need. */
export interface StreamRoute {
  /** Undefined until the picture is on air. */
  readonly desk: () => StreamDesk | undefined;
  /** Whoever holds it speaks for the operator. */
  readonly token: string;
}

/**
 * The operator's way to the stream: `GET /stream`, `GET /stream/snapshot.jpg`,
 * `POST /stream/destinations`, `DELETE /stream/destinations/ID`, `POST /stream/stop` and
 * `POST /stream/start`.
 */
export function streamRoute({ desk, token }: StreamRoute): Hono {
  const route = new Hono();
  const door = operatorsDoor(token);
  route.get('/stream', ...door, (context) =>
    answer(context, desk, async (stream) => context.json(stream.health())),
  );
  route.get('/stream/snapshot.jpg', ...door, (context) =>
    answer(context, desk, async (stream) => {
      const picture = await stream.snapshot();
      return context.body(new Uint8Array(picture), 200, {
        'content-type': 'image/jpeg',
        'cache-control': 'no-store',
      });
    }),
  );
  route.post('/stream/destinations', ...door, async (context) => {
    const read = destinationSchema.safeParse(await bodyOf(context));
    if (!read.success) return told(context, 400, invalid(describeIssue(read.error, NO_ORDER)));
    const { id, url, key } = read.data;
    const order = { url, ...(id === undefined ? {} : { id }), ...(key ? { key } : {}) };
    return answer(context, desk, async (stream) => context.json(await stream.add(order)));
  });
  route.delete('/stream/destinations/:id', ...door, (context) =>
    answer(context, desk, async (stream) =>
      context.json(await stream.remove(context.req.param('id'))),
    ),
  );
  route.post('/stream/stop', ...door, async (context) => {
    const read = stopSchema.safeParse(await bodyOf(context));
    if (!read.success) return told(context, 400, invalid(describeIssue(read.error, NO_STOP)));
    return answer(context, desk, async (stream) => context.json(await stream.stop(read.data)));
  });
  route.post('/stream/start', ...door, (context) =>
    answer(context, desk, async (stream) => context.json(await stream.start())),
  );
  return route;
}

const bodyOf = (context: Context): Promise<unknown> =>
  context.req.json().catch(() => undefined) as Promise<unknown>;

/** What the desk answers, or its failure as the operator is to read it. */
async function answer(
  context: Context,
  desk: StreamRoute['desk'],
  ask: (stream: StreamDesk) => Promise<Response>,
): Promise<Response> {
  try {
    const stream = desk();
    if (!stream) throw notYet();
    return await ask(stream);
  } catch (cause) {
    if (!(cause instanceof SothebaisError)) throw cause;
    return told(context, cause.code === 'TIMED_OUT' ? 504 : 409, cause);
  }
}

const notYet = (): SothebaisError =>
  new SothebaisError('TIMED_OUT', 'The stream is not on air yet.', {
    hint: 'Wait until the house has opened, then try again.',
  });

const NO_ORDER = 'The request names no destination.';
const NO_STOP = 'The request does not say who takes the stream off air.';
