import { existsSync } from 'node:fs';
import { SothebaisError } from '../engine/domain/errors.js';
import { replay } from '../engine/domain/replay.js';
import type { HouseFolder } from './house-folder.js';

/** The auction in a folder's book, replayed. */
export type FolderAuction = Extract<ReturnType<typeof replay>, { readonly ok: true }>['auction'];

/**
 * The auction that a folder's book holds, whether its house runs or not; undefined without a book.
 *
 * @throws SothebaisError `BOOK_DAMAGED`
 */
export async function readFolderAuction(folder: HouseFolder): Promise<FolderAuction | undefined> {
  if (!existsSync(folder.book)) return undefined;
  const { readBook, readFolderBook } = await import('./wire-book.js');
  const { text, reserves } = await readFolderBook(folder);
  if (text === '') return undefined;
  const book = readBook(text);
  const replayed = book.ok ? replay(book.events, reserves) : book;
  if (replayed.ok) return replayed.auction;
  throw new SothebaisError('BOOK_DAMAGED', `The book is wrong at event ${replayed.sequence}.`);
}
