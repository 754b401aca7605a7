import type { Clock } from '../../engine/ports/clock.js';
import { pause } from '../pause.js';

/** The doors may open two minutes after everything was tried. */
const LEAD_MS = 120_000;
/** With less time than this the try would still go on when they open. */
const LEAST_MS = 30_000;
/** What a timer can hold. */
const TIMER_MS = 2 ** 31 - 1;

/** When the doors open, and how many lots there are then. */
interface Evening {
  readonly doorsAtMs: number;
  readonly lots: number;
}

/**
 * Waits until two minutes before the doors, and not at all where they are nearer.
 *
 * @returns whether everything is to be tried now: it is too late, or there is nothing to sell, or
 *   `signal` has fired, else
 */
export async function waitForPreflight(
  evening: Evening,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const waitMs = preflightDelayMs(evening, clock.now());
    if (signal.aborted || waitMs === undefined) return false;
    if (waitMs === 0) return true;
    await pause(Math.min(waitMs, TIMER_MS), signal);
  }
}

/** How long there is until the preflight, in milliseconds; undefined where there is to be none. */
export function preflightDelayMs({ doorsAtMs, lots }: Evening, nowMs: number): number | undefined {
  const leftMs = doorsAtMs - nowMs;
  if (leftMs < LEAST_MS || lots === 0) return undefined;
  return Math.max(0, leftMs - LEAD_MS);
}
