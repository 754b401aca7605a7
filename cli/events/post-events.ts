import { pause, type Pause } from '../../engine/app/pause.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { AuctionId } from '../../engine/domain/ids.js';
import type { Entry } from '../../engine/ports/ledger.js';
import { jsonLine } from './json-line.js';

/** Where events are posted, and how long it is tried. */
export interface PostOptions {
  readonly auctionId: AuctionId;
  readonly url: URL;
  /** How often one event is tried before it is given up; Infinity for never. */
  readonly triesMax: number;
  readonly signal: AbortSignal;
  /** Hears of every try in vain that is followed by another. */
  readonly onRetry: (sequence: number, why: string, waitMs: number) => void;
  /** How it waits. @default on the timers of the process */
  readonly pause?: Pause;
}

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 30_000];
const ANSWER_LIMIT_MS = 10_000;

/**
 * Posts one event as JSON and resolves once the consumer has taken it, with any status from 200 to
 * 299. `Idempotency-Key` is the auction, a dash and the sequence: the same event may come again.
 * Whatever else comes back, or nothing, is tried again after 0.5 s, then twice as long each time,
 * up to 30 s.
 *
 * @throws SothebaisError `CONSUMER_FAILED` after so many tries; `INTERRUPTED`
 */
export async function postEvent(entry: Entry, options: PostOptions): Promise<void> {
  const { triesMax, signal, onRetry } = options;
  let waitMs = FIRST_WAIT_MS;
  for (let tries = 1; ; tries += 1) {
    const why = await tryOnce(entry, options);
    if (why === undefined) return;
    signal.throwIfAborted();
    if (tries >= triesMax) throw failed(entry, options.url, tries, why);
    onRetry(entry.sequence, why, waitMs);
    await (options.pause ?? pause)(waitMs, signal);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}

/** Undefined once it was taken, else why it was not. */
async function tryOnce(entry: Entry, options: PostOptions): Promise<string | undefined> {
  const { auctionId, url, signal } = options;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `${auctionId}-${entry.sequence}`,
      },
      body: jsonLine(auctionId, entry),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (cause) {
    return whyOf(cause);
  }
}

/** What keeps two programs apart is told by the cause of fetch's own failure. */
function whyOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'it cannot be reached';
  if (thrown.name === 'TimeoutError') return `it did not answer within ${ANSWER_LIMIT_MS} ms`;
  const { cause } = thrown;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `it cannot be reached${code}`;
}

/** A path or query may hold a token: it is told to nobody. */
const failed = ({ sequence }: Entry, { origin }: URL, tries: number, why: string): SothebaisError =>
  new SothebaisError(
    'CONSUMER_FAILED',
    `Event ${sequence} was not taken at ${origin} in ${tries} tries: ${why}.`,
    { details: { sequence, tries } },
  );
