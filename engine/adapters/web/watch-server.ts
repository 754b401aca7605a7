import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { SothebaisError } from '../../domain/errors.js';
import type { ShowState } from '../../domain/show.js';
import type { Closeable } from '../../ports/closeable.js';
import { livePicture, type LivePictureOptions } from './watch-live.js';
import { watchPage, type WatchPageOptions } from './watch-page.js';
import { Viewers } from './watch-viewers.js';

export { PLAYLIST } from './watch-live.js';

export interface WatchServerOptions extends LivePictureOptions, WatchPageOptions {
  /** What to listen on: 127.0.0.1, or an address that the local network reaches. */
  readonly host: string;
  readonly port: number;
}

/** The page for operators and guests on the local network: the programme, and how the lot stands. */
export interface WatchServer extends Closeable {
  /** As somebody on the network reaches it. */
  readonly url: string;
  /** Hands viewers the latest state and returns at once. */
  publish(show: ShowState): void;
}

/**
 * Serves the page, the stream in `liveDir` and what viewers may know, as JSON and as events, and
 * nothing else: nobody can move anything here. A taken port is stepped around: the next free one
 * is taken and told.
 *
 * @throws SothebaisError `CONFIG_INVALID` where `host` is not one of this machine's addresses
 */
export async function startWatchServer(options: WatchServerOptions): Promise<WatchServer> {
  const viewers = new Viewers(options.isOnAir);
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of HEADERS) context.header(name, value);
  });
  app.get('/show', (context) => viewers.answer(context));
  app.route('/live', livePicture(options));
  app.route('/', watchPage(options));

  const server = createAdaptorServer({ fetch: app.fetch });
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${reachable(options.host)}:${port}`,
    publish: (show) => viewers.publish(show),
    close: async () => {
      viewers.close();
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** The page may load what this server has, and nothing else in the world. */
const HEADERS = [
  [
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
      "connect-src 'self'; media-src 'self' blob:; img-src data:; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
] as const;

type Server = ReturnType<typeof createAdaptorServer>;

async function listen(server: Server, host: string, port: number): Promise<void> {
  const tryPort = async (one: number): Promise<void> => {
    server.listen(one, host);
    await once(server, 'listening');
  };
  try {
    await tryPort(port).catch(() => tryPort(0));
  } catch (cause) {
    throw new SothebaisError('CONFIG_INVALID', `The watch page cannot listen on ${host}.`, {
      cause,
      hint: 'Set `watch.host` to an address of this machine, or to 0.0.0.0 for all of them.',
    });
  }
}

/** The address to open: for all of this machine's addresses, one that others can reach. */
function reachable(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host;
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
