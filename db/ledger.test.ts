import type { AuctionId } from '../engine/domain/ids.js';
import { ledgerContract } from '../engine/testing/ledger.contract.js';
import { createLedger } from './ledger.js';
import { openDatabase } from './open.js';
import { createOutbox } from './outbox.js';

ledgerContract('the book in SQLite', () => {
  const database = openDatabase(':memory:');
  const { db } = database;
  const outbox = (auctionId: AuctionId) => createOutbox(db, auctionId);
  return { book: { ledger: createLedger(db), outbox }, close: () => database.close() };
});
