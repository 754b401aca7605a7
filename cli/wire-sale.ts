import { createLedger } from '../db/ledger.js';
import { openDatabase } from '../db/open.js';
import type { Auction } from '../engine/domain/auction.js';
import { foldAuction } from '../engine/domain/fold-auction.js';
import type { Entry } from '../engine/ports/ledger.js';
import type { HouseFolder } from './house-folder.js';

/** The newest auction of a folder as it stands, and what was asked for of its book. */
export interface FolderSale {
  readonly auction: Auction;
  readonly entries: readonly Entry[];
}

/** Events are read so many at a time: a book may be longer than memory is wide. */
const PAGE = 5_000;

/**
 * Folds the newest auction in a folder's book; undefined where it holds none. Takes the book's word
 * for it: `verify` holds it against the rules. Reads only, and while a house writes too.
 *
 * @param isWanted - which entries to keep, with the auction as it stood after each
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function readFolderSale(
  folder: HouseFolder,
  isWanted: (entry: Entry, auction: Auction) => boolean,
): Promise<FolderSale | undefined> {
  const database = openDatabase(folder.book, { readonly: true });
  try {
    const ledger = createLedger(database.db);
    const [auctionId] = await ledger.auctions();
    if (auctionId === undefined) return undefined;
    const reserves = await ledger.keepReserves(auctionId, new Map());
    const entries: Entry[] = [];
    let auction: Auction | undefined;
    for (;;) {
      const page = await ledger.read(auctionId, { after: auction?.sequence ?? 0, limit: PAGE });
      for (const entry of page) {
        auction = foldAuction(auction, entry.event, reserves);
        if (isWanted(entry, auction)) entries.push(entry);
      }
      if (page.length < PAGE) return auction && { auction, entries };
    }
  } finally {
    database.close();
  }
}
