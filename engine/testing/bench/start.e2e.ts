import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { writeBigBook } from './big-book.js';
import { measureStart } from './start.js';

test('a start on a snapshot takes a part of the time that the whole book takes', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-start-test-'));
  try {
    const path = join(dir, 'book.sqlite');
    const database = openDatabase(path);
    const options = { events: 20_000, lots: 10, bidders: 50, seed: 1 };
    await writeBigBook(createLedger(database.db), options);
    database.close();
    const figures = await measureStart(path);
    expect(figures.events).toBe(20_000);
    expect(figures.snapshotMs).toBeLessThan(figures.wholeMs);
    for (const ms of Object.values(figures)) expect(ms).toBeGreaterThan(0);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
