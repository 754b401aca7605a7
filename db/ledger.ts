import { and, asc, count, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import { sourceKey } from '../engine/domain/source-key.js';
import type { Batch, Entry, Ledger } from '../engine/ports/ledger.js';
import { chainHash, decodeEvent, encodeEvent, GENESIS_HASH } from './event-codec.js';
import { auctionEvents } from './schema/auction-events.js';
import { errands } from './schema/errands.js';
import { heardPosts } from './schema/heard-posts.js';
import { reserves } from './schema/reserves.js';

/** The book over SQLite. Every statement is prepared once: this is the path that bids take. */
export function createLedger(db: BetterSQLite3Database): Ledger {
  const newest = db
    .select({ sequence: auctionEvents.sequence, hash: auctionEvents.hash })
    .from(auctionEvents)
    .where(eq(auctionEvents.auctionId, sql.placeholder('auctionId')))
    .orderBy(desc(auctionEvents.sequence))
    .limit(1)
    .prepare();
  const write = prepareWrites(db);

  return {
    auctions: async () =>
      db
        .select({ auctionId: auctionEvents.auctionId })
        .from(auctionEvents)
        .groupBy(auctionEvents.auctionId)
        .orderBy(desc(sql`max(${auctionEvents}.rowid)`))
        .all()
        .map(({ auctionId }) => auctionId),

    read: async (auctionId, { after = 0, limit = -1 } = {}) =>
      db
        .select()
        .from(auctionEvents)
        .where(and(eq(auctionEvents.auctionId, auctionId), gt(auctionEvents.sequence, after)))
        .orderBy(asc(auctionEvents.sequence))
        .limit(limit)
        .all()
        .map(({ sequence, payload, hash }) => ({
          ...decodeEvent(payload, sequence),
          ...{ sequence, payload, hash },
        })),

    append: async (auctionId, batch, afterSequence) =>
      // `immediate` takes the write lock first: the newest cannot go stale before the insert.
      db.transaction(
        () => {
          const last = newest.get({ auctionId });
          const found = last?.sequence ?? 0;
          if (found !== afterSequence) throw conflict(auctionId, afterSequence, found);
          return write(auctionId, batch, found, last?.hash ?? GENESIS_HASH);
        },
        { behavior: 'immediate' },
      ),

    ruledOn: async (auctionId, keys) =>
      new Set(
        db
          .select({ key: auctionEvents.sourceId })
          .from(auctionEvents)
          .where(
            and(
              eq(auctionEvents.auctionId, auctionId),
              inArray(auctionEvents.sourceId, [...keys]),
            ),
          )
          .all()
          .flatMap(({ key }) => key ?? []),
      ),

    keepReserves: async (auctionId, kept) => {
      const rows = [...kept].map(([lotId, reserve]) => ({ auctionId, lotId, ...reserve }));
      if (rows.length > 0) db.insert(reserves).values(rows).onConflictDoNothing().run();
      const mine = eq(reserves.auctionId, auctionId);
      return new Map(
        db
          .select()
          .from(reserves)
          .where(mine)
          .all()
          .map(({ lotId, reserveWei, salt }) => [lotId, { reserveWei, salt }]),
      );
    },

    hasHeard: async (source, id) =>
      db
        .select({ id: heardPosts.id })
        .from(heardPosts)
        .where(and(eq(heardPosts.source, source), eq(heardPosts.id, id)))
        .get() !== undefined,

    heardCount: async (auctionId) =>
      db.select({ n: count() }).from(heardPosts).where(eq(heardPosts.auctionId, auctionId)).get()
        ?.n ?? 0,

    cursor: async (source) =>
      db
        .select({ id: heardPosts.id })
        .from(heardPosts)
        .where(eq(heardPosts.source, source))
        .orderBy(desc(heardPosts.placedAt), desc(heardPosts.id))
        .limit(1)
        .get()?.id,
  };
}

function prepareWrites(db: BetterSQLite3Database) {
  const { placeholder } = sql;
  const event = db
    .insert(auctionEvents)
    .values({
      auctionId: placeholder('auctionId'),
      sequence: placeholder('sequence'),
      kind: placeholder('kind'),
      sourceId: placeholder('sourceId'),
      payload: placeholder('payload'),
      hash: placeholder('hash'),
    })
    .prepare();

  return (auctionId: AuctionId, batch: Batch, after: number, afterHash: string): Entry[] => {
    let hash = afterHash;
    const entries = batch.events.map((what, i): Entry => {
      const payload = encodeEvent(what);
      const sequence = after + i + 1;
      hash = chainHash(hash, payload);
      event.run({
        auctionId,
        sequence,
        kind: what.event.kind,
        sourceId: sourceKey(what.event) ?? null,
        payload,
        hash,
      });
      return { ...what, sequence, payload, hash };
    });
    if (batch.heard.length > 0) {
      const rows = batch.heard.map((post) => ({ ...post, auctionId }));
      db.insert(heardPosts).values(rows).onConflictDoNothing().run();
    }
    if (batch.errands.length > 0) {
      const rows = batch.errands.map((errand) => ({
        id: errand.id,
        auctionId,
        kind: errand.kind,
        payload: errand,
      }));
      db.insert(errands).values(rows).onConflictDoNothing().run();
    }
    return entries;
  };
}

const conflict = (auctionId: AuctionId, expected: number, found: number) =>
  new SothebaisError(
    'LEDGER_CONFLICT',
    `The book of ${auctionId} has ${found} events, expected ${expected}.`,
    { details: { auctionId, expected, found } },
  );
