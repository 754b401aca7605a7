import { existsSync } from 'node:fs';
import type { Auction } from '../engine/domain/auction.js';
import type { HouseFolder } from './house-folder.js';

/**
 * The auction that a folder's book holds, whether its house runs or not; undefined without a book.
 * The book is believed; `verify` examines it.
 *
 * @throws SothebaisError `BOOK_DAMAGED` for what cannot be read
 */
export async function readFolderAuction(folder: HouseFolder): Promise<Auction | undefined> {
  if (!existsSync(folder.book)) return undefined;
  const { foldFolderBook } = await import('./wire-book.js');
  return foldFolderBook(folder);
}
