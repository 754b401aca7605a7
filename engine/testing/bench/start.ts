import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audit } from '../../../db/audit.js';
import { createKeptBook } from '../../../db/kept-book.js';
import { openDatabase, type OpenDatabase } from '../../../db/open.js';
import { createSnapshotFolder, type SnapshotFolder } from '../../../db/snapshots.js';
import type { AuctionId } from '../../domain/ids.js';
import { reopen } from '../reopen.js';

/** How long a house takes to open on a book, and its auditor to examine it. Milliseconds. */
export interface StartFigures {
  readonly events: number;
  /** Opening the database and folding the whole book. */
  readonly wholeMs: number;
  /** Opening the database and going on from a snapshot. */
  readonly snapshotMs: number;
  /** The whole book held against its hashes and its rules. */
  readonly auditMs: number;
  /** Writing a snapshot, which happens beside the house. */
  readonly keepMs: number;
}

/** Measures starts on a book that no house writes to. Leaves the book as it is. */
export async function measureStart(bookPath: string, auctionId: AuctionId): Promise<StartFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-start-'));
  const snapshots = createSnapshotFolder(dir);
  try {
    const wholeMs = await timeStart(bookPath, auctionId, snapshots);
    const { events, auditMs, keepMs } = withBook(bookPath, (database) => {
      const audit = new Audit({ book: createKeptBook(database), auctionId, snapshots });
      const audited = timed(() => {
        while (audit.step());
      });
      const kept = timed(() => audit.keep(true));
      return { events: audit.sequence, auditMs: audited, keepMs: kept };
    });
    const snapshotMs = await timeStart(bookPath, auctionId, snapshots);
    return { events, wholeMs, snapshotMs, auditMs, keepMs };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function timeStart(
  bookPath: string,
  auctionId: AuctionId,
  snapshots: SnapshotFolder,
): Promise<number> {
  const startedAt = performance.now();
  const database = openDatabase(bookPath);
  try {
    await reopen(database, auctionId, snapshots);
    return Math.round(performance.now() - startedAt);
  } finally {
    database.close();
  }
}

function withBook<T>(bookPath: string, work: (database: OpenDatabase) => T): T {
  const database = openDatabase(bookPath, { readonly: true });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return Math.round(performance.now() - startedAt);
}
