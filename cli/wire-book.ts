import { createKeptBook } from '../db/kept-book.js';
import { openDatabase } from '../db/open.js';
import { verifyKeptBook, type Verdict, type VerifyOptions } from '../db/verify-book.js';
import type { HouseFolder } from './house-folder.js';

export { verifyBookFile, type Verdict, type VerifyOptions } from '../db/verify-book.js';

/**
 * Examines the book in a folder's database, as far as it goes; undefined where it has none yet.
 * Reads only, and while a house writes too.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function verifyFolderBook(
  folder: HouseFolder,
  options: VerifyOptions = {},
): Promise<Verdict | undefined> {
  const database = openDatabase(folder.book, { readonly: true });
  try {
    const book = createKeptBook(database);
    const auctionId = book.newest();
    return auctionId === undefined ? undefined : await verifyKeptBook(book, auctionId, options);
  } finally {
    database.close();
  }
}
