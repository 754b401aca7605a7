import { setTimeout as sleep } from 'node:timers/promises';
import { FAILURES, SothebaisError, type FailureCode } from '../../engine/domain/errors.js';
import type { DestinationHealth } from '../../engine/ports/program.js';

const LOOK_EVERY_MS = 50;
/** A server that shuts the door on a wrong key does so within this time. */
const SURE_AFTER_MS = 500;

/**
 * Waits until every destination has taken the stream, and gives the failure of the first that does
 * not to begin with: a mistake in an order is told to whoever made it. Whatever is lost after that
 * is the stream's own to bring back.
 *
 * @returns undefined once all have it, were removed or have ended, or `signal` aborts; never rejects
 */
export async function firstRefusal(
  destinations: () => readonly DestinationHealth[],
  signal: AbortSignal,
): Promise<SothebaisError | undefined> {
  const liveSinceMs = new Map<string, number>();
  const isSure = (id: string) =>
    performance.now() - (liveSinceMs.get(id) ?? Infinity) >= SURE_AFTER_MS;
  let waiting = destinations();
  while (waiting.length > 0 && !signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    const awaited = new Set(waiting.map(({ id }) => id));
    waiting = destinations().filter(({ id, state }) => awaited.has(id) && state !== 'stopped');
    for (const { id, state, trouble } of waiting) {
      if (state !== 'live' && trouble) return failureOf(id, trouble);
      if (state === 'live' && !liveSinceMs.has(id)) liveSinceMs.set(id, performance.now());
    }
    waiting = waiting.filter(({ id }) => !isSure(id));
  }
  return undefined;
}

/** A stream that is on air tries again by itself; one that does not begin is started again. */
function failureOf(
  id: string,
  { code, message, blame }: NonNullable<DestinationHealth['trouble']>,
): SothebaisError {
  const known: FailureCode = Object.hasOwn(FAILURES, code)
    ? (code as FailureCode)
    : 'DESTINATION_LOST';
  const options = { details: { destination: id, blame } };
  if (known !== 'DESTINATION_LOST') return new SothebaisError(known, message, options);
  const hint = 'Is the address right, and the network up? Then start the stream again.';
  return new SothebaisError(known, message, { ...options, hint });
}
