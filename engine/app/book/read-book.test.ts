import { describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../../domain/events.js';
import type { AuctionId } from '../../domain/ids.js';
import { anOpening, at } from '../../testing/builders.js';
import { createFakeBook } from '../../testing/fake-ledger.js';
import { createFakePages } from '../../testing/fake-pages.js';
import { readBook, type ReadOptions } from './read-book.js';

const EVENING = 'evening' as AuctionId;
const sealed: AuctionEvent = { kind: 'book-sealed', at: at(9) };
const claim = (n: number): AuctionEvent => ({
  ...{ kind: 'flood-counted', at: at(n), sourceId: `flood-${n}`, source: 'chat' },
  ...{ xUserId: null, count: n },
});

/** A book that begins with its opening and so many events, and is written in as it is read. */
async function openBook(size: number) {
  const { ledger } = createFakeBook();
  let length = 0;
  const write = async (...events: readonly AuctionEvent[]) => {
    const batch = { events: events.map((event) => ({ event, cause: 'x' })), errands: [] };
    await ledger.append(EVENING, { ...batch, heard: [] }, length);
    length += events.length;
  };
  await write({ kind: 'auction-opened', at: at(0), opening: anOpening() });
  await write(...Array.from({ length: size - 1 }, (_, i) => claim(i)));
  const pages = createFakePages(ledger, EVENING);
  const read = async (options: ReadOptions) => {
    const sequences: number[] = [];
    for await (const page of readBook(pages, options)) {
      expect(page.length).toBeLessThanOrEqual(1_000);
      sequences.push(...page.map(({ sequence }) => sequence));
    }
    return sequences;
  };
  return { write, read };
}

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('reading a book', () => {
  test.each([
    ['all of it', {}, upTo(2_500)],
    ['from an event on', { after: 2_000 }, upTo(2_500, 2_001)],
    ['up to an event', { upTo: 1_000 }, upTo(1_000)],
    ['a part that is one page', { after: 1_000, upTo: 2_000 }, upTo(2_000, 1_001)],
    ['nothing beyond its end', { after: 2_500 }, []],
    ['nothing of an empty part', { after: 7, upTo: 7 }, []],
    ['what a filter lets pass', { filter: { until: at(1) } }, [1, 2, 3]],
  ])('gives %s, each once', async (_name, options, expected) => {
    const { read } = await openBook(2_500);
    expect(await read(options)).toEqual(expected);
  });

  test('goes on as the house writes, and ends with its seal', async () => {
    const { read, write } = await openBook(3);
    const news = [[claim(10), claim(11)], [], [claim(12), sealed]];
    const pause = async () => write(...(news.shift() ?? []));
    expect(await read({ after: 2, follows: true, pause })).toEqual([3, 4, 5, 6, 7]);
    expect(news).toEqual([]);
  });

  test('ends with a seal that its filter does not show', async () => {
    const { read, write } = await openBook(3);
    const pause = async () => write(claim(10), sealed);
    const filter = { kinds: ['flood-counted'] as const };
    expect(await read({ follows: true, pause, filter })).toEqual([2, 3, 4]);
  });

  test('goes past a seal where the house has opened again', async () => {
    const { read, write } = await openBook(2);
    await write(sealed, claim(20));
    const pause = async () => write(sealed);
    expect(await read({ follows: true, pause })).toEqual([1, 2, 3, 4, 5]);
  });

  test('follows no further than it is asked to', async () => {
    const { read, write } = await openBook(2);
    const pause = async () => write(claim(10), claim(11), claim(12));
    expect(await read({ follows: true, upTo: 4, pause })).toEqual([1, 2, 3, 4]);
  });

  test('ends without a failure when it is told to', async () => {
    const { read } = await openBook(2);
    const enough = new AbortController();
    const pause = async () => {
      enough.abort();
      throw new Error('aborted');
    };
    expect(await read({ follows: true, pause, signal: enough.signal })).toEqual([1, 2]);
  });
});
