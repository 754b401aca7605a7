import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { AuctionId } from '../../engine/domain/ids.js';

/** How far a consumer has taken a book. */
export interface Cursor {
  readonly auction: AuctionId;
  /** The last event it took. */
  readonly sequence: number;
  /** That event's hash: a cursor of another book is told by it. */
  readonly hash: string;
}

/**
 * Reads a cursor back; undefined where there is no file yet.
 *
 * @throws SothebaisError `CURSOR_WRONG` for a file that holds none
 */
export function readCursor(path: string): Cursor | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const read = parse(text);
  if (read) return read;
  throw new SothebaisError('CURSOR_WRONG', `The file ${path} holds no cursor of ours.`);
}

/**
 * Writes a cursor, whole or not at all: whoever is killed meanwhile finds the one before, and its
 * consumer is given an event twice rather than never.
 *
 * @throws SothebaisError `FOLDER_UNWRITABLE`
 */
export function writeCursor(path: string, { auction, sequence, hash }: Cursor): void {
  const draft = `${path}.${process.pid}`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify({ auction, sequence, hash })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The cursor ${path} cannot be written.`, {
      cause,
      hint: 'Name a file in a folder that is there and can be written.',
    });
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SothebaisError('CURSOR_WRONG', `The cursor ${path} cannot be read.`, { cause });
  }
}

function parse(text: string): Cursor | undefined {
  try {
    const { auction, sequence, hash } = JSON.parse(text) as Record<keyof Cursor, unknown>;
    const isCursor =
      typeof auction === 'string' && Number.isSafeInteger(sequence) && typeof hash === 'string';
    return isCursor && Number(sequence) > 0 ? ({ auction, sequence, hash } as Cursor) : undefined;
  } catch {
    return undefined;
  }
}
