import { setTimeout as sleep } from 'node:timers/promises';
import { SothebaisError } from '../../domain/errors.js';

/**
 * What `work` resolves with, unless its time is over or it is called off first.
 *
 * @throws SothebaisError `X_FAILED` after `ms`, or once `signal` is aborted
 */
export async function within<T>(
  work: Promise<T>,
  limits: { readonly ms: number; readonly signal: AbortSignal | undefined; readonly asked: string },
): Promise<T> {
  const { ms, signal, asked } = limits;
  const { promise: over, reject } = Promise.withResolvers<never>();
  const give = (why: string) => () =>
    reject(new SothebaisError('X_FAILED', `X gave no answer to ${asked} ${why}.`));
  const calledOff = give('before it was called off');
  const timer = setTimeout(give(`within ${ms} ms`), ms);
  signal?.addEventListener('abort', calledOff, { once: true });
  if (signal?.aborted === true) calledOff();
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', calledOff);
  }
}

/** Waits `ms`, or less once `signal` is aborted; never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Whether `signal` is aborted by now: a question that a loop asks anew after every wait. */
export const isOver = (signal: AbortSignal): boolean => signal.aborted;

const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** A key X rejects stays rejected until someone renews it; asking often would only look like an attack. */
const REJECTED_WAIT_MS = 60_000;
const RESET_WAIT_MAX_MS = 16 * 60_000;

/** How long to wait after `failure`, the `tries`th in a row counted from 1: X's own word on it first. */
export function waitAfter(failure: SothebaisError, tries: number, nowMs: number): number {
  const resetsAtMs = failure.details['resetsAtMs'];
  if (typeof resetsAtMs === 'number')
    return Math.min(Math.max(resetsAtMs - nowMs, BACKOFF_FIRST_MS), RESET_WAIT_MAX_MS);
  if (failure.code === 'CREDENTIAL_REJECTED') return REJECTED_WAIT_MS;
  return Math.min(BACKOFF_FIRST_MS * 2 ** Math.min(tries - 1, 10), BACKOFF_MAX_MS);
}
