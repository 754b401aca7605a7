import { eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AuctionId } from '../engine/domain/ids.js';
import type { CostBook } from '../engine/ports/cost-book.js';
import { xCosts } from './schema/x-costs.js';

/** One auction's costs over SQLite. */
export function createCostBook(db: BetterSQLite3Database, auctionId: AuctionId): CostBook {
  return {
    read: () =>
      BigInt(
        db
          .select({ microUsd: xCosts.microUsd })
          .from(xCosts)
          .where(eq(xCosts.auctionId, auctionId))
          .get()?.microUsd ?? 0,
      ),
    write: (value) => {
      const microUsd = value.toString();
      db.insert(xCosts)
        .values({ auctionId, microUsd })
        .onConflictDoUpdate({ target: xCosts.auctionId, set: { microUsd } })
        .run();
    },
  };
}
