import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AuctionId, LotId } from '../../engine/domain/ids.js';
import { wei } from '../columns.js';

/** What the seals in the book hide. Confidential until the lot ends; never copied into the book before. */
export const reserves = sqliteTable(
  'reserves',
  {
    auctionId: text('auction_id').$type<AuctionId>().notNull(),
    lotId: text('lot_id').$type<LotId>().notNull(),
    reserveWei: wei('reserve_wei').notNull(),
    /** Random bytes in hexadecimal. */
    salt: text().notNull(),
  },
  (row) => [primaryKey({ columns: [row.auctionId, row.lotId] })],
);
