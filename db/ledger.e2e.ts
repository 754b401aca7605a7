import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../engine/domain/events.js';
import type { AuctionId } from '../engine/domain/ids.js';
import { anOpening, at } from '../engine/testing/builders.js';
import { ledgerContract } from '../engine/testing/ledger.contract.js';
import { startSource } from '../engine/testing/source-process.js';
import { formatBook, readBook } from './book-file.js';
import { createLedger } from './ledger.js';
import { openDatabase, type OpenDatabase } from './open.js';
import { createOutbox } from './outbox.js';

const EVENING = 'evening' as AuctionId;
const opened: AuctionEvent = { kind: 'auction-opened', at: at(0), opening: anOpening() };
const sealed: AuctionEvent = { kind: 'book-sealed', at: at(1) };

let folder: string;
let path: string;
let open: OpenDatabase[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sothebais-book-'));
  path = join(folder, 'book.db');
  open = [];
});
afterEach(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function openBook(options?: Parameters<typeof openDatabase>[1]): OpenDatabase {
  const database = openDatabase(path, options);
  open.push(database);
  return database;
}

const append = (database: OpenDatabase, event: AuctionEvent, after: number) =>
  createLedger(database.db).append(
    EVENING,
    { events: [{ event, cause: 'clock' }], errands: [], heard: [] },
    after,
  );

describe('a book on disk', () => {
  test('is written ahead and flushed at every commit', () => {
    const { db } = openBook();
    expect(db.get(sql`PRAGMA journal_mode`)).toEqual({ journal_mode: 'wal' });
    expect(db.get(sql`PRAGMA synchronous`)).toEqual({ synchronous: 2 });
    expect(db.get(sql`PRAGMA foreign_keys`)).toEqual({ foreign_keys: 1 });
  });

  test('is read while it is written, and the reader sees what is committed', async () => {
    const writer = openBook();
    await append(writer, opened, 0);
    const reader = openBook({ readonly: true });
    expect(await createLedger(reader.db).read(EVENING)).toHaveLength(1);
    await append(writer, sealed, 1);
    expect(await createLedger(reader.db).read(EVENING)).toHaveLength(2);
  });

  test('takes nothing from one who only reads', async () => {
    await append(openBook(), opened, 0);
    const reader = openBook({ readonly: true });
    await expect(append(reader, sealed, 1)).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE' });
  });

  test('lets one of two writers append after the same event', async () => {
    const [one, other] = [openBook(), openBook()];
    await append(one, opened, 0);
    const race = await Promise.allSettled([append(one, sealed, 1), append(other, sealed, 1)]);
    expect(race.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(race.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'LEDGER_CONFLICT' },
    });
    expect(await createLedger(one.db).read(EVENING)).toHaveLength(2);
  });

  test('that the disk has no room for takes nothing of a batch, and all of it later', async () => {
    const database = openBook();
    await append(database, opened, 0);
    const client = database.db.$client;
    client.pragma(`max_page_count = ${String(client.pragma('page_count', { simple: true }))}`);
    const ledger = createLedger(database.db);
    const events = Array.from({ length: 200 }, () => ({ event: sealed, cause: 'house' }));
    const full = ledger.append(EVENING, { events, errands: [], heard: [] }, 1);
    await expect(full).rejects.toMatchObject({ code: 'BOOK_UNWRITABLE', retryable: true });
    expect(await ledger.read(EVENING)).toHaveLength(1);
    client.pragma('max_page_count = 1000000');
    await ledger.append(EVENING, { events, errands: [], heard: [] }, 1);
    expect(await ledger.read(EVENING)).toHaveLength(201);
  });

  test('is said to be damaged where it is no book', () => {
    writeFileSync(path, 'this is no database at all, but it is long enough to be taken for one');
    expect(() => openBook()).toThrow(expect.objectContaining({ code: 'BOOK_DAMAGED' }));
    expect(readFileSync(path, 'utf8')).toContain('no database');
  });

  test('is said to be out of reach where there is no folder', () => {
    expect(() => openDatabase(join(folder, 'nowhere', 'book.db'))).toThrow(
      expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }),
    );
  });
});

/** Appends without end, and prints a sequence once it is acknowledged. */
const writerOf = (path: string): string => {
  const source = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  return `
    import { openDatabase } from ${source('./open.js')};
    import { createLedger } from ${source('./ledger.js')};
    import { anOpening, at } from ${source('../engine/testing/builders.js')};
    const ledger = createLedger(openDatabase(${JSON.stringify(path)}).db);
    const read = await ledger.read('evening');
    let after = read.length;
    if (after === 0) {
      const event = { kind: 'auction-opened', at: at(0), opening: anOpening() };
      const events = [{ event, cause: 'house' }];
      await ledger.append('evening', { events, errands: [], heard: [] }, after++);
    }
    for (;;) {
      const id = String(after);
      const post = { source: 'post', id, authorId: '7', handle: 'ada', text: '', placedAt: after, receivedAt: after };
      const errands = [{ errand: { kind: 'answer', id: 'answer-post-' + id, post }, sequence: null }];
      const seal = (n) => ({ event: { kind: 'book-sealed', at: at(after + n) }, cause: 'house' });
      const events = [1, 2, 3].map(seal);
      await ledger.append('evening', { events, errands, heard: [post] }, after);
      after += events.length;
      console.log(after);
      await new Promise((resolve) => setImmediate(resolve));
    }`;
};

test('a house that is killed between appends loses nothing it acknowledged', async () => {
  for (let life = 0; life < 3; life += 1) {
    const house = startSource(writerOf(path));
    let acknowledged = 0;
    for (let n = 0; n < 40; n += 1) acknowledged = Number((await house.lines.next()).value);
    await house.kill();
    for (let rest = await house.lines.next(); rest.done !== true; rest = await house.lines.next()) {
      acknowledged = Number(rest.value);
    }

    const { db } = openBook();
    const ledger = createLedger(db);
    const entries = await ledger.read(EVENING);
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
    // All of a batch or none: the opening, then three at a time, each with its post and errand.
    expect((entries.length - 1) % 3).toBe(0);
    const batches = (entries.length - 1) / 3;
    expect(await ledger.heardCount(EVENING)).toBe(batches);
    expect(await createOutbox(db, EVENING).waiting()).toHaveLength(batches);
    expect(readBook(formatBook(entries))).toMatchObject({ ok: true, head: entries.at(-1)?.hash });
  }
});

ledgerContract('the book on disk', () => {
  const own = mkdtempSync(join(tmpdir(), 'sothebais-book-'));
  const database = openDatabase(join(own, 'book.db'));
  const outbox = (auctionId: AuctionId) => createOutbox(database.db, auctionId);
  return {
    book: { ledger: createLedger(database.db), outbox },
    close: () => {
      database.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
});
