import { expect, test } from 'vitest';
import type { AuctionId } from '../engine/domain/ids.js';
import { bookPagesContract } from '../engine/testing/book-pages.contract.js';
import { createBookPages } from './book-pages.js';
import { createLedger } from './ledger.js';
import { openDatabase } from './open.js';

bookPagesContract('the book in SQLite', () => {
  const database = openDatabase(':memory:');
  return {
    ledger: createLedger(database.db),
    pages: (auctionId) => createBookPages(database.db, auctionId),
    close: () => database.close(),
  };
});

test('a kind is found under the name that an older schema gave it', async () => {
  const database = openDatabase(':memory:');
  const write = database.db.$client.prepare(
    'insert into auction_events (auction_id, sequence, kind, payload, hash) values (?, 1, ?, ?, ?)',
  );
  const payload = '{"kind":"lot-presented","lotId":"1","at":1790000000000}';
  write.run('old', 'lot-presented', payload, '00');
  const pages = createBookPages(database.db, 'old' as AuctionId);
  const found = await pages.read({ limit: 9 }, { kinds: ['lot-previewed'] });
  expect(found.map(({ event }) => event.kind)).toEqual(['lot-previewed']);
  database.close();
});
