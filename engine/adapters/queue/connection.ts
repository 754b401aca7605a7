import type { ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { SothebaisError } from '../../domain/errors.js';

const CONNECT_LIMIT_MS = 5_000;

/** A server of our own that died is back within a fraction of a second, and bids are waiting. */
const RETRY_STEP_MS = 50;
const RETRY_MAX_MS = 1_000;

/** How BullMQ reaches the house's own Redis. */
export const socketConnection = (socketPath: string): ConnectionOptions => ({
  path: socketPath,
  maxRetriesPerRequest: null,
  retryStrategy: (times: number) => Math.min(times * RETRY_STEP_MS, RETRY_MAX_MS),
});

/**
 * How BullMQ reaches a Redis elsewhere, once it has answered.
 *
 * @param url - may hold a password, so it is never told in a message
 * @throws SothebaisError `QUEUE_UNREACHABLE`
 */
export async function urlConnection(url: string): Promise<ConnectionOptions> {
  const probe = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    retryStrategy: () => null,
  });
  probe.on('error', () => undefined); // Told by the failed attempt below.
  try {
    await probe.connect();
    await probe.ping();
  } catch (cause) {
    const { host } = new URL(url);
    throw new SothebaisError('QUEUE_UNREACHABLE', `Redis at ${host} does not answer.`, { cause });
  } finally {
    probe.disconnect();
  }
  return { url, maxRetriesPerRequest: null };
}
