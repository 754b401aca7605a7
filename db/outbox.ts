import { and, asc, count, eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Outbox } from '../engine/ports/outbox.js';
import { errands } from './schema/errands.js';

/** The outbox of one auction over SQLite; its rows are written by the ledger's transactions. */
export function createOutbox(db: BetterSQLite3Database, auctionId: AuctionId): Outbox {
  const mine = eq(errands.auctionId, auctionId);
  const waitingIn = and(mine, eq(errands.state, 'waiting'));
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

    close: async (id, state, note) => {
      db.update(errands)
        .set({ state, note })
        .where(and(mine, eq(errands.id, id)))
        .run();
    },

    tally: async () =>
      db
        .select({ kind: errands.kind, state: errands.state, count: count() })
        .from(errands)
        .where(mine)
        .groupBy(errands.kind, errands.state)
        .all(),
  };
}
