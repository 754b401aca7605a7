import { setTimeout as sleep } from 'node:timers/promises';
import { SothebaisError } from '../../domain/errors.js';

/**
 * What `work` resolves with, unless its time is over or the crowd goes home first.
 *
 * @throws SothebaisError `TIMED_OUT` after `ms`, or once `signal` is aborted
 */
export async function within<T>(
  work: Promise<T>,
  limits: { readonly ms: number; readonly signal: AbortSignal; readonly doing: string },
): Promise<T> {
  const { ms, signal, doing } = limits;
  const { promise: over, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(new SothebaisError('TIMED_OUT', `Stopped ${doing}: the limit is ${ms} ms.`));
  const timer = setTimeout(stop, ms);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Waits `ms`, or less once `signal` is aborted; never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
