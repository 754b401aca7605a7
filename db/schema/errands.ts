import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AuctionId, Instant } from '../../engine/domain/ids.js';
import type { Errand, ErrandState } from '../../engine/ports/outbox.js';
import { json } from '../columns.js';

/** The outbox: consequences of events, written in the event's own transaction. */
export const errands = sqliteTable(
  'errands',
  {
    place: integer().primaryKey({ autoIncrement: true }),
    /** Unique within its auction: the same lot numbers come round every evening. */
    id: text().notNull(),
    auctionId: text('auction_id').$type<AuctionId>().notNull(),
    kind: text().$type<Errand['kind']>().notNull(),
    payload: json<Errand>()().notNull(),
    state: text().$type<ErrandState>().notNull().default('waiting'),
    /** The event it follows from; null for an answer to words that are in no book. */
    sequence: integer(),
    /** How often it was tried in vain. */
    failures: integer().notNull().default(0),
    /** When its state last changed or it last failed, in milliseconds since the epoch. */
    changedAt: integer('changed_at')
      .$type<Instant>()
      .notNull()
      .default(0 as Instant),
    /** What became of it, for people. */
    note: text().notNull().default(''),
  },
  (errand) => [
    uniqueIndex('errands_owed').on(errand.auctionId, errand.id),
    index('errands_state').on(errand.state),
  ],
);
