import { existsSync } from 'node:fs';
import type { Auction } from '../engine/domain/auction.js';
import type { HouseFolder } from './house-folder.js';

/**
 * The auction that a folder's book holds, whether its house runs or not; undefined without a book.
 *
 * @throws SothebaisError `BOOK_DAMAGED`
 */
export async function readFolderAuction(folder: HouseFolder): Promise<Auction | undefined> {
  if (!existsSync(folder.book)) return undefined;
  const { verifyFolderBook } = await import('./wire-book.js');
  return (await verifyFolderBook(folder))?.auction;
}
