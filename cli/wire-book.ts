import { formatBook } from '../db/book-file.js';
import { createLedger } from '../db/ledger.js';
import { openDatabase } from '../db/open.js';
import type { Reserves } from '../engine/domain/auction.js';
import type { HouseFolder } from './house-folder.js';

/**
 * The book that a folder's database holds, as JSON Lines, and what its seals hide. Reads only, and while a house writes too.
 *
 * @throws SothebaisError `BOOK_DAMAGED`
 */
export async function readFolderBook(
  folder: HouseFolder,
): Promise<{ readonly text: string; readonly reserves: Reserves }> {
  const database = openDatabase(folder.book, { readonly: true });
  try {
    const ledger = createLedger(database.db);
    const [auctionId] = await ledger.auctions();
    if (auctionId === undefined) return { text: '', reserves: new Map() };
    const reserves = await ledger.keepReserves(auctionId, new Map());
    return { text: formatBook(await ledger.read(auctionId)), reserves };
  } finally {
    database.close();
  }
}

export { readBook } from '../db/book-file.js';
