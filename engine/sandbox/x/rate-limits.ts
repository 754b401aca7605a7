import type { Clock } from '../../ports/clock.js';
import type { Caller } from './oauth.js';

const QUARTER_HOUR_MS = 900_000;
const DAY_MS = 86_400_000;

/** How often an account, and an app by itself, may do a thing in 15 minutes; and an app in a day. */
export interface Allowance {
  readonly account?: number;
  readonly app?: number;
  readonly appDay?: number;
}

/** X's limits, by what they are on. */
export const X_LIMITS = {
  post: { account: 100, appDay: 10_000 },
  'read-post': { account: 900, app: 450 },
  'delete-post': { account: 50 },
  repost: { account: 50 },
  mentions: { account: 300, app: 450 },
  search: { account: 300, app: 450 },
  me: { account: 75 },
  user: { account: 900, app: 300 },
  'open-stream': { app: 50 },
  rules: { app: 450 },
  // X names no limit on broadcasts and their chat.
  broadcast: {},
  chat: {},
} as const satisfies Record<string, Allowance>;

export type LimitName = keyof typeof X_LIMITS;
export type Limits = Readonly<Record<LimitName, Allowance>>;

/** The headers that tell a caller where he stands. */
export type LimitHeaders = Readonly<Record<string, string>>;

interface Window {
  used: number;
  readonly endsAt: number;
}

/** Counts requests against X's fixed windows; forgets them on a restart. */
export interface RateLimits {
  /** Counts one, and tells what is left; `exceeded` when there was nothing left to count it on. */
  take(
    name: LimitName,
    caller: Caller,
  ): { readonly headers: LimitHeaders; readonly exceeded: boolean };
}

export function createRateLimits(limits: Limits, clock: Clock): RateLimits {
  const windows = new Map<string, Window>();

  const spend = (key: string, limit: number, lengthMs: number) => {
    const now = clock.now();
    const open = windows.get(key);
    const window = open && open.endsAt > now ? open : { used: 0, endsAt: now + lengthMs };
    windows.set(key, window);
    const exceeded = window.used >= limit;
    if (!exceeded) window.used += 1;
    return { limit, remaining: limit - window.used, endsAt: window.endsAt, exceeded };
  };

  return {
    take: (name, caller) => {
      const allowance = limits[name];
      const key = `${name} ${caller.kind} ${caller.account.id}`;
      const limit = allowance[caller.kind];
      const short = limit === undefined ? undefined : spend(key, limit, QUARTER_HOUR_MS);
      const long =
        allowance.appDay === undefined || short?.exceeded === true
          ? undefined
          : spend(`${key} day`, allowance.appDay, DAY_MS);
      return {
        headers: {
          ...(short && headers('x-rate-limit', short)),
          ...(long && headers('x-app-limit-24hour', long)),
        },
        exceeded: short?.exceeded === true || long?.exceeded === true,
      };
    },
  };
}

function headers(
  name: string,
  left: { limit: number; remaining: number; endsAt: number },
): LimitHeaders {
  return {
    [`${name}-limit`]: String(left.limit),
    [`${name}-remaining`]: String(left.remaining),
    [`${name}-reset`]: String(Math.ceil(left.endsAt / 1000)),
  };
}

/** The headers and body of a 429 whose window ends `afterMs` from now, for faults made on purpose. */
export function pretendedLimit(clock: Clock, afterMs: number): LimitHeaders {
  return headers('x-rate-limit', { limit: 1, remaining: 0, endsAt: clock.now() + afterMs });
}
