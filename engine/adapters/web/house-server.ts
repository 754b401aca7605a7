import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { HouseStatus } from '../../app/house-status.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Closeable } from '../../ports/closeable.js';
import { errandsRoute, type ErrandsRoute } from './errands-route.js';
import { metricsRoute } from './metrics-route.js';
import { movesRoute, type MovesRoute } from './moves-route.js';
import { streamRoute, type StreamRoute } from './stream-route.js';

/** The house's own small server: what viewers may see, and how the house stands. */
export interface HouseServer extends Closeable {
  readonly url: string;
}

/**
 * Serves `GET /show` (the latest `ShowState`), `GET /status`, `GET /health` and `GET /metrics` on
 * 127.0.0.1, and the operator's `POST /moves`, `POST /errands/ID` and `/stream`.
 * A taken port is stepped around: the next free one is taken and told.
 *
 * @throws SothebaisError `SANDBOX_FAILED` when no port can be had
 */
export async function startHouseServer(options: {
  readonly port: number;
  readonly status: () => HouseStatus;
  /** Absent where no auction is held. */
  readonly moves?: MovesRoute;
  readonly errands?: ErrandsRoute;
  readonly stream: StreamRoute;
}): Promise<HouseServer> {
  const app = new Hono();
  // What is no failure of the table is a bug of ours, told to whoever asked, without a stack.
  app.onError(({ message }, context) => context.json({ error: { code: 'BUG', message } }, 500));
  app.get('/show', (context) => {
    const { show } = options.status();
    return show ? context.json(show) : context.json(null, 404);
  });
  app.get('/status', (context) => context.json(options.status()));
  app.get('/health', (context) => context.json({ ok: true }));
  if (options.moves) app.route('/', movesRoute(options.moves));
  if (options.errands) app.route('/', errandsRoute(options.errands));
  app.route('/', streamRoute(options.stream));
  app.route(
    '/',
    metricsRoute(() => options.status().stream),
  );

  const server = createAdaptorServer({ fetch: app.fetch });
  await listen(server, options.port).catch(() => listen(server, 0));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<void> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new SothebaisError('SANDBOX_FAILED', `The house cannot listen on port ${port}.`, {
      cause,
    });
  }
}
