import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidRequest } from './problems.js';
import type { Caller } from './oauth.js';
import type { LimitName } from './rate-limits.js';

/** A request that was let in. */
export interface Asked {
  readonly caller: Caller;
  /** The parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One method on one path of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for a part that varies. */
  readonly path: string;
  readonly callers: readonly Caller['kind'][];
  readonly limit: LimitName;
  /** Every query parameter it knows; X refuses others. */
  readonly parameters?: readonly string[];
  /** Answers, or takes the response over and gives nothing back. */
  run(asked: Asked): Answer | undefined;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request; undefined where X has no such path. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): Found | undefined {
  for (const route of routes) {
    const params = route.method === method ? match(route.path, pathname) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function match(path: string, pathname: string): Record<string, string> | undefined {
  const [wanted, given] = [path.split('/'), pathname.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

/** @throws XProblem 400 for a query parameter that the route does not know */
export function checkParameters({ parameters = [] }: Route, query: URLSearchParams): void {
  for (const name of query.keys())
    if (!parameters.includes(name))
      throw invalidRequest(
        `The query parameter [${name.slice(0, 50)}] is not one of [${parameters.join(',')}].`,
        name.slice(0, 50),
      );
}

/** A whole number between two others. @throws XProblem 400 */
export function readCount(
  query: URLSearchParams,
  name: string,
  bounds: { min: number; max: number; default: number },
): number {
  const text = query.get(name);
  if (text === null) return bounds.default;
  const count = /^[0-9]{1,6}$/u.test(text) ? Number(text) : NaN;
  if (count >= bounds.min && count <= bounds.max) return count;
  throw invalidRequest(
    `The \`${name}\` query parameter value [${text.slice(0, 50)}] is not between ${bounds.min} and ${bounds.max}.`,
    name,
    text.slice(0, 50),
  );
}

/** An id of digits. @throws XProblem 400 */
export function readId(query: URLSearchParams, name: string): bigint | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^[0-9]{1,19}$/u.test(text)) return BigInt(text);
  throw invalidRequest(
    `The \`${name}\` query parameter value [${text.slice(0, 50)}] is not a valid id.`,
    name,
    text.slice(0, 50),
  );
}
