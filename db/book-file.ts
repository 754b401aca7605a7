import { SothebaisError } from '../engine/domain/errors.js';
import type { Caused, Entry } from '../engine/ports/ledger.js';
import { chainHash, decodeEvent, GENESIS_HASH } from './event-codec.js';

/** What reading a book's file came to: all of its events, or the first line that is wrong. */
export type BookReading =
  | { readonly ok: true; readonly events: readonly Caused[]; readonly head: string }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/** Writes a book as JSON Lines, one event a line, each bound to the one before by its hash. */
export function formatBook(entries: readonly Entry[]): string {
  let previous = GENESIS_HASH;
  return entries
    .map(({ sequence, payload, hash }) => {
      const line = formatLine(sequence, previous, hash, payload);
      previous = hash;
      return `${line}\n`;
    })
    .join('');
}

const formatLine = (sequence: number, previous: string, hash: string, payload: string): string =>
  `{"sequence":${sequence},"previous":"${previous}","hash":"${hash}","event":${payload}}`;

/**
 * Reads a book back and checks its chain, to the byte: a line that was changed, dropped, moved or
 * added is found at its sequence. Says nothing about the rules; `replay` does.
 *
 * @throws SothebaisError `BOOK_TOO_NEW`
 */
export function readBook(text: string): BookReading {
  const events: Caused[] = [];
  let previous = GENESIS_HASH;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return { ok: false, sequence: 1, why: 'the book is empty' };

  for (const [i, line] of lines.entries()) {
    const sequence = i + 1;
    const payload = payloadOf(line);
    const hash = payload === undefined ? '' : chainHash(previous, payload);
    if (payload === undefined) return { ok: false, sequence, why: 'the line is no event' };
    if (line !== formatLine(sequence, previous, hash, payload)) {
      return { ok: false, sequence, why: 'the hash does not match' };
    }
    const event = parseEvent(payload, sequence);
    if (!event) return { ok: false, sequence, why: 'the line is no event' };
    events.push(event);
    previous = hash;
  }
  return { ok: true, events, head: previous };
}

const EVENT_KEY = ',"event":';

function payloadOf(line: string): string | undefined {
  const start = line.indexOf(EVENT_KEY);
  return start === -1 ? undefined : line.slice(start + EVENT_KEY.length, -1);
}

function parseEvent(payload: string, sequence: number): Caused | undefined {
  try {
    return decodeEvent(payload, sequence);
  } catch (cause) {
    if (cause instanceof SothebaisError) throw cause;
    return undefined;
  }
}
