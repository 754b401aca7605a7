import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.js';
import { internalError, tooManyRequests } from './problems.js';
import { pretendedLimit } from './rate-limits.js';

/** How far off the end of a pretended limit is. */
const RESET_AFTER_MS = 2_000;

/** Troubles made on purpose, to see that the house lives through them. */
export interface XFaults {
  /** Cuts every open stream without a word. */
  dropStreams(): void;
  /** Answers the next `count` requests, whatever they are, with `status`. */
  failNext(count: number, status: number): void;
  /** Waits this long before every answer. */
  delayMs: number;
}

export interface Faults {
  readonly made: XFaults;
  /** Makes the trouble that is due, if any. @throws XProblem */
  strike(response: ServerResponse): Promise<void>;
}

export function createFaults(clock: Clock, dropStreams: () => void): Faults {
  let failures = { left: 0, status: 500 };
  const made: XFaults = {
    dropStreams,
    failNext: (count, status) => {
      failures = { left: count, status };
    },
    delayMs: 0,
  };
  return {
    made,
    strike: async (response) => {
      if (made.delayMs > 0) await sleep(made.delayMs);
      if (failures.left === 0) return;
      failures.left -= 1;
      if (failures.status !== 429) throw internalError(failures.status);
      for (const [name, value] of Object.entries(pretendedLimit(clock, RESET_AFTER_MS)))
        response.setHeader(name, value);
      throw tooManyRequests();
    },
  };
}
