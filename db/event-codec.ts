import { createHash } from 'node:crypto';
import type { AuctionEvent } from '../engine/domain/events.js';
import { formatWeiJson, parseWeiJson } from '../engine/domain/wei-json.js';

/** What stands before the first event of a book. */
export const GENESIS_HASH = '0'.repeat(64);

/** Writes an event as canonical JSON: the bytes that its hash covers. */
export const encodeEvent = (event: AuctionEvent): string => formatWeiJson(event);

/**
 * Reads an event back from our own hand: its shape is not checked.
 *
 * @throws SyntaxError when the text is no JSON or an amount no integer
 */
export const decodeEvent = (payload: string): AuctionEvent => parseWeiJson(payload) as AuctionEvent;

/** The hash that binds an event to everything before it. */
export function chainHash(previous: string, payload: string): string {
  return createHash('sha256').update(previous).update('\n').update(payload).digest('hex');
}
