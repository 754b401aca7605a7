import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AuctionId, Instant, XUserId } from '../../engine/domain/ids.js';
import type { Post } from '../../engine/domain/post.js';

/** Every post and chat message answered for, bid or not. Keeps no words: those are their author's. */
export const heardPosts = sqliteTable(
  'heard_posts',
  {
    source: text().$type<Post['source']>().notNull(),
    id: text().notNull(),
    auctionId: text('auction_id').$type<AuctionId>().notNull(),
    authorId: text('author_id').$type<XUserId>().notNull(),
    placedAt: integer('placed_at').$type<Instant>().notNull(),
    receivedAt: integer('received_at').$type<Instant>().notNull(),
  },
  (post) => [
    primaryKey({ columns: [post.source, post.id] }),
    index('heard_posts_newest').on(post.source, post.placedAt),
  ],
);
