import { and, asc, eq, gte } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Airings } from '../engine/ports/airings.js';
import { airings } from './schema/airings.js';

/** One auction's airings over SQLite. */
export function createAirings(db: BetterSQLite3Database, auctionId: AuctionId): Airings {
  const mine = eq(airings.auctionId, auctionId);
  return {
    note: (airing) => {
      db.insert(airings)
        .values({ auctionId, ...airing })
        .onConflictDoNothing()
        .run();
    },
    showing: (sequence) => {
      const row = db
        .select()
        .from(airings)
        .where(and(mine, gte(airings.sequence, sequence)))
        .orderBy(asc(airings.sequence))
        .limit(1)
        .get();
      if (!row) return undefined;
      const { frame, onAirMs, at } = row;
      return { sequence: row.sequence, frame, onAirMs, at };
    },
  };
}
