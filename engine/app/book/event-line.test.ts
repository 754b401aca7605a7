import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatEth } from '../../domain/money.js';
import { PersistentMap } from '../../domain/persistent-map.js';
import type { Bidder } from '../../domain/auction.js';
import type { Paddle } from '../../domain/ids.js';
import { anOpening, at, eth } from '../../testing/builders.js';
import { evenings, playEvening } from '../../testing/random-evening.js';
import { EVENT_KINDS } from './event-filter.js';
import { eventLine } from './event-line.js';

test('every event of an evening is told in plain words that fit a column', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(evenings, (evening) => {
      const { book, auction } = playEvening(evening);
      for (const { event } of auction ? book : []) {
        if (!auction) return;
        const { what } = eventLine(auction, { event });
        expect(what).toMatch(/^[a-z0-9:,' -]{1,28}$/);
        // A kind that nobody found words for would be told by its name.
        if (!what.startsWith('refused: ')) expect(EVENT_KINDS).not.toContain(what);
        told.add(event.kind);
      }
    }),
    { numRuns: 60 },
  );
  expect(told.size).toBeGreaterThan(20);
});

test('what a bidder left with the house is not told', () => {
  fc.assert(
    fc.property(evenings, (evening) => {
      const { book, auction } = playEvening(evening);
      for (const { event } of book) {
        if (!auction) return;
        const { amountEth } = eventLine(auction, { event });
        if (event.kind === 'absentee-left' || event.kind === 'bid-held')
          expect(amountEth).toBeNull();
        if (event.kind === 'bid-accepted') expect(amountEth).toBe(formatEth(event.priceWei));
      }
    }),
    { numRuns: 40 },
  );
});

test('a deposit is told by whose wallet it is, and a stranger’s by its ends', () => {
  const address = '0x00000000000000000000000000000000000000Aa' as const;
  const bidder = { paddle: '101' as Paddle, address, xUserId: null, handle: '0x0000…00Aa' };
  const opening = anOpening();
  const empty = { opening, bidders: PersistentMap.of<Paddle, Bidder>() };
  const deposit = { kind: 'deposit-credited', at: at(1), sourceId: 'chain-1', address } as const;
  const event = { ...deposit, xUserId: null, amountWei: eth('3') };
  expect(eventLine(empty, { event })).toEqual({
    ...{ lot: null, what: 'deposit', amountEth: '3', who: '0x0000…00Aa' },
  });
  const known = {
    ...empty,
    bidders: empty.bidders.with(bidder.paddle, { ...bidder, handle: 'vault' }),
  };
  expect(eventLine(known, { event }).who).toBe('vault');
});
