import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AuctionId, Instant } from '../../engine/domain/ids.js';

/** When the picture first showed what the book held up to an event. */
export const airings = sqliteTable(
  'airings',
  {
    auctionId: text('auction_id').$type<AuctionId>().notNull(),
    /** The last event that the picture shows. */
    sequence: integer().notNull(),
    /** Number of the frame, see the frame counter. */
    frame: integer().notNull(),
    /** Milliseconds since the stream began. */
    onAirMs: integer('on_air_ms').notNull(),
    at: integer().$type<Instant>().notNull(),
  },
  (row) => [primaryKey({ columns: [row.auctionId, row.sequence] })],
);
