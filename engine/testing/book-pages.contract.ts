import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../domain/events.js';
import type { AuctionId, LotId } from '../domain/ids.js';
import { sourceKey } from '../domain/source-key.js';
import type { BookPages, EventFilter, PageRange } from '../ports/book-pages.js';
import type { Entry, Ledger } from '../ports/ledger.js';
import { passes } from './fake-pages.js';
import { evenings, playEvening } from './random-evening.js';

const EVENING = 'evening' as AuctionId;
const OTHER = 'next-evening' as AuctionId;

interface Shelf {
  readonly ledger: Ledger;
  readonly pages: (auctionId: AuctionId) => BookPages;
  readonly close: () => void;
}

/** What all pages of a book must do, whichever database stands behind them. */
export function bookPagesContract(name: string, open: () => Shelf): void {
  let shelf: Shelf;
  let entries: readonly Entry[];
  let pages: BookPages;
  beforeEach(async () => {
    shelf = open();
    const [evening] = fc.sample(evenings, { numRuns: 1, seed: 11 });
    const { book } = playEvening(evening ?? { steps: [], opening: {} });
    const batch = { events: book, errands: [], heard: [] };
    entries = await shelf.ledger.append(EVENING, batch, 0);
    await shelf.ledger.append(OTHER, { ...batch, events: book.slice(0, 3) }, 0);
    pages = shelf.pages(EVENING);
  });
  afterEach(() => shelf.close());

  const read = async (range: PageRange, filter?: EventFilter) =>
    (await pages.read(range, filter)).map(({ sequence }) => sequence);

  describe(`${name} as pages`, () => {
    test('tells how long a book is, each its own', async () => {
      expect(await pages.length()).toBe(entries.length);
      expect(await shelf.pages(OTHER).length()).toBe(3);
      expect(await shelf.pages('none' as AuctionId).length()).toBe(0);
    });

    test('gives the events as they stand in the book', async () => {
      expect(await pages.read({ limit: entries.length })).toEqual(entries);
    });

    test('gives the first or the last of a part', async () => {
      const part = { after: 4, upTo: 12, limit: 3 };
      expect(await read(part)).toEqual([5, 6, 7]);
      expect(await read({ ...part, keep: 'last' })).toEqual([10, 11, 12]);
      expect(await read({ limit: 2, keep: 'last' })).toEqual([entries.length - 1, entries.length]);
      expect(await read({ after: entries.length, limit: 5 })).toEqual([]);
    });

    test('passes over whatever a filter passes over, and nothing else', async () => {
      const kinds = [...new Set(entries.map(({ event }) => event.kind))];
      const times = entries.map(({ event }) => event.at);
      const filters = fc.record(
        {
          lotId: fc.constantFrom(...(['1', '2', '5', '9'] as LotId[])),
          kinds: fc.subarray<AuctionEvent['kind']>(kinds),
          since: fc.constantFrom(...times),
          until: fc.constantFrom(...times),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(filters, fc.nat({ max: 40 }), async (filter, limit) => {
          const all = entries.filter((entry) => passes(filter, entry));
          expect(await pages.read({ limit }, filter)).toEqual(all.slice(0, limit));
          const last = limit === 0 ? [] : all.slice(-limit);
          expect(await pages.read({ limit, keep: 'last' }, filter)).toEqual(last);
        }),
        { numRuns: 60 },
      );
    });

    test('finds events by the beginning of their keys, in the order of the keys', async () => {
      const keys = entries.flatMap(({ event }) => sourceKey(event) ?? []).sort();
      const ruled = keys.filter((key) => key.startsWith('ruled '));
      const found = await pages.keyed('ruled ', 4);
      expect(found.map(({ event }) => sourceKey(event))).toEqual(ruled.slice(0, 4));
      expect(await pages.keyed('ruled of nobody', 4)).toEqual([]);
      const middle = keys.length >> 1;
      const around = await pages.keysAround(keys[middle] ?? '', 2);
      expect(around).toEqual(keys.slice(middle - 2, middle + 2));
    });
  });
}
