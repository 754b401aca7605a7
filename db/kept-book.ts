import { desc, eq, sql } from 'drizzle-orm';
import type { Reserves } from '../engine/domain/auction.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Entry, Ledger } from '../engine/ports/ledger.js';
import { decodeEvent } from './event-codec.js';
import type { OpenDatabase } from './open.js';
import { auctionEvents } from './schema/auction-events.js';
import { reserves } from './schema/reserves.js';
import { withFailures } from './sqlite-failure.js';

/** An event as it lies in the database, unread. */
export interface BookRow {
  readonly sequence: number;
  readonly payload: string;
  readonly hash: string;
}

/** The books of a database, for those who only read them. */
export interface KeptBook {
  /** The auction whose book was written in last. */
  newest(): AuctionId | undefined;
  /** The sequence of its last event. */
  length(auctionId: AuctionId): number;
  /** The next events after one, oldest first; a thousand at most. */
  page(auctionId: AuctionId, after: number): readonly BookRow[];
  /** What the seals of a book hide. */
  reserves(auctionId: AuctionId): Reserves;
}

/** What a book says, for those who fold it; see `Ledger.read`. */
export const createBookReader = (book: KeptBook): Pick<Ledger, 'read'> => ({
  read: async (auctionId, { after = 0, limit = Infinity } = {}) => {
    const entries: Entry[] = [];
    while (entries.length < limit) {
      const rows = book.page(auctionId, entries.at(-1)?.sequence ?? after);
      if (rows.length === 0) break;
      for (const row of rows) entries.push({ ...decodeEvent(row.payload, row.sequence), ...row });
    }
    return entries.slice(0, limit);
  },
});

/** Enough that a page costs more than asking for it, and little enough to hold. */
const PAGE_ROWS = 1_000;

/**
 * The books of an open database. What it cannot read throws SothebaisError `BOOK_DAMAGED`.
 */
export function createKeptBook({ db }: Pick<OpenDatabase, 'db'>): KeptBook {
  const path = db.$client.name;
  const ofAuction = eq(auctionEvents.auctionId, sql.placeholder('auctionId'));
  const newest = db
    .select({ auctionId: auctionEvents.auctionId })
    .from(auctionEvents)
    .orderBy(desc(sql`rowid`))
    .limit(1)
    .prepare();
  const last = db
    .select({ sequence: auctionEvents.sequence })
    .from(auctionEvents)
    .where(ofAuction)
    .orderBy(desc(auctionEvents.sequence))
    .limit(1)
    .prepare();
  // Without Drizzle between: it would take as long as the rules.
  const page = db.$client.prepare<[AuctionId, number], BookRow>(
    `SELECT sequence, payload, hash FROM auction_events
      WHERE auction_id = ? AND sequence > ? ORDER BY sequence LIMIT ${PAGE_ROWS}`,
  );
  // A book of older days that is only read has not been given the table.
  const hasReserves =
    db.get(sql`SELECT 1 FROM sqlite_master WHERE name = 'reserves'`) !== undefined;
  return {
    newest: () => withFailures(path, () => newest.get()?.auctionId),
    length: (auctionId) => withFailures(path, () => last.get({ auctionId })?.sequence ?? 0),
    page: (auctionId, after) => withFailures(path, () => page.all(auctionId, after)),
    reserves: (auctionId) => {
      const rows = hasReserves
        ? db.select().from(reserves).where(eq(reserves.auctionId, auctionId)).all()
        : [];
      return new Map(rows.map(({ lotId, reserveWei, salt }) => [lotId, { reserveWei, salt }]));
    },
  };
}
