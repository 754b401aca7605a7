import { createHash } from 'node:crypto';
import { SothebaisError } from '../engine/domain/errors.js';
import { formatWeiJson, parseWeiJson } from '../engine/domain/wei-json.js';
import type { Caused } from '../engine/ports/ledger.js';
import { upcast } from './upcast.js';

/** What stands before the first event of a book. */
export const GENESIS_HASH = '0'.repeat(64);

/** The schema that events are written in. Older ones are read forever, see `upcast`. */
export const SCHEMA_VERSION = 2;

/** Writes an event as canonical JSON: the bytes that its hash covers. */
export const encodeEvent = ({ event, cause }: Caused): string =>
  formatWeiJson({ version: SCHEMA_VERSION, cause, ...event });

/**
 * Reads an event back from our own hand: its shape is not checked.
 *
 * @param sequence - its place in the book
 * @throws SyntaxError when the text is no JSON or an amount no integer
 * @throws SothebaisError `BOOK_TOO_NEW` for a schema of later days
 */
export function decodeEvent(payload: string, sequence: number): Caused {
  const { version = 1, ...written } = parseWeiJson(payload) as { version?: number; kind: string };
  if (version === SCHEMA_VERSION) {
    const { cause, ...event } = written as unknown as Caused['event'] & { cause: string };
    return { cause, event };
  }
  if (version > SCHEMA_VERSION) {
    throw new SothebaisError(
      'BOOK_TOO_NEW',
      `Event ${sequence} has schema ${version}, expected ${SCHEMA_VERSION} or older.`,
    );
  }
  return upcast(written, sequence);
}

/** The hash that binds an event to everything before it. */
export function chainHash(previous: string, payload: string): string {
  return createHash('sha256').update(previous).update('\n').update(payload).digest('hex');
}
