import { createHash } from 'node:crypto';
import type { AuctionEvent } from '../engine/domain/events.js';

/** What stands before the first event of a book. */
export const GENESIS_HASH = '0'.repeat(64);

/** Writes an event as canonical JSON: amounts in wei as decimal text, keys in the order given. */
export function encodeEvent(event: AuctionEvent): string {
  return JSON.stringify(event, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

/**
 * Reads an event back: what stands under a key that ends in `Wei` is a bigint.
 *
 * @throws SyntaxError when the text is no JSON or an amount no integer
 */
export function decodeEvent(payload: string): AuctionEvent {
  return JSON.parse(payload, (key, value: unknown) =>
    key.endsWith('Wei') && typeof value === 'string' ? BigInt(value) : value,
  ) as AuctionEvent;
}

/** The hash that binds an event to everything before it. */
export function chainHash(previous: string, payload: string): string {
  return createHash('sha256').update(previous).update('\n').update(payload).digest('hex');
}
