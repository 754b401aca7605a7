import { createHash } from 'node:crypto';
import type { Reserves } from '../domain/auction.js';
import { SothebaisError } from '../domain/errors.js';
import type { AuctionId } from '../domain/ids.js';
import { invariant } from '../domain/invariant.js';
import type { Post } from '../domain/post.js';
import { postName, sourceKey } from '../domain/source-key.js';
import { formatWeiJson } from '../domain/wei-json.js';
import type { Caused, Entry, Ledger } from '../ports/ledger.js';
import type { Outbox } from '../ports/outbox.js';
import { createFakeOutbox, owe, type ErrandRow } from './fake-outbox.js';

/** A ledger and the outboxes that its transactions write. */
export interface Book {
  readonly ledger: Ledger;
  outbox(auctionId: AuctionId): Outbox;
}

interface HeardRow {
  readonly auctionId: AuctionId;
  readonly post: Post;
}

const GENESIS = '0'.repeat(64);

/** A book in memory: small, and held to the same contract as the one on disk. */
export function createFakeBook(): Book {
  const books = new Map<AuctionId, Entry[]>();
  const ruled = new Map<AuctionId, Set<string>>();
  const heard = new Map<string, HeardRow>();
  const rows: ErrandRow[] = [];
  const kept = new Map<AuctionId, Reserves>();
  const entriesOf = (auctionId: AuctionId) => books.get(auctionId) ?? [];
  const ruledIn = (auctionId: AuctionId) => {
    const keys = ruled.get(auctionId) ?? new Set();
    ruled.set(auctionId, keys);
    return keys;
  };

  const ledger: Ledger = {
    auctions: async () => [...books.keys()].reverse(),
    read: async (auctionId, { after = 0, limit = Infinity } = {}) =>
      entriesOf(auctionId).slice(after, after + limit),
    readKeyed: async (auctionId, beginnings) =>
      entriesOf(auctionId).filter(({ event }) => {
        const key = sourceKey(event);
        return key !== undefined && beginnings.some((beginning) => key.startsWith(beginning));
      }),
    append: async (auctionId, batch, afterSequence) => {
      const before = entriesOf(auctionId);
      if (before.length !== afterSequence) {
        throw new SothebaisError(
          'LEDGER_CONFLICT',
          `The book of ${auctionId} has ${before.length} events, expected ${afterSequence}.`,
        );
      }
      const entries = chain(before, batch.events, ruledIn(auctionId));
      if (before.length > 0) before.push(...entries);
      else if (entries.length > 0) books.set(auctionId, [...entries]);
      for (const post of batch.heard) {
        const name = postName(post);
        if (!heard.has(name)) heard.set(name, { auctionId, post });
      }
      owe(rows, auctionId, batch);
      return entries;
    },
    known: async (auctionId, { posts, keys }) => {
      const inBook = ruledIn(auctionId);
      return {
        ruled: new Set(keys.filter((key) => inBook.has(key))),
        heard: new Set(posts.map(postName).filter((name) => heard.has(name))),
      };
    },
    keepReserves: async (auctionId, reserves) => {
      const all = new Map([...reserves, ...(kept.get(auctionId) ?? [])]);
      kept.set(auctionId, all);
      return all;
    },
    heardCount: async (auctionId) =>
      [...heard.values()].filter((row) => row.auctionId === auctionId).length,
    cursor: async (source) =>
      [...heard.values()]
        .map(({ post }) => post)
        .filter((post) => post.source === source)
        .sort((a, b) => b.placedAt - a.placedAt || (a.id < b.id ? 1 : -1))[0]?.id,
  };
  return { ledger, outbox: (auctionId) => createFakeOutbox(rows, auctionId) };
}

/** The entries of some events; notes their source keys once none of them was there before. */
function chain(before: readonly Entry[], events: readonly Caused[], ruled: Set<string>): Entry[] {
  const taken = new Set<string>();
  let previous = before.at(-1)?.hash ?? GENESIS;
  const entries = events.map(({ event, cause }, i) => {
    const source = sourceKey(event);
    const isNew = source === undefined || !(ruled.has(source) || taken.has(source));
    invariant(isNew, 'a source id is ruled on once');
    if (source !== undefined) taken.add(source);
    const payload = formatWeiJson({ version: 2, cause, ...event });
    previous = createHash('sha256').update(`${previous}\n${payload}`).digest('hex');
    return { sequence: before.length + i + 1, event, cause, payload, hash: previous };
  });
  for (const key of taken) ruled.add(key);
  return entries;
}
