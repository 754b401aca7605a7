import { and, asc, desc, eq, gt, gte, inArray, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { AuctionEvent } from '../engine/domain/events.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { BookPages, EventFilter, PageRange } from '../engine/ports/book-pages.js';
import type { Entry } from '../engine/ports/ledger.js';
import { decodeEvent } from './event-codec.js';
import type { BookDatabase } from './open.js';
import { auctionEvents } from './schema/auction-events.js';
import { guarded } from './sqlite-failure.js';

/**
 * The book of one auction over SQLite, for reading. SQLite itself passes over what is not asked
 * for, so a rare event is found in a book of a million without any other being read.
 */
export function createBookPages(db: BookDatabase, auctionId: AuctionId): BookPages {
  const mine = eq(auctionEvents.auctionId, auctionId);
  const { sourceId } = auctionEvents;
  const methods: Omit<BookPages, 'auctionId'> = {
    length: async () =>
      db
        .select({ sequence: auctionEvents.sequence })
        .from(auctionEvents)
        .where(mine)
        .orderBy(desc(auctionEvents.sequence))
        .limit(1)
        .get()?.sequence ?? 0,

    read: async (range, filter = {}) => {
      const isLast = range.keep === 'last';
      const rows = db
        .select()
        .from(auctionEvents)
        .where(and(mine, ...inRange(range), ...passing(filter)))
        .orderBy((isLast ? desc : asc)(auctionEvents.sequence))
        .limit(range.limit)
        .all()
        .map(toEntry);
      return isLast ? rows.reverse() : rows;
    },

    keyed: async (beginning, limit) =>
      db
        .select()
        .from(auctionEvents)
        .where(and(mine, gte(sourceId, beginning), lt(sourceId, `${beginning}${LAST_LETTER}`)))
        .orderBy(asc(sourceId))
        .limit(limit)
        .all()
        .map(toEntry),

    keysAround: async (key, each) => {
      const side = (where: SQL, order: SQL) =>
        db
          .select({ sourceId })
          .from(auctionEvents)
          .where(and(mine, where))
          .orderBy(order)
          .limit(each)
          .all()
          .flatMap((row) => row.sourceId ?? []);
      const before = side(lt(sourceId, key), desc(sourceId));
      return [...before.reverse(), ...side(gte(sourceId, key), asc(sourceId))];
    },
  };
  return { auctionId, ...guarded(methods, db.$client.name) };
}

/** After every other letter in the order of SQLite. */
const LAST_LETTER = '\u{10ffff}';

const inRange = ({ after = 0, upTo }: PageRange): SQL[] => [
  gt(auctionEvents.sequence, after),
  ...(upTo === undefined ? [] : [lte(auctionEvents.sequence, upTo)]),
];

/** What older schemas called a kind, see `upcast`. */
const FORMERLY: Readonly<Partial<Record<AuctionEvent['kind'], string>>> = {
  'lot-previewed': 'lot-presented',
};

/** The cheapest first: kinds have a column, the rest is in the payload. */
function passing({ lotId, kinds, since, until }: EventFilter): SQL[] {
  const at = sql`json_extract(${auctionEvents.payload}, '$.at')`;
  const lot = sql`coalesce(
    json_extract(${auctionEvents.payload}, '$.lotId'),
    json_extract(${auctionEvents.payload}, '$.shown'),
    json_extract(${auctionEvents.payload}, '$.offer.lotId'))`;
  return [
    ...(kinds ? [inArray(auctionEvents.kind, kinds.flatMap(kindsOf))] : []),
    ...(since === undefined ? [] : [gte(at, since)]),
    ...(until === undefined ? [] : [lte(at, until)]),
    ...(lotId === undefined ? [] : [eq(lot, lotId)]),
  ];
}

const kindsOf = (kind: AuctionEvent['kind']): readonly string[] => [kind, FORMERLY[kind] ?? kind];

const toEntry = ({ sequence, payload, hash }: typeof auctionEvents.$inferSelect): Entry => ({
  ...decodeEvent(payload, sequence),
  ...{ sequence, payload, hash },
});

/** Whether an older house wrote this database, with no errand's state and nothing on air in it. */
export const isOfOlderHouse = (db: BookDatabase): boolean =>
  db.get(sql`SELECT 1 FROM sqlite_master WHERE name = 'airings'`) === undefined;
