import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Auction } from '../engine/domain/auction.js';
import type { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId, Instant } from '../engine/domain/ids.js';
import type { Closeable } from '../engine/ports/closeable.js';
import type { Entry } from '../engine/ports/ledger.js';
import type { ChildProgram, Processes } from '../engine/ports/processes.js';
import { writeBigBook } from '../engine/testing/bench/big-book.js';
import { reopen } from '../engine/testing/reopen.js';
import { createSourceProcesses } from '../engine/testing/source-process.js';
import { Audit } from './audit.js';
import { startAuditor, type AuditorOptions } from './auditor.js';
import { writeBook } from './book-file.js';
import { createKeptBook } from './kept-book.js';
import { createLedger } from './ledger.js';
import { openDatabase, type OpenDatabase } from './open.js';
import { encodeAuction, isSameAuction } from './snapshot-codec.js';
import { createSnapshotFolder } from './snapshots.js';
import { verifyBookFile } from './verify-book.js';

const BENCH = 'bench' as AuctionId;

let kept: string;
let folder: string;
let path: string;
let snapshotsDir: string;
let open: Closeable[];

/** A book long enough to be worth a snapshot, written once. */
beforeAll(async () => {
  kept = mkdtempSync(join(tmpdir(), 'sothebais-long-'));
  const database = openDatabase(join(kept, 'book.sqlite'));
  const options = { events: 6_000, lots: 6, bidders: 20, seed: 1 };
  await writeBigBook(createLedger(database.db), options);
  database.close();
});
afterAll(() => rmSync(kept, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sothebais-audit-'));
  path = join(folder, 'book.sqlite');
  snapshotsDir = join(folder, 'snapshots');
  copyFileSync(join(kept, 'book.sqlite'), path);
  open = [];
});
afterEach(async () => {
  for (const thing of open.reverse()) await thing.close();
  rmSync(folder, { recursive: true, force: true });
});

function openBook(): OpenDatabase {
  const database = openDatabase(path);
  open.push({ close: async () => database.close() });
  return database;
}

/** An audit of all that the book holds. */
function auditWhole(database: OpenDatabase): Audit {
  const snapshots = createSnapshotFolder(snapshotsDir);
  const audit = new Audit({ book: createKeptBook(database), auctionId: BENCH, snapshots });
  while (audit.step());
  return audit;
}

/** The auction as a house would open on it, and how many events it read for that. */
const restore = (database: OpenDatabase) =>
  reopen(database, BENCH, createSnapshotFolder(snapshotsDir));

const isSame = (one: Auction, other: Auction): boolean =>
  isSameAuction(encodeAuction(one), encodeAuction(other));
const files = (): readonly string[] => readdirSync(snapshotsDir);
const onlyFile = (): string => join(snapshotsDir, files()[0] ?? '');

const seal = async (database: OpenDatabase, after: number, at: number) =>
  createLedger(database.db).append(
    BENCH,
    {
      events: [{ cause: 'house', event: { kind: 'book-sealed', at: at as Instant } }],
      ...{ errands: [], heard: [] },
    },
    after,
  );

describe('a snapshot', () => {
  test('opens the house on the same auction, and only what follows is read', async () => {
    const database = openBook();
    const whole = await restore(database);
    expect(whole.read).toBe(6_000);
    expect(auditWhole(database).keep(true)).toBe(true);
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);

    const quick = await restore(database);
    expect(quick.read).toBe(1);
    expect(isSame(quick.auction, whole.auction)).toBe(true);

    await seal(database, 6_000, whole.auction.closedAt ?? 0);
    const { auction, read } = await restore(database);
    expect([auction.sequence, read]).toEqual([6_001, 2]);
  });

  test('of another book is left, and the book is folded whole', async () => {
    const database = openBook();
    auditWhole(database).keep(true);
    database.db.$client.exec('DELETE FROM auction_events WHERE sequence > 5000');
    const { auction, read } = await restore(database);
    expect([auction.sequence, read]).toEqual([5_000, 5_000]);
    expect(files()).toEqual([]);
  });

  test.each<[string, (file: string) => void]>([
    ['cut short', (file) => truncateSync(file, statSync(file).size - 1)],
    ['emptied', (file) => truncateSync(file, 0)],
    ['longer than it was', (file) => writeFileSync(file, 'x', { flag: 'a' })],
    ['no snapshot', (file) => writeFileSync(file, 'no snapshot\nat all')],
    ['changed in its first byte', (file) => flip(file, 0)],
    ['changed in its heading', (file) => flip(file, 12)],
    ['changed in its bytes', (file) => flip(file, statSync(file).size >> 1)],
    ['changed in its last byte', (file) => flip(file, statSync(file).size - 1)],
    ['of another format', (file) => rewrite(file, /"format":\d+/, '"format":9999')],
    ['by another rulebook', (file) => rewrite(file, /"rulebook":\d+/, '"rulebook":9999')],
    ['of another event', (file) => rewrite(file, /"sequence":6000/, '"sequence":5999')],
  ])('that was %s is removed, and the book is folded whole', async (_name, damage) => {
    const database = openBook();
    auditWhole(database).keep(true);
    damage(onlyFile());
    expect((await restore(database)).read).toBe(6_000);
    expect(files()).toEqual([]);
  });

  test('that says another thing than the book is found by the audit, and removed', async () => {
    const database = openBook();
    auditWhole(database).keep(true);
    const { auction } = await restore(database);
    const wrong: Auction = { ...auction, refusedOffers: auction.refusedOffers + 1 };
    const { hash } = (await createLedger(database.db).read(BENCH)).at(-1) as Entry;
    const snapshot = { sequence: 6_000, hash, bytes: encodeAuction(wrong) };
    createSnapshotFolder(snapshotsDir).write(BENCH, snapshot);
    expect((await restore(database)).auction.refusedOffers).toBe(wrong.refusedOffers);

    expect(() => auditWhole(database)).toThrow(
      expect.objectContaining({ code: 'SNAPSHOT_WRONG', details: { sequence: 6_000 } }),
    );
    expect(files()).toEqual([]);
    expect((await restore(database)).auction.refusedOffers).toBe(auction.refusedOffers);
  });

  test('is kept beside the one before, and older ones are removed', async () => {
    const database = openBook();
    auditWhole(database).keep(true);
    const { auction } = await restore(database);
    const folderOfThem = createSnapshotFolder(snapshotsDir);
    writeFileSync(join(snapshotsDir, 'bench-000000000001.snapshot.draft'), 'half');
    writeFileSync(join(snapshotsDir, 'bench-2-000000000001.snapshot'), 'another auction’s');
    const bytes = encodeAuction(auction);
    for (const sequence of [7_000, 8_000]) folderOfThem.write(BENCH, { sequence, hash: '', bytes });
    expect(files()).toEqual([
      ...['bench-000000007000.snapshot', 'bench-000000008000.snapshot'],
      'bench-2-000000000001.snapshot',
    ]);
  });
});

describe('a long book', () => {
  test('is written to its file page by page, and is right there', async () => {
    const database = openBook();
    const file = join(folder, 'ledger.jsonl');
    writeBook(file, createKeptBook(database), BENCH);
    const { hash } = (await createLedger(database.db).read(BENCH)).at(-1) as Entry;
    const expected = { events: 6_000, head: hash, isFinished: true };
    expect(await verifyBookFile(file)).toMatchObject(expected);
  });
});

describe('an audit', () => {
  test.each<[string, string]>([
    [
      'changed',
      `UPDATE auction_events SET payload = replace(payload, '"at":1', '"at":2') WHERE sequence = 4000`,
    ],
    [
      'given another hash',
      `UPDATE auction_events SET hash = replace(hash, '0', '1') WHERE sequence = 4000`,
    ],
    ['taken out', 'DELETE FROM auction_events WHERE sequence = 4000'],
    ['made no event', `UPDATE auction_events SET payload = 'nothing' WHERE sequence = 4000`],
  ])('finds an event that was %s', (_name, damage) => {
    const database = openBook();
    database.db.$client.exec(damage);
    expect(() => auditWhole(database)).toThrow(
      expect.objectContaining({ code: 'BOOK_DAMAGED', details: { sequence: 4_000 } }),
    );
  });

  test('keeps nothing of a book that is folded in no time', () => {
    const database = openBook();
    database.db.$client.exec('DELETE FROM auction_events WHERE sequence > 1000');
    expect(auditWhole(database).keep(true)).toBe(false);
  });
});

describe('an auditor', () => {
  let children: ChildProgram[];
  const processes: Processes = {
    start: async (...asked) => {
      const child = await createSourceProcesses().start(...asked);
      children.push(child);
      return child;
    },
  };
  beforeEach(() => (children = []));

  async function start(over: Partial<AuditorOptions> = {}) {
    const heard = {
      onFault: vi.fn<(fault: SothebaisError) => void>(),
      onTrouble: vi.fn<(cause: unknown) => void>(),
      onChecked: vi.fn<(sequence: number) => void>(),
    };
    const options = { processes, bookPath: path, snapshotsDir, auctionId: BENCH };
    const auditor = await startAuditor({ ...options, ...heard, ...over });
    open.push(auditor);
    return { ...heard, auditor };
  }
  const SOON = { timeout: 20_000, interval: 50 };

  test('reads the book, follows it, and leaves a snapshot when the house closes', async () => {
    const database = openBook();
    const { auction } = await restore(database);
    const { onChecked, onFault, onTrouble, auditor } = await start();
    await vi.waitFor(() => expect(onChecked).toHaveBeenCalledWith(6_000), SOON);
    await seal(database, 6_000, auction.closedAt ?? 0);
    await vi.waitFor(() => expect(onChecked).toHaveBeenCalledWith(6_001), SOON);
    await auditor.close();
    expect(await children[0]?.exited).toBe(0);
    expect(files()).toEqual(['bench-000000006001.snapshot']);
    expect((await restore(database)).read).toBe(1);
    expect([onFault.mock.calls, onTrouble.mock.calls]).toEqual([[], []]);
  });

  test('says what it finds, with the sequence', async () => {
    openBook().db.$client.exec('DELETE FROM auction_events WHERE sequence = 4000');
    const { onFault } = await start();
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledOnce(), SOON);
    expect(onFault.mock.calls[0]?.[0]).toMatchObject({
      code: 'BOOK_DAMAGED',
      details: { sequence: 4_000 },
    });
  });

  test('finds a ruling that the rules would not give, though its hash is right', async () => {
    const database = openBook();
    const { auction } = await restore(database);
    const forged = { kind: 'fair-warning-given', lotId: '1', at: auction.closedAt } as const;
    await createLedger(database.db).append(
      BENCH,
      { events: [{ cause: 'clock', event: forged as never }], errands: [], heard: [] },
      6_000,
    );
    const { onFault } = await start();
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledOnce(), SOON);
    expect(onFault.mock.calls[0]?.[0]).toMatchObject({ details: { sequence: 6_001 } });
  });

  test('that dies is told of, and costs the house nothing', async () => {
    const { onTrouble, onFault, auditor } = await start();
    process.kill(children[0]?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(onTrouble).toHaveBeenCalledOnce(), SOON);
    await auditor.close();
    expect(onFault).not.toHaveBeenCalled();
  });

  test('whose snapshots find no room says so and reads on', async () => {
    writeFileSync(snapshotsDir, 'a file where the folder should be');
    const { onChecked, onTrouble, auditor } = await start();
    await vi.waitFor(() => expect(onChecked).toHaveBeenCalledWith(6_000), SOON);
    await auditor.close();
    expect(onTrouble.mock.calls).toMatchObject([[{ code: 'FOLDER_UNWRITABLE' }]]);
  });
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

function rewrite(file: string, from: RegExp, to: string): void {
  const text = readFileSync(file, 'latin1');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to), 'latin1');
}
