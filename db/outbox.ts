import { and, asc, count, eq, gte, lt, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Outbox } from '../engine/ports/outbox.js';
import { errands } from './schema/errands.js';

/** The outbox of one auction over SQLite; its rows are written by the ledger's transactions. */
export function createOutbox(db: BetterSQLite3Database, auctionId: AuctionId): Outbox {
  const mine = eq(errands.auctionId, auctionId);
  const waitingIn = and(mine, eq(errands.state, 'waiting'));
  const failedIn = and(mine, eq(errands.state, 'failed'));
  return {
    waiting: async () =>
      db
        .select({ payload: errands.payload })
        .from(errands)
        .where(waitingIn)
        .orderBy(asc(errands.place))
        .all()
        .map((row) => row.payload),

    find: async (id) =>
      db
        .select({ payload: errands.payload })
        .from(errands)
        .where(and(waitingIn, eq(errands.id, id)))
        .get()?.payload,

    begin: async (id, words) => {
      // `json_insert` leaves a key alone that is there: the words of the first try stay.
      db.update(errands)
        .set({ payload: sql`json_insert(${errands.payload}, '$.begun', ${words})` })
        .where(and(waitingIn, eq(errands.id, id)))
        .run();
    },

    noteFailure: async (id, why, at) =>
      db
        .update(errands)
        .set({ failures: sql`${errands.failures} + 1`, note: why, changedAt: at })
        .where(and(waitingIn, eq(errands.id, id)))
        .returning({ failures: errands.failures })
        .all()[0]?.failures ?? 0,

    close: async (id, state, note, at) => {
      db.update(errands)
        .set({ state, note, changedAt: at })
        .where(and(waitingIn, eq(errands.id, id)))
        .run();
    },

    named: async (beginning) =>
      db
        .select()
        .from(errands)
        .where(and(mine, gte(errands.id, beginning), lt(errands.id, `${beginning}\u{10ffff}`)))
        .orderBy(asc(errands.place))
        .all()
        .map((row) => ({ ...told(row), state: row.state })),

    failed: async () =>
      db.select().from(errands).where(failedIn).orderBy(asc(errands.place)).all().map(told),

    retry: async (id, at) =>
      db
        .update(errands)
        .set({ state: 'waiting', failures: 0, changedAt: at })
        .where(and(failedIn, eq(errands.id, id)))
        .returning({ payload: errands.payload })
        .all()[0]?.payload,

    drop: async (id, why, at) =>
      db
        .update(errands)
        .set({ state: 'dropped', note: why, changedAt: at })
        .where(and(failedIn, eq(errands.id, id)))
        .run().changes > 0,

    tally: async () =>
      db
        .select({ kind: errands.kind, state: errands.state, count: count() })
        .from(errands)
        .where(mine)
        .groupBy(errands.kind, errands.state)
        .all(),
  };
}

const told = ({ payload, sequence, failures, note, changedAt }: typeof errands.$inferSelect) => ({
  ...{ errand: payload, sequence, failures, why: note, at: changedAt },
});
