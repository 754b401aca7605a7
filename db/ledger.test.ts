import type { AuctionId } from '../engine/domain/ids.js';
import { ledgerContract } from '../engine/testing/ledger.contract.js';
import { outboxContract } from '../engine/testing/outbox.contract.js';
import { createLedger } from './ledger.js';
import { openDatabase } from './open.js';
import { createOutbox } from './outbox.js';

function open() {
  const database = openDatabase(':memory:');
  const { db } = database;
  const outbox = (auctionId: AuctionId) => createOutbox(db, auctionId);
  return { book: { ledger: createLedger(db), outbox }, close: () => database.close() };
}

ledgerContract('the book in SQLite', open);
outboxContract('the book in SQLite', open);
