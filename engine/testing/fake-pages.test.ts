import { bookPagesContract } from './book-pages.contract.js';
import { createFakeBook } from './fake-ledger.js';
import { createFakePages } from './fake-pages.js';

bookPagesContract('the book in memory', () => {
  const { ledger } = createFakeBook();
  return {
    ledger,
    pages: (auctionId) => createFakePages(ledger, auctionId),
    close: () => undefined,
  };
});
