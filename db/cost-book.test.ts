import { expect, test } from 'vitest';
import type { AuctionId } from '../engine/domain/ids.js';
import { createCostBook } from './cost-book.js';
import { openDatabase } from './open.js';

test('keeps the last figure written, each auction its own', () => {
  const database = openDatabase(':memory:');
  const { db } = database;
  const spring = createCostBook(db, 'spring' as AuctionId);
  const autumn = createCostBook(db, 'autumn' as AuctionId);
  expect(spring.read()).toBe(0n);
  spring.write(15_000n);
  spring.write(9_007_199_254_740_993n);
  expect([spring.read(), autumn.read()]).toEqual([9_007_199_254_740_993n, 0n]);
  database.close();
});
