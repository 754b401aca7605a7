import { lotOfEvent } from '../app/desk/history.js';
import type { AuctionId } from '../domain/ids.js';
import { sourceKey } from '../domain/source-key.js';
import type { BookPages, EventFilter } from '../ports/book-pages.js';
import type { Entry, Ledger } from '../ports/ledger.js';

/** Whether an event meets all that a filter sets. */
export function passes(
  { lotId, kinds, since, until }: EventFilter,
  { event }: Pick<Entry, 'event'>,
): boolean {
  return (
    (kinds === undefined || kinds.includes(event.kind)) &&
    (lotId === undefined || lotOfEvent(event) === lotId) &&
    (since === undefined || event.at >= since) &&
    (until === undefined || event.at <= until)
  );
}

/** Pages of a book in memory: small, and held to the same contract as those of the disk. */
export function createFakePages(ledger: Pick<Ledger, 'read'>, auctionId: AuctionId): BookPages {
  const keys = async () =>
    (await ledger.read(auctionId))
      .flatMap((entry) => {
        const key = sourceKey(entry.event);
        return key === undefined ? [] : [{ key, entry }];
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    auctionId,
    length: async () => (await ledger.read(auctionId)).length,
    read: async ({ after = 0, upTo = Infinity, limit, keep = 'first' }, filter = {}) => {
      const found = (await ledger.read(auctionId, { after })).filter(
        (entry) => entry.sequence <= upTo && passes(filter, entry),
      );
      if (keep === 'first') return found.slice(0, limit);
      return limit === 0 ? [] : found.slice(-limit);
    },
    keyed: async (beginning, limit) =>
      (await keys())
        .filter(({ key }) => key.startsWith(beginning))
        .slice(0, limit)
        .map(({ entry }) => entry),
    keysAround: async (wanted, each) => {
      const all = (await keys()).map(({ key }) => key);
      const before = all.filter((key) => key < wanted);
      const rest = all.filter((key) => key >= wanted);
      return [...before.slice(Math.max(0, before.length - each)), ...rest.slice(0, each)];
    },
  };
}
