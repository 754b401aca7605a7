import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Auction } from '../engine/domain/auction.js';
import { foldAuction } from '../engine/domain/fold-auction.js';
import type { Caused } from '../engine/ports/ledger.js';
import { evenings } from '../engine/testing/random-evening.js';
import { playToTheEnd, sealEvening } from '../engine/testing/sealed-evening.js';
import { decodeAuction, encodeAuction, isSameAuction, SNAPSHOT_FORMAT } from './snapshot-codec.js';

const played = evenings.map((evening) => {
  const sealed = sealEvening(evening);
  return { ...playToTheEnd(sealed), reserves: sealed.reserves };
});

/** One of them, always the same. */
function sample() {
  const [one] = fc.sample(played, { numRuns: 1, seed: 11 });
  if (!one) throw new Error('There is a sample.');
  return one;
}

const fold = (book: readonly Caused[], reserves: Auction['reserves'], from?: Auction): Auction => {
  let auction = from;
  for (const { event } of book) auction = foldAuction(auction, event, reserves);
  if (!auction) throw new Error('A book has an opening.');
  return auction;
};

/** Everything in an auction as plain text, in an order of its own. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner} wei`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    if (inner instanceof Map) return [...inner].map(([key, held]) => [key, held] as const);
    if (Symbol.iterator in inner) return [...(inner as Iterable<unknown>)];
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

describe('a folded auction as bytes', () => {
  test('is the same auction again, and goes on as it would have', () => {
    fc.assert(
      fc.property(played, fc.nat(), ({ book, reserves }, pick) => {
        const at = 1 + (pick % book.length);
        const auction = fold(book.slice(0, at), reserves);
        const read = decodeAuction(encodeAuction(auction), reserves);
        expect(textOf(read)).toBe(textOf(auction));
        const rest = book.slice(at);
        expect(textOf(fold(rest, reserves, read))).toBe(textOf(fold(rest, reserves, auction)));
      }),
      { numRuns: 100 },
    );
  });

  test('says the same whenever it was folded, and another thing for another', () => {
    fc.assert(
      fc.property(played, ({ book, reserves }) => {
        const [one, other] = [fold(book, reserves), fold(book, reserves)].map(encodeAuction);
        const before = encodeAuction(fold(book.slice(0, -1), reserves));
        if (!one || !other) return;
        expect(isSameAuction(one, other)).toBe(true);
        expect(isSameAuction(one, before)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('holds no reserve, and leaves the auction as it was', () => {
    const { book, reserves } = sample();
    const auction = fold(book.slice(0, 1), reserves);
    const before = textOf(auction);
    const unsealed = textOf(decodeAuction(encodeAuction(auction), new Map()));
    expect(reserves.size).toBeGreaterThan(0);
    for (const { salt, reserveWei } of reserves.values()) {
      expect(before).toContain(salt);
      expect(unsealed).not.toContain(salt);
      expect(unsealed).not.toContain(`"reserveWei":"${reserveWei} wei"`);
    }
    expect(textOf(auction)).toBe(before);
  });

  // Whoever changes what folding comes to raises SNAPSHOT_FORMAT, and writes the new pair here.
  test('has a format of its own for every way to fold', () => {
    const { book, reserves } = sample();
    const text = textOf(fold(book, reserves));
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect([SNAPSHOT_FORMAT, digest]).toMatchInlineSnapshot(`
      [
        1,
        "b880ed5681fa7993",
      ]
    `);
  });
});
