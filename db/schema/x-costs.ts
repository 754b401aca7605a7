import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AuctionId } from '../../engine/domain/ids.js';

/** What each auction has cost on X, in millionths of a US dollar as decimal text. */
export const xCosts = sqliteTable('x_costs', {
  auctionId: text('auction_id').$type<AuctionId>().primaryKey(),
  microUsd: text('micro_usd').notNull(),
});
