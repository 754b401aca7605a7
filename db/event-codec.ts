import { hash } from 'node:crypto';
import { SothebaisError } from '../engine/domain/errors.js';
import { formatWeiJson, reviveWei } from '../engine/domain/wei-json.js';
import type { Caused } from '../engine/ports/ledger.js';
import { upcast } from './upcast.js';

/** What stands before the first event of a book. */
export const GENESIS_HASH = '0'.repeat(64);

/** The schema that events are written in. Older ones are read forever, see `upcast`. */
export const SCHEMA_VERSION = 2;

/** Writes an event as canonical JSON: the bytes that its hash covers. */
export const encodeEvent = ({ event, cause }: Caused): string =>
  formatWeiJson({ version: SCHEMA_VERSION, cause, ...event });

/** An event as it was read, and the schema that it was written in. */
export interface Decoded extends Caused {
  readonly schema: number;
}

/**
 * Reads an event back from our own hand: its shape is not checked.
 *
 * @param sequence - its place in the book
 * @throws SothebaisError `BOOK_DAMAGED` for what is no event, `BOOK_TOO_NEW` for a schema of
 *   later days
 */
export function decodeEvent(payload: string, sequence: number): Caused {
  const { event, cause } = decode(payload, sequence, () => undefined);
  return { event, cause };
}

/**
 * Reads an event from any hand: it must be written to the byte as we write it, so that nothing
 * hides in a key said twice, in spaces or in another way to write a number.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export const decodeForeign = (payload: string, sequence: number): Decoded =>
  decode(payload, sequence, (parsed, text) => {
    if (JSON.stringify(parsed) !== text) {
      throw damaged(sequence, 'the event is not written as we write it');
    }
  });

/** The hash that binds an event to everything before it: SHA-256, in hexadecimal. */
export const chainHash = (previous: string, payload: string): string =>
  hash('sha256', `${previous}\n${payload}`);

/** A book that is wrong, from which event on, and why: a part of a sentence. */
export const damaged = (sequence: number, why: string, cause?: unknown): SothebaisError =>
  new SothebaisError('BOOK_DAMAGED', `The book is wrong at event ${sequence}: ${why}.`, {
    cause,
    details: { sequence },
  });

/** How events of the present schema begin, nearly all of them. */
const BEGINNING = new RegExp(`^\\{"version":${SCHEMA_VERSION},"cause":"([\\w-]+)",`);

type Check = (parsed: unknown, text: string) => void;

/** The beginning is read apart: what follows is then the event as it stands, and is not copied. */
function decode(payload: string, sequence: number, check: Check): Decoded {
  try {
    const [beginning, cause] = BEGINNING.exec(payload) ?? [];
    if (beginning === undefined || cause === undefined) {
      const parsed: unknown = JSON.parse(payload);
      check(parsed, payload);
      return readPayload(parsed, sequence);
    }
    const text = `{${payload.slice(beginning.length)}`;
    const parsed: unknown = JSON.parse(text);
    check(parsed, text);
    const event = reviveWei(parsed);
    if (!isEvent(event)) throw new SyntaxError('An event has a kind.');
    return { schema: SCHEMA_VERSION, cause, event };
  } catch (cause) {
    throw asDamage(cause, sequence);
  }
}

const isEvent = (parsed: unknown): parsed is Caused['event'] =>
  typeof parsed === 'object' && parsed !== null && 'kind' in parsed;

function readPayload(parsed: unknown, sequence: number): Decoded {
  if (!isEvent(parsed)) throw new SyntaxError('An event is an object with a kind.');
  const { version: schema = 1, ...written } = parsed as { version?: unknown; kind: string };
  const isTold = 'version' in parsed;
  if (typeof schema !== 'number' || !Number.isInteger(schema) || (isTold && schema < 2)) {
    throw new SyntaxError('The schema of an event is an integer.');
  }
  if (schema > SCHEMA_VERSION) {
    throw new SothebaisError(
      'BOOK_TOO_NEW',
      `Event ${sequence} has schema ${schema}, expected ${SCHEMA_VERSION} or older.`,
      { details: { sequence, schema } },
    );
  }
  const revived = reviveWei(written) as typeof written;
  if (schema < SCHEMA_VERSION) return { schema, ...upcast(revived, sequence) };
  const { cause, ...event } = revived as unknown as Caused['event'] & { cause: string };
  if (typeof cause !== 'string' || cause === '') throw new SyntaxError('An event tells its cause.');
  return { schema, cause, event };
}

const asDamage = (cause: unknown, sequence: number): SothebaisError =>
  cause instanceof SothebaisError ? cause : damaged(sequence, 'the line is no event', cause);
