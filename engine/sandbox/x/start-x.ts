import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { SothebaisError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import { ensureAccount } from './accounts.js';
import type { XAccount } from './accounts.js';
import { createBroadcastRoutes } from './broadcast-routes.js';
import { createChatRoutes } from './chat-routes.js';
import { createFaults } from './faults.js';
import type { Faults, XFaults } from './faults.js';
import { createIdMint } from './ids.js';
import { createDoorkeeper } from './oauth.js';
import type { Doorkeeper } from './oauth.js';
import { createPostRoutes } from './post-routes.js';
import { createPosts } from './posts.js';
import {
  internalError,
  invalidRequest,
  notFound,
  tooManyRequests,
  unsupportedAuthentication,
  XProblem,
} from './problems.js';
import { createRateLimits, X_LIMITS } from './rate-limits.js';
import type { Limits, RateLimits } from './rate-limits.js';
import { checkParameters, findRoute } from './router.js';
import type { Route } from './router.js';
import { createSchedule } from './schedule.js';
import { openStore } from './store.js';
import type { Store } from './store.js';
import { createStreamHub } from './stream-routes.js';
import { createUserRoutes } from './user-routes.js';
import { createView } from './view.js';

/** X writes a blank line to its streams this often. */
const KEEP_ALIVE_MS = 20_000;
const BODY_MAX_BYTES = 64_000;

export interface SandboxXOptions {
  /** Where all of it is kept; a start on the same folder goes on where the last one ended. */
  readonly dir: string;
  readonly clock: Clock;
  /** The port wanted; a free one when that is taken or none is named. */
  readonly port?: number;
  readonly hostHandle: string;
  readonly hostName: string;
  readonly users: readonly { readonly handle: string; readonly name: string }[];
  /** Limits other than X's own. */
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
}

export interface SandboxX extends Closeable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly host: XAccount;
  readonly users: readonly XAccount[];
  /** Troubles made on purpose. */
  readonly faults: XFaults;
}

/** What the server asks of its parts. */
interface Parts {
  readonly routes: readonly Route[];
  readonly doorkeeper: Doorkeeper;
  readonly limits: RateLimits;
  readonly faults: Faults;
}

/**
 * Starts a stand-in for X on this machine: its v2 API over real HTTP, with accounts, signatures,
 * limits, rules and errors of its own, and no connection to anywhere.
 *
 * @throws SothebaisError `SANDBOX_FAILED`
 */
export async function startSandboxX(options: SandboxXOptions): Promise<SandboxX> {
  const { clock, dir, hostHandle, hostName } = options;
  const store = openStore(dir);
  const mint = createIdMint(clock, newestIds(store));
  const account = (handle: string, name: string, automated: boolean) =>
    ensureAccount(store, mint, clock, { handle, name, automated });
  const host = account(hostHandle, hostName, true);
  const users = options.users.map(({ handle, name }) => account(handle, name, false));

  const posts = createPosts(store, mint, clock);
  const view = createView(store, posts);
  const hub = createStreamHub(store, posts, view, mint);
  const faults = createFaults(clock, () => hub.drop());
  const schedule = createSchedule(store, clock);
  const server = serve({
    routes: [
      ...hub.routes,
      ...createPostRoutes(store, posts, view),
      ...createUserRoutes(store, view),
      ...createBroadcastRoutes(store, schedule, mint, clock),
      ...createChatRoutes(store, schedule, view, mint, clock),
    ],
    doorkeeper: createDoorkeeper(store.accounts),
    limits: createRateLimits({ ...X_LIMITS, ...options.limits }, clock),
    faults,
  });
  const port = await listen(server, options.port ?? 0).catch((cause: unknown) => {
    store.close();
    throw new SothebaisError('SANDBOX_FAILED', 'The stand-in for X found no port to listen on.', {
      cause,
    });
  });
  const blankLines = setInterval(() => hub.keepAlive(), KEEP_ALIVE_MS);

  const close = async () => {
    clearInterval(blankLines);
    hub.drop();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    store.close();
  };
  options.signal?.addEventListener('abort', () => void close(), { once: true });
  return { url: `http://127.0.0.1:${port}`, host, users, faults: faults.made, close };
}

function newestIds(store: Store) {
  const highest = (ids: readonly string[]) =>
    ids.map(BigInt).reduce((high, id) => (id > high ? id : high), 0n);
  const broadcasts = [...store.broadcasts.values()];
  return {
    snowflake: highest([
      ...store.accounts.keys(),
      ...store.posts.keys(),
      ...store.rules.keys(),
      ...broadcasts.map(({ scheduleId }) => scheduleId),
    ]),
    nanoseconds: highest(broadcasts.flatMap(({ id }) => [...store.chatOf(id).keys()])),
  };
}

function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const retry = (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0));
    else reject(cause);
  };
  server.once('error', retry);
  server.listen(port, '127.0.0.1', () => {
    server.off('error', retry);
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}

const IDLE_MAX_MS = 60_000;

function serve(parts: Parts): Server {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((cause: unknown) => {
      const problem = cause instanceof XProblem ? cause : internalError(500);
      send(response, problem.status, problem.body, 'application/problem+json');
    });
  });
  // Node's five seconds would close a connection under a request that is on its way.
  server.keepAliveTimeout = IDLE_MAX_MS;
  return server;
}

async function answer(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const body = await readJson(request);
  await parts.faults.strike(response);
  const found = findRoute(parts.routes, request.method ?? 'GET', url.pathname);
  if (!found) throw notFound('path', url.pathname.slice(0, 100));
  const { route, params } = found;
  const caller = parts.doorkeeper.admit(request, url);
  if (!route.callers.includes(caller.kind)) throw unsupportedAuthentication();
  const { headers, exceeded } = parts.limits.take(route.limit, caller);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (exceeded) throw tooManyRequests();
  checkParameters(route, url.searchParams);
  const said = route.run({ caller, params, query: url.searchParams, body, request, response });
  if (said) send(response, said.status, said.body, 'application/json');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_MAX_BYTES) throw invalidRequest('The body is too large.');
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw invalidRequest('The body is no JSON.');
  }
}

function send(response: ServerResponse, status: number, body: unknown, type: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(JSON.stringify(body));
}
