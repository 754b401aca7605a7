import { existsSync } from 'node:fs';
import { createAirings } from '../db/airings.js';
import { createBookPages, isOfOlderHouse } from '../db/book-pages.js';
import { createKeptBook } from '../db/kept-book.js';
import { createLedger } from '../db/ledger.js';
import { openDatabase, type BookDatabase } from '../db/open.js';
import { createOutbox } from '../db/outbox.js';
import type { Reserves } from '../engine/domain/auction.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import { nearNames } from '../engine/domain/near-names.js';
import type { Airings } from '../engine/ports/airings.js';
import type { BookPages } from '../engine/ports/book-pages.js';
import type { Outbox } from '../engine/ports/outbox.js';
import type { HouseFolder } from './house-folder.js';

/** What a folder's database tells of one auction, to those who change nothing there. */
export interface FolderBook {
  readonly pages: BookPages;
  readonly outbox: Pick<Outbox, 'failed' | 'named'>;
  readonly airings: Pick<Airings, 'showing'>;
  /** What the seals of the book hide. Never shown. */
  readonly reserves: Reserves;
}

/**
 * Reads from a folder's database, page by page, whether its house runs or not.
 *
 * @param auction - which auction. @default the one whose book was written in last
 * @throws SothebaisError `INPUT_MISSING` where there is none, `AUCTION_UNKNOWN`, `BOOK_DAMAGED`
 */
export async function readFolderBook<T>(
  folder: HouseFolder,
  auction: string | undefined,
  read: (book: FolderBook) => Promise<T>,
): Promise<T> {
  if (!existsSync(folder.book)) throw noAuction(folder);
  const database = openDatabase(folder.book, { readonly: true });
  try {
    const kept = createKeptBook(database);
    const id = auction === undefined ? kept.newest() : (auction as AuctionId);
    if (id === undefined) throw noAuction(folder);
    const book = { ...bookOf(database.db, id), reserves: kept.reserves(id) };
    if ((await book.pages.length()) === 0) throw await unknown(database.db, id);
    return await read(book);
  } finally {
    database.close();
  }
}

/** Houses of older days kept neither the state of an errand nor what was on air. */
function bookOf(db: BookDatabase, id: AuctionId): Omit<FolderBook, 'reserves'> {
  const pages = createBookPages(db, id);
  if (!isOfOlderHouse(db)) {
    return { pages, outbox: createOutbox(db, id), airings: createAirings(db, id) };
  }
  return {
    pages,
    outbox: { failed: async () => [], named: async () => [] },
    airings: { showing: () => undefined },
  };
}

async function unknown(db: BookDatabase, name: AuctionId): Promise<SothebaisError> {
  const auctions = await createLedger(db).auctions();
  const [nearest] = nearNames(name, auctions, 1);
  const near =
    nearest === undefined ? `, but ${auctions.join(', ')}` : `; the nearest is ${nearest}`;
  return new SothebaisError('AUCTION_UNKNOWN', `There is no auction ${name} here${near}.`);
}

const noAuction = (folder: HouseFolder): SothebaisError =>
  new SothebaisError('INPUT_MISSING', `The folder ${folder.root} holds no auction.`, {
    hint: "Name the house's folder with `--data`.",
  });
