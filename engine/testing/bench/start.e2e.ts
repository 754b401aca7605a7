import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import type { AuctionId } from '../../domain/ids.js';
import { writeBigBook } from './big-book.js';
import { measureStart } from './start.js';

test('times a start on the whole book and on a snapshot, and leaves the book as it is', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-start-test-'));
  try {
    const path = join(dir, 'book.sqlite');
    const database = openDatabase(path);
    const options = { events: 20_000, lots: 10, bidders: 50, seed: 1 };
    await writeBigBook(createLedger(database.db), options);
    database.close();
    const figures = await measureStart(path, 'bench' as AuctionId);
    expect(figures.events).toBe(20_000);
    for (const ms of Object.values(figures)) expect(ms).toBeGreaterThan(0);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
