import { createFakeBook } from './fake-ledger.js';
import { ledgerContract } from './ledger.contract.js';

ledgerContract('the book in memory', () => ({ book: createFakeBook(), close: () => undefined }));
