import { sql } from 'drizzle-orm';
import {
  check,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { AuctionId } from '../../engine/domain/ids.js';

/** The book: one row an event, never changed and never deleted. */
export const auctionEvents = sqliteTable(
  'auction_events',
  {
    auctionId: text('auction_id').$type<AuctionId>().notNull(),
    /** 1, 2, 3 … within its auction. */
    sequence: integer().notNull(),
    kind: text().notNull(),
    /** What the outside calls the thing ruled on; null for events of our own making. */
    sourceId: text('source_id'),
    /** The event as canonical JSON: the very bytes that `hash` covers. */
    payload: text().notNull(),
    /** SHA-256 over the previous hash and the payload, in hexadecimal. */
    hash: text().notNull(),
  },
  (event) => [
    primaryKey({ columns: [event.auctionId, event.sequence] }),
    uniqueIndex('auction_events_source').on(event.auctionId, event.sourceId),
    check('auction_events_sequence_positive', sql`${event.sequence} > 0`),
  ],
);
