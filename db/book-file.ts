import type { AuctionEvent } from '../engine/domain/events.js';
import type { Entry } from '../engine/ports/ledger.js';
import { chainHash, decodeEvent, encodeEvent, GENESIS_HASH } from './event-codec.js';

/** What reading a book's file came to: all of its events, or the first line that is wrong. */
export type BookReading =
  | { readonly ok: true; readonly events: readonly AuctionEvent[]; readonly head: string }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/** Writes a book as JSON Lines, one event a line, each bound to the one before by its hash. */
export function formatBook(entries: readonly Entry[]): string {
  let previous = GENESIS_HASH;
  return entries
    .map(({ sequence, event, hash }) => {
      const line = `{"sequence":${sequence},"previous":"${previous}","hash":"${hash}","event":${encodeEvent(event)}}\n`;
      previous = hash;
      return line;
    })
    .join('');
}

/**
 * Reads a book back and checks its chain, to the byte: a line that was changed, dropped, moved or
 * added is found at its sequence. Says nothing about the rules; `replay` does.
 */
export function readBook(text: string): BookReading {
  const events: AuctionEvent[] = [];
  let previous = GENESIS_HASH;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return { ok: false, sequence: 1, why: 'the book is empty' };

  for (const [i, line] of lines.entries()) {
    const sequence = i + 1;
    const event = parseLine(line);
    if (!event) return { ok: false, sequence, why: 'the line is no event' };
    const payload = encodeEvent(event);
    const hash = chainHash(previous, payload);
    const expected = `{"sequence":${sequence},"previous":"${previous}","hash":"${hash}","event":${payload}}`;
    if (line !== expected) return { ok: false, sequence, why: 'the hash does not match' };
    events.push(event);
    previous = hash;
  }
  return { ok: true, events, head: previous };
}

const EVENT_KEY = ',"event":';

function parseLine(line: string): AuctionEvent | undefined {
  const start = line.indexOf(EVENT_KEY);
  if (start === -1) return undefined;
  try {
    return decodeEvent(line.slice(start + EVENT_KEY.length, -1));
  } catch {
    return undefined;
  }
}
