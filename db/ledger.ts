import { and, asc, count, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm';
import type { Entry, Ledger } from '../engine/ports/ledger.js';
import { decodeEvent } from './event-codec.js';
import { prepareAppend, prepareKnown } from './ledger-statements.js';
import type { BookDatabase } from './open.js';
import { auctionEvents } from './schema/auction-events.js';
import { heardPosts } from './schema/heard-posts.js';
import { reserves } from './schema/reserves.js';
import { guarded } from './sqlite-failure.js';

/** The book over SQLite. The path that bids take is in `ledger-statements.ts`. */
export function createLedger(db: BookDatabase): Ledger {
  const append = prepareAppend(db.$client);
  const known = prepareKnown(db.$client);

  const ledger: Ledger = {
    append: async (auctionId, batch, afterSequence) => append(auctionId, batch, afterSequence),

    known: async (auctionId, asked) => known(auctionId, asked),

    auctions: async () =>
      db
        .select({ auctionId: auctionEvents.auctionId })
        .from(auctionEvents)
        .groupBy(auctionEvents.auctionId)
        .orderBy(desc(sql`max(${auctionEvents}.rowid)`))
        .all()
        .map(({ auctionId }) => auctionId),

    read: async (auctionId, { after = 0, limit = -1 } = {}) =>
      db
        .select()
        .from(auctionEvents)
        .where(and(eq(auctionEvents.auctionId, auctionId), gt(auctionEvents.sequence, after)))
        .orderBy(asc(auctionEvents.sequence))
        .limit(limit)
        .all()
        .map(toEntry),

    readKeyed: async (auctionId, beginnings) =>
      db
        .select()
        .from(auctionEvents)
        .where(
          and(
            eq(auctionEvents.auctionId, auctionId),
            or(...beginnings.map((beginning) => beginsWith(beginning))),
          ),
        )
        .orderBy(asc(auctionEvents.sequence))
        .all()
        .map(toEntry),

    keepReserves: async (auctionId, kept) => {
      const rows = [...kept].map(([lotId, reserve]) => ({ auctionId, lotId, ...reserve }));
      if (rows.length > 0) db.insert(reserves).values(rows).onConflictDoNothing().run();
      const mine = eq(reserves.auctionId, auctionId);
      return new Map(
        db
          .select()
          .from(reserves)
          .where(mine)
          .all()
          .map(({ lotId, reserveWei, salt }) => [lotId, { reserveWei, salt }]),
      );
    },

    heardCount: async (auctionId) =>
      db.select({ n: count() }).from(heardPosts).where(eq(heardPosts.auctionId, auctionId)).get()
        ?.n ?? 0,

    cursor: async (source) =>
      db
        .select({ id: heardPosts.id })
        .from(heardPosts)
        .where(eq(heardPosts.source, source))
        .orderBy(desc(heardPosts.placedAt), desc(heardPosts.id))
        .limit(1)
        .get()?.id,
  };
  return guarded(ledger, db.$client.name);
}

/** A range of the index, and so as quick in a long book as in a short one. */
const beginsWith = (beginning: string) =>
  and(gte(auctionEvents.sourceId, beginning), lt(auctionEvents.sourceId, `${beginning}\u{10ffff}`));

const toEntry = ({ sequence, payload, hash }: typeof auctionEvents.$inferSelect): Entry => ({
  ...decodeEvent(payload, sequence),
  ...{ sequence, payload, hash },
});
