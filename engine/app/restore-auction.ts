import type { Auction, Reserves } from '../domain/auction.js';
import { SothebaisError } from '../domain/errors.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { AuctionId } from '../domain/ids.js';
import type { Entry, Ledger } from '../ports/ledger.js';
import type { Snapshots } from '../ports/snapshots.js';

/** Where an auction is read from. */
export interface Shelf {
  readonly auctionId: AuctionId;
  readonly ledger: Pick<Ledger, 'read'>;
  /** What the seals of its opening hide. */
  readonly reserves: Reserves;
  /** Without them the book is folded whole. */
  readonly snapshots?: Snapshots;
}

/** How much of the book is read at once. */
const PAGE = 5_000;

/**
 * The auction that a book holds; undefined where it is empty. The newest snapshot whose event is
 * in the book is gone on from; one that the book does not know is discarded.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function restoreAuction(shelf: Shelf): Promise<Auction | undefined> {
  const { auctionId, ledger, reserves, snapshots } = shelf;
  for (;;) {
    const snapshot = await snapshots?.newest(auctionId, reserves);
    if (!snapshot) return foldBook(shelf, undefined);
    const { sequence, hash, auction } = snapshot;
    const [entry] = await ledger.read(auctionId, { after: sequence - 1, limit: 1 });
    if (entry?.hash === hash) return foldBook(shelf, auction);
    await snapshots?.discard(auctionId, sequence);
  }
}

/**
 * The auction after all that the book holds beyond one that was folded from its beginning.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function foldBook(
  { auctionId, ledger, reserves }: Shelf,
  from: Auction | undefined,
): Promise<Auction | undefined> {
  let auction = from;
  for (;;) {
    const page = await ledger.read(auctionId, { after: auction?.sequence ?? 0, limit: PAGE });
    for (const entry of page) auction = foldEntry(auction, entry, reserves);
    if (page.length < PAGE) return auction;
  }
}

/** A book that breaks the laws of the house was damaged: the house wrote no such thing. */
function foldEntry(auction: Auction | undefined, entry: Entry, reserves: Reserves): Auction {
  const { sequence, event } = entry;
  try {
    if (sequence === (auction?.sequence ?? 0) + 1) return foldAuction(auction, event, reserves);
  } catch (cause) {
    throw damaged(sequence, cause);
  }
  throw damaged(sequence);
}

const damaged = (sequence: number, cause?: unknown): SothebaisError =>
  new SothebaisError(
    'BOOK_DAMAGED',
    `The book is wrong at event ${sequence}: it cannot be there.`,
    {
      cause,
      details: { sequence },
    },
  );
