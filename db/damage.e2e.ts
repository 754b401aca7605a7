import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId, Instant } from '../engine/domain/ids.js';
import type { Batch } from '../engine/ports/ledger.js';
import { writeBigBook } from '../engine/testing/bench/big-book.js';
import { reopen } from '../engine/testing/reopen.js';
import { createKeptBook } from './kept-book.js';
import { createLedger } from './ledger.js';
import { openDatabase, type OpenDatabase } from './open.js';
import { createSnapshotFolder } from './snapshots.js';
import { verifyKeptBook } from './verify-book.js';

const BENCH = 'bench' as AuctionId;
const EVENTS = 600;
const PAGE_BYTES = 4_096;
/** A prime, so that every part of a page is hit in one page or another. */
const STRIDE = 3_067;
/** A user who may write nowhere, for tests that root runs. */
const NOBODY = 65_534;

let kept: string;
let folder: string;
let path: string;
let open: OpenDatabase[];

beforeAll(async () => {
  kept = mkdtempSync(join(tmpdir(), 'sothebais-whole-'));
  const database = openDatabase(join(kept, 'book.sqlite'));
  const options = { events: EVENTS, lots: 3, bidders: 5, seed: 1 };
  await writeBigBook(createLedger(database.db), options);
  database.close();
});
afterAll(() => rmSync(kept, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sothebais-damage-'));
  path = join(folder, 'book.sqlite');
  copyFileSync(join(kept, 'book.sqlite'), path);
  open = [];
});
afterEach(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function openBook(): OpenDatabase {
  const database = openDatabase(path);
  open.push(database);
  return database;
}

/** Opens the house on the book, as far as the book goes, and examines it: what was found. */
async function examine(): Promise<'whole' | SothebaisError> {
  let database: OpenDatabase | undefined;
  try {
    database = openDatabase(path);
    await reopen(database, BENCH, createSnapshotFolder(join(folder, 'snapshots')));
    const { events } = await verifyKeptBook(createKeptBook(database), BENCH);
    return events === EVENTS ? 'whole' : new SothebaisError('BOOK_DAMAGED', `${events} events`);
  } catch (cause) {
    if (cause instanceof SothebaisError) return cause;
    throw cause;
  } finally {
    database?.close();
  }
}

const sealing = (times = 1): Batch => ({
  events: Array.from({ length: times }, () => ({
    cause: 'house',
    event: { kind: 'book-sealed', at: 1_790_000_000_000 as Instant },
  })),
  ...{ errands: [], heard: [] },
});
const append = ({ db }: OpenDatabase, after: number, times = 1) =>
  createLedger(db).append(BENCH, sealing(times), after);

/** Every file of the folder as it is, to see that nothing was touched. */
const contents = () =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]);

describe('a book that was damaged', () => {
  test('is whole before', async () => {
    expect(await examine()).toBe('whole');
  });

  test.each<[string, () => void]>([
    ['emptied', () => truncateSync(path, 0)],
    ['cut in its heading', () => truncateSync(path, 50)],
    ['cut in the middle', () => truncateSync(path, statSync(path).size >> 1)],
    ['cut by a page', () => truncateSync(path, statSync(path).size - PAGE_BYTES)],
    ['made a text', () => writeFileSync(path, 'this is no database at all '.repeat(1_000))],
    ['made zeros', () => writeFileSync(path, Buffer.alloc(statSync(path).size))],
    ['given another heading', () => overwrite(0, 'SQLite format 4')],
    ['made a database of somebody else', () => replaceByStranger()],
  ])('and %s stops the house clearly, and stays as it is', async (_name, damage) => {
    damage();
    const before = contents();
    expect(await examine()).toMatchObject({ code: 'BOOK_DAMAGED' });
    expect(contents()).toEqual(before);
    copyFileSync(join(kept, 'book.sqlite'), path);
    expect(await examine()).toBe('whole');
  });

  test('and is gone, with its log left, is not begun anew', async () => {
    writeFileSync(`${path}-wal`, 'what was written last');
    rmSync(path);
    expect(await examine()).toMatchObject({ code: 'BOOK_DAMAGED' });
    expect(existsSync(path)).toBe(false);
  });

  test('in any of its pages is never taken for another book', async () => {
    const { length } = readFileSync(path);
    let found = 0;
    for (let at = 7; at < length; at += STRIDE) {
      copyFileSync(join(kept, 'book.sqlite'), path);
      overwrite(at, Buffer.from([(readFileSync(path)[at] ?? 0) ^ 0x04]));
      const verdict = await examine();
      if (verdict === 'whole') continue; // It lay in a page of something else.
      expect(verdict.code, `byte ${at}`).toMatch(/^BOOK_(DAMAGED|TOO_NEW)$/);
      found += 1;
    }
    expect(found).toBeGreaterThan(length / STRIDE / 3);
  });
});

describe('a full disk', () => {
  test('takes nothing of a batch, holds the floor, and goes on once there is room', async () => {
    const database = openBook();
    const client = database.db.$client;
    const pages = Number(client.pragma('page_count', { simple: true }));
    client.pragma(`max_page_count = ${pages}`);
    const head = (await createLedger(database.db).read(BENCH)).at(-1)?.hash;
    await expect(append(database, EVENTS, 500)).rejects.toMatchObject({
      code: 'BOOK_UNWRITABLE',
      retryable: true,
    });
    const still = await verifyKeptBook(createKeptBook(database), BENCH);
    expect(still).toMatchObject({ events: EVENTS, head });

    client.pragma('max_page_count = 1000000');
    expect(await append(database, EVENTS, 500)).toHaveLength(500);
    const after = await verifyKeptBook(createKeptBook(database), BENCH);
    expect(after).toMatchObject({ events: EVENTS + 500 });
  });
});

describe('a folder that cannot be written', () => {
  test('stops the house clearly, and the book can still be read', async () => {
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    await asNobody(async () => {
      expect(() => openDatabase(path)).toThrow(
        expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }),
      );
      const fresh = join(folder, 'other.sqlite');
      expect(() => openDatabase(fresh)).toThrow(
        expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }),
      );
    });
    chmodSync(folder, 0o755);
    chmodSync(path, 0o644);
    expect(await examine()).toBe('whole');
  });

  test('of which the book cannot even be read says so', async () => {
    chmodSync(path, 0o000);
    await asNobody(async () => {
      const reading = () => openDatabase(path, { readonly: true });
      expect(reading).toThrow(expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }));
    });
  });
});

describe('a book that another process holds', () => {
  test('is waited for, then left: the house says who is there', async () => {
    const other = new Database(path);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    try {
      expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'HOUSE_RUNNING' }));
    } finally {
      other.close();
    }
    expect(await examine()).toBe('whole');
  });

  test('is not written to, and is once it is let go', async () => {
    const database = openBook();
    database.db.$client.pragma('busy_timeout = 50');
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(append(database, EVENTS)).rejects.toMatchObject({ retryable: true });
    other.exec('ROLLBACK');
    other.close();
    expect(await append(database, EVENTS)).toHaveLength(1);
  });
});

function overwrite(at: number, bytes: string | Buffer): void {
  const file = openSync(path, 'r+');
  const written = Buffer.from(bytes as string);
  writeSync(file, written, 0, written.length, at);
  closeSync(file);
}

function replaceByStranger(): void {
  rmSync(path);
  const database = new Database(path);
  database.exec('CREATE TABLE auction_events (colour TEXT); CREATE TABLE reserves (size INTEGER)');
  database.close();
}

/** Root may write anywhere: the work is done as one who may not. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
