import type { Database } from 'better-sqlite3';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Post } from '../engine/domain/post.js';
import { postName, sourceKey } from '../engine/domain/source-key.js';
import { formatWeiJson } from '../engine/domain/wei-json.js';
import type { Asked, Batch, Caused, Entry, Known, Owed } from '../engine/ports/ledger.js';
import { chainHash, encodeEvent, GENESIS_HASH } from './event-codec.js';

/** The statements of the path that bids take, each prepared once, without Drizzle between. */

type Append = (auctionId: AuctionId, batch: Batch, afterSequence: number) => readonly Entry[];

/** Prepares the append of the ledger, see `Ledger.append`. */
export function prepareAppend(client: Database): Append {
  const newest = client.prepare<[AuctionId], { sequence: number; hash: string }>(
    'select sequence, hash from auction_events where auction_id = ? order by sequence desc limit 1',
  );
  const writeEvents = prepareEvents(client);
  const writeHeard = prepareHeard(client);
  const writeErrands = prepareErrands(client);

  const write = client.transaction((auctionId: AuctionId, batch: Batch, after: number): Entry[] => {
    const last = newest.get(auctionId);
    const found = last?.sequence ?? 0;
    if (found !== after) throw conflict(auctionId, after, found);
    const entries = writeEvents(auctionId, batch.events, found, last?.hash ?? GENESIS_HASH);
    writeHeard(auctionId, batch.heard);
    writeErrands(auctionId, batch.errands);
    return entries;
  });
  return (auctionId, batch, after) => {
    try {
      // `immediate` takes the write lock first: the newest cannot go stale before the insert.
      return write.immediate(auctionId, batch, after);
    } catch (cause) {
      throw isOfTheDisk(cause) ? unwritable(auctionId, cause) : cause;
    }
  };
}

function prepareEvents(client: Database) {
  const insert = client.prepare(
    'insert into auction_events (auction_id, sequence, kind, source_id, payload, hash) values (?, ?, ?, ?, ?, ?)',
  );
  return (auctionId: AuctionId, events: readonly Caused[], after: number, afterHash: string) => {
    let hash = afterHash;
    return events.map((what, i): Entry => {
      const { event, cause } = what;
      const payload = encodeEvent(what);
      const sequence = after + i + 1;
      hash = chainHash(hash, payload);
      insert.run(auctionId, sequence, event.kind, sourceKey(event) ?? null, payload, hash);
      return { event, cause, sequence, payload, hash };
    });
  };
}

function prepareHeard(client: Database) {
  const insert = client.prepare(
    'insert into heard_posts (source, id, auction_id, author_id, placed_at, received_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing',
  );
  return (auctionId: AuctionId, posts: readonly Post[]) => {
    for (const { source, id, authorId, placedAt, receivedAt } of posts) {
      insert.run(source, id, auctionId, authorId, placedAt, receivedAt);
    }
  };
}

function prepareErrands(client: Database) {
  const insert = client.prepare(
    'insert into errands (id, auction_id, kind, payload, sequence) values (?, ?, ?, ?, ?) on conflict do nothing',
  );
  return (auctionId: AuctionId, owed: readonly Owed[]) => {
    for (const { errand, sequence } of owed) {
      insert.run(errand.id, auctionId, errand.kind, formatWeiJson(errand), sequence);
    }
  };
}

/** Prepares the look-up of the ledger, see `Ledger.known`. */
export function prepareKnown(client: Database): (auctionId: AuctionId, asked: Asked) => Known {
  const ruled = client
    .prepare<[AuctionId, string], string>(
      'select source_id from auction_events where auction_id = ? and source_id in (select value from json_each(?))',
    )
    .pluck();
  const heard = client
    .prepare<[Post['source'], string], string>(
      'select id from heard_posts where source = ? and id in (select value from json_each(?))',
    )
    .pluck();
  const heardFrom = (source: Post['source'], posts: Asked['posts']): string[] => {
    const ids = posts.filter((post) => post.source === source).map(({ id }) => id);
    if (ids.length === 0) return [];
    return heard.all(source, JSON.stringify(ids)).map((id) => postName({ source, id }));
  };
  return (auctionId, { posts, keys }) => ({
    heard: new Set([...heardFrom('post', posts), ...heardFrom('chat', posts)]),
    ruled: new Set(keys.length === 0 ? [] : ruled.all(auctionId, JSON.stringify(keys))),
  });
}

const conflict = (auctionId: AuctionId, expected: number, found: number) =>
  new SothebaisError(
    'LEDGER_CONFLICT',
    `The book of ${auctionId} has ${found} events, expected ${expected}.`,
    { details: { auctionId, expected, found } },
  );

/** A full or failing disk, or a lock that somebody holds too long: it may be well again. */
const OF_THE_DISK = /^SQLITE_(?:FULL|IOERR|BUSY|LOCKED|NOMEM)/;

const isOfTheDisk = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && OF_THE_DISK.test(String(cause.code));

const unwritable = (auctionId: AuctionId, cause: unknown) =>
  new SothebaisError('BOOK_UNWRITABLE', `The disk does not take the book of ${auctionId} now.`, {
    cause,
  });
