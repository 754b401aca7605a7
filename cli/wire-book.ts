import { startAuditor } from '../db/auditor.js';
import { createBookReader, createKeptBook } from '../db/kept-book.js';
import { openDatabase } from '../db/open.js';
import { verifyKeptBook, type Verdict, type VerifyOptions } from '../db/verify-book.js';
import { restoreAuction } from '../engine/app/restore-auction.js';
import type { Auction } from '../engine/domain/auction.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Closeable } from '../engine/ports/closeable.js';
import type { Ledger } from '../engine/ports/ledger.js';
import type { Processes } from '../engine/ports/processes.js';
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

/**
 * The auction that a folder's database holds, folded and not examined; undefined where it has none
 * yet. Reads only, and while a house writes too.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function foldFolderBook(folder: HouseFolder): Promise<Auction | undefined> {
  const database = openDatabase(folder.book, { readonly: true });
  try {
    const book = createKeptBook(database);
    const auctionId = book.newest();
    if (auctionId === undefined) return undefined;
    const ledger = createBookReader(book);
    const reserves = book.reserves(auctionId);
    return await restoreAuction({ auctionId, ledger, reserves });
  } finally {
    database.close();
  }
}

/** What is wrong with a book that a house runs on: the first thing that is, and that it stops for. */
export interface BookWatch {
  /** Rejects once something is. */
  readonly fault: Promise<never>;
  /** The same ledger, whose damage is a fault. */
  watched(ledger: Ledger): Ledger;
  /** Starts the auditor, whose findings are faults. Its own troubles are noted, and no more. */
  audit(auctionId: AuctionId, processes: Processes): Promise<Closeable>;
}

/** Watches over the book in a folder. */
export function watchBook(folder: HouseFolder, onTrouble: (cause: unknown) => void): BookWatch {
  const { promise: fault, reject: raise } = Promise.withResolvers<never>();
  fault.catch(() => undefined); // Whoever runs the house hears of it, or closes it before.
  return {
    fault,
    watched: (ledger) => ({
      ...ledger,
      append: (...asked) => raising(ledger.append(...asked), raise),
      known: (...asked) => raising(ledger.known(...asked), raise),
      read: (...asked) => raising(ledger.read(...asked), raise),
    }),
    audit: async (auctionId, processes) => {
      const { book: bookPath, snapshots: snapshotsDir } = folder;
      const auditor = { processes, bookPath, snapshotsDir, auctionId, onFault: raise, onTrouble };
      try {
        return await startAuditor(auditor);
      } catch (cause) {
        onTrouble(cause);
        return { close: async () => undefined };
      }
    },
  };
}

const BEYOND_REPAIR: readonly string[] = ['BOOK_DAMAGED', 'BOOK_TOO_NEW', 'FOLDER_UNWRITABLE'];

async function raising<T>(work: Promise<T>, raise: (fault: SothebaisError) => void): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof SothebaisError && BEYOND_REPAIR.includes(cause.code)) raise(cause);
    throw cause;
  }
}
