import { createFakeBook } from './fake-ledger.js';
import { ledgerContract } from './ledger.contract.js';
import { outboxContract } from './outbox.contract.js';

const open = () => ({ book: createFakeBook(), close: () => undefined });

ledgerContract('the book in memory', open);
outboxContract('the book in memory', open);
