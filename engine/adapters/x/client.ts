import { Agent } from 'node:https';
import { connect } from 'node:net';
import { TwitterApi } from 'twitter-api-v2';
import type { z } from 'zod';
import type { Secret } from '../../../config/secret.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import type { Closeable } from '../../ports/closeable.js';
import { toFailure } from './failures.js';
import { openStream } from './stream.js';
import type { XStream, XStreamListener } from './stream.js';
import { within } from './waiting.js';

/** The keys of one X account. Without `bearer` the streams of X are out of reach. */
export interface XCredentials {
  readonly appKey: Secret;
  readonly appSecret: Secret;
  readonly accessToken: Secret;
  readonly accessSecret: Secret;
  readonly bearer?: Secret;
}

/** One request. `path` follows `/2/` and is already encoded. */
interface XRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** On whose behalf: the account's (the default), or the app's own. */
  readonly as?: 'account' | 'app';
  readonly answer: z.ZodType<Answer>;
  readonly signal?: AbortSignal;
}

/** What X says is left of a limit after an answer. */
export interface XLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: Instant;
}

interface XAnswer<Answer> {
  readonly body: Answer;
  readonly limit: XLimit | undefined;
}

/** One account's line to X. */
export interface XClient extends Closeable {
  /** Whether streams can be opened: they want the app's bearer token. */
  readonly canStream: boolean;
  /**
   * Asks X once; never tries again by itself.
   *
   * @throws SothebaisError `CREDENTIAL_REJECTED`, `X_REFUSED`, `X_FAILED`
   */
  ask<Answer>(request: XRequest<Answer>): Promise<XAnswer<Answer>>;
  /** Opens a stream; it must be closed. @throws SothebaisError as `ask` does */
  stream(
    path: string,
    query: Readonly<Record<string, string>>,
    listener: XStreamListener,
    signal: AbortSignal,
  ): Promise<XStream>;
}

/**
 * A client of X's API, or of a stand-in for it on this machine.
 *
 * @param baseUrl - `http://` address of a stand-in on the loopback; absent for X itself, over TLS
 * @param timeoutMs - limit of each request, and of the opening of each stream
 * @throws SothebaisError `CONFIG_INVALID` for a `baseUrl` to which keys must not be sent
 */
export function createXClient(options: {
  readonly baseUrl?: string | undefined;
  readonly credentials: XCredentials;
  readonly timeoutMs: number;
}): XClient {
  const { credentials, timeoutMs } = options;
  const newAgent = agentMaker(options.baseUrl);
  const agent = newAgent();
  const account = asAccount(credentials, agent);
  const app = credentials.bearer && asApp(credentials.bearer, agent);

  return {
    canStream: app !== undefined,
    ask: async (request) => {
      const asked = `${request.method} /2/${request.path}`;
      const by = request.as === 'app' ? needsBearer(app, asked) : account;
      const limits = { ms: timeoutMs, signal: request.signal, asked };
      try {
        const { data, rateLimit } = await within(send(by, request, timeoutMs), limits);
        return { body: readAnswer(request, data, asked), limit: rateLimit && toLimit(rateLimit) };
      } catch (cause) {
        throw toFailure(cause, asked);
      }
    },
    stream: async (path, query, listener, signal) => {
      const asked = `GET /2/${path}`;
      const bearer = needsBearer(credentials.bearer, asked);
      // Its own agent: closing that is the one way to give up a connection not yet answered.
      const own = newAgent();
      const pending = openStream(asApp(bearer, own), path, query, listener, () => own.destroy());
      try {
        return await within(pending, { ms: timeoutMs, signal, asked });
      } catch (cause) {
        own.destroy();
        pending.then((late) => late.close()).catch(() => undefined);
        throw toFailure(cause, asked);
      }
    },
    close: async () => agent.destroy(),
  };
}

/** The real client knows one address only; the way elsewhere is an agent that dials it in clear. */
class LoopbackAgent extends Agent {
  readonly #host: string;
  readonly #port: number;

  constructor(host: string, port: number) {
    super({ keepAlive: true });
    this.#host = host;
    this.#port = port;
  }

  override createConnection() {
    return connect({ host: this.#host, port: this.#port });
  }
}

function agentMaker(baseUrl: string | undefined): () => Agent {
  if (baseUrl === undefined) return () => new Agent({ keepAlive: true });
  const { protocol, hostname, port } = new URL(baseUrl);
  // Keys travel in clear on this way, so it may not leave the machine.
  if (protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new SothebaisError(
      'CONFIG_INVALID',
      `X's address is ${protocol}//${hostname}, expected http:// on this machine or none at all.`,
    );
  return () => new LoopbackAgent(hostname.replace(/[[\]]/gu, ''), Number(port === '' ? 80 : port));
}

function asAccount(keys: XCredentials, httpAgent: Agent): TwitterApi {
  return new TwitterApi(
    {
      appKey: keys.appKey.reveal(),
      appSecret: keys.appSecret.reveal(),
      accessToken: keys.accessToken.reveal(),
      accessSecret: keys.accessSecret.reveal(),
    },
    { httpAgent },
  );
}

const asApp = (bearer: Secret, httpAgent: Agent) => new TwitterApi(bearer.reveal(), { httpAgent });

function send(by: TwitterApi, request: XRequest<unknown>, timeout: number) {
  const { path, query = {}, body = {} } = request;
  const options = { fullResponse: true, timeout } as const;
  switch (request.method) {
    case 'GET':
      return by.v2.get<unknown>(path, query, options);
    case 'POST':
      return by.v2.post<unknown>(path, body, options);
    case 'DELETE':
      return by.v2.delete<unknown>(path, query, options);
  }
}

function readAnswer<Answer>(request: XRequest<Answer>, body: unknown, asked: string): Answer {
  const read = request.answer.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new SothebaisError(
    'X_FAILED',
    `X's answer to ${asked} is not of the shape it promises at "${issue?.path.join('.') ?? ''}".`,
  );
}

function needsBearer<T>(bearer: T | undefined, asked: string): T {
  if (bearer !== undefined) return bearer;
  throw new SothebaisError('CREDENTIAL_REJECTED', `${asked} wants the app's bearer token.`, {
    hint: 'Set `x.bearer`.',
  });
}

const toLimit = (limit: { limit: number; remaining: number; reset: number }): XLimit => ({
  limit: limit.limit,
  remaining: limit.remaining,
  resetsAt: (limit.reset * 1000) as Instant,
});
