import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Caused } from '../engine/ports/ledger.js';
import { BookChain, formatLine } from './book-chain.js';
import { damaged, GENESIS_HASH } from './event-codec.js';
import type { BookRow, KeptBook } from './kept-book.js';

/** What reading a book's text came to: all of its events, or the first line that is wrong. */
export type BookReading =
  | { readonly ok: true; readonly events: readonly Caused[]; readonly head: string }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/**
 * Writes entries as JSON Lines, one event a line, each bound to the one before by its hash.
 *
 * @param previous - the hash before the first of them. @default that of an empty book
 */
export function formatBook(entries: readonly BookRow[], previous = GENESIS_HASH): string {
  let before = previous;
  return entries
    .map(({ sequence, payload, hash }) => {
      const line = formatLine(sequence, before, hash, payload);
      before = hash;
      return `${line}\n`;
    })
    .join('');
}

/** Writes a whole book page by page, for it may be longer than a text can be. */
export function writeBook(path: string, book: KeptBook, auctionId: AuctionId): void {
  const file = openSync(path, 'w');
  try {
    let [sequence, previous] = [0, GENESIS_HASH];
    for (;;) {
      const rows = book.page(auctionId, sequence);
      if (rows.length === 0) break;
      writeFileSync(file, formatBook(rows, previous));
      ({ sequence, hash: previous } = rows.at(-1) ?? { sequence, hash: previous });
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a short book back and checks its chain, to the byte. Says nothing about the rules.
 *
 * @throws SothebaisError `BOOK_TOO_NEW`
 */
export function readBook(text: string): BookReading {
  const chain = new BookChain();
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return { ok: false, sequence: 1, why: 'the book is empty' };
  try {
    const events = lines.map((line) => {
      const { event, cause } = chain.takeLine(line);
      return { event, cause };
    });
    return { ok: true, events, head: chain.head };
  } catch (cause) {
    if (!(cause instanceof SothebaisError) || cause.code !== 'BOOK_DAMAGED') throw cause;
    return { ok: false, sequence: chain.sequence + 1, why: cause.message };
  }
}

const CHUNK_BYTES = 1 << 20;
/** No event is that long; a file without ends of line is no book. */
const LINE_LIMIT_BYTES = 64 << 20;
const END_OF_LINE = 0x0a;

/** Some lines of a file, and how many of its bytes were read. */
export interface LinesRead {
  /** A line that is no UTF-8 is empty, which no line of a book is. */
  readonly lines: readonly string[];
  readonly bytes: number;
}

/**
 * Reads a file's lines a megabyte at a time, so that memory does not grow with the book.
 *
 * @throws SothebaisError `BOOK_DAMAGED` for a line that has no end, `INPUT_MISSING` for a file
 *   that cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<LinesRead, void> {
  let rest: Buffer[] = [];
  let bytes = 0;
  let count = 0;
  const fail = (cause: unknown) =>
    new SothebaisError('INPUT_MISSING', `The book at ${path} cannot be read.`, { cause });
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw fail(cause);
      });
      if (next.done === true) break;
      const chunk = next.value as Buffer;
      bytes += chunk.length;
      const end = chunk.lastIndexOf(END_OF_LINE);
      if (end === -1) {
        rest.push(chunk);
        const length = rest.reduce((sum, part) => sum + part.length, 0);
        if (length > LINE_LIMIT_BYTES) throw damaged(count + 1, 'the line has no end');
        continue;
      }
      const lines = splitLines(Buffer.concat([...rest, chunk.subarray(0, end)]));
      rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
      count += lines.length;
      yield { lines, bytes };
    }
    if (rest.length > 0) yield { lines: splitLines(Buffer.concat(rest)), bytes };
  } finally {
    stream.destroy(); // Whoever finds a wrong line reads no further.
  }
}

/** Bytes that are no text must not be read as if they were: two that differ could read the same. */
function splitLines(block: Buffer): readonly string[] {
  if (isUtf8(block)) return block.toString('utf8').split('\n');
  const lines: string[] = [];
  for (let start = 0; start <= block.length;) {
    const found = block.indexOf(END_OF_LINE, start);
    const end = found === -1 ? block.length : found;
    const line = block.subarray(start, end);
    lines.push(isUtf8(line) ? line.toString('utf8') : '');
    start = end + 1;
  }
  return lines;
}
