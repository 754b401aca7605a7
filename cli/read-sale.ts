import { existsSync } from 'node:fs';
import { SothebaisError } from '../engine/domain/errors.js';
import { houseFolder } from './house-folder.js';
import type { FolderSale, readFolderSale } from './wire-sale.js';

/**
 * The newest auction in a folder, whether its house runs or not.
 *
 * @param isWanted - which entries of its book to bring along. @default none
 * @throws SothebaisError `INPUT_MISSING` where there is none, `BOOK_DAMAGED`
 */
export async function readSale(
  path: string,
  isWanted: Parameters<typeof readFolderSale>[1] = () => false,
): Promise<FolderSale> {
  const folder = houseFolder(path);
  const sale = existsSync(folder.book)
    ? await (await import('./wire-sale.js')).readFolderSale(folder, isWanted)
    : undefined;
  if (sale) return sale;
  throw new SothebaisError('INPUT_MISSING', `The folder ${folder.root} holds no auction.`, {
    hint: "Name the house's folder with `--data`.",
  });
}
