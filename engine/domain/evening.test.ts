import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  evenings,
  playEvening,
  RESERVES,
  type Evening,
  type Look,
} from '../testing/random-evening.js';
import { accountOf } from './accounts.js';
import type { Auction } from './auction.js';
import type { Address } from './ids.js';
import { isOpen } from './lot/clock.js';
import { LIFE } from './lot/life.js';
import type { Lot } from './lot/lot.js';
import { ceilingWei } from './lot/standing.js';
import { premiumOf } from './money.js';
import { replay } from './replay.js';
import { formatWeiJson, parseWeiJson } from './wei-json.js';
import type { Caused } from '../ports/ledger.js';

/** The steps of the table, as `open --bid-accepted--> open`. */
const STEPS = Object.entries(LIFE).flatMap(([from, turns]) =>
  Object.entries(turns).flatMap(([kind, to]) => to.map((phase) => `${from} --${kind}--> ${phase}`)),
);

/** The step that each event of a lot takes it. */
const noteSteps =
  (seen: Map<string, number>): Look =>
  (auction, event, before) => {
    if (!('lotId' in event)) return;
    const [from, to] = [before, auction].map((each) => each?.lots.get(event.lotId)?.phase);
    const step = `${from} --${event.kind}--> ${to}`;
    seen.set(step, (seen.get(step) ?? 0) + 1);
  };

const binds = (lot: Lot) => isOpen(lot) || lot.phase === 'paused';

/** What each bidder is bound by, counted anew over every lot. */
function counted({ bidders, lots, results, opening }: Auction) {
  return [...bidders.keys()].map((paddle) => {
    let [owedWei, paidWei, leadingWei] = [0n, 0n, 0n];
    for (const lot of lots.values()) {
      const result = results.get(lot.id);
      if (result?.winner === paddle) {
        const wei = result.hammerWei + result.premiumWei;
        owedWei += wei;
        if (result.settlement?.state === 'settled') paidWei += wei;
      }
      if (!binds(lot) || lot.leader?.paddle !== paddle) continue;
      const mostWei = ceilingWei(lot.terms, lot.leader);
      leadingWei += mostWei + premiumOf(mostWei, opening.premiumBps);
    }
    return [paddle, { owedWei, paidWei, leadingWei }];
  });
}

const withDeposits = (evening: Evening): Evening => ({
  ...evening,
  opening: { ...evening.opening, depositRequired: true },
});

describe('whatever happens in an evening', () => {
  test('every lot takes only the steps of its life, and all of them are taken', () => {
    const seen = new Map<string, number>();
    for (const evening of fc.sample(evenings, { seed: 20_261_123, numRuns: 2_000 })) {
      playEvening(evening, noteSteps(seen));
    }
    expect([...seen.keys()].filter((step) => !STEPS.includes(step))).toEqual([]);
    expect(STEPS.filter((step) => !seen.has(step))).toEqual([]);
  }, 60_000);

  test('the book is right by its own rules, and folds to the same auction', () => {
    fc.assert(
      fc.property(evenings, (evening) => {
        const { book, auction } = playEvening(evening);
        const read = book.map((written) => parseWeiJson(formatWeiJson(written)) as Caused);
        const replayed = replay(read, RESERVES);
        expect(replayed.ok ? 'right' : replayed).toBe('right');
        if (!replayed.ok || !auction) return;
        expect([...replayed.auction.lots]).toEqual([...auction.lots]);
        expect([...replayed.auction.results]).toEqual([...auction.results]);
        expect([...replayed.auction.accounts]).toEqual([...auction.accounts]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('nobody is bound by more than he deposited, unless the chain took it back', () => {
    fc.assert(
      fc.property(evenings, (evening) => {
        const short = new Set<Address>();
        playEvening(withDeposits(evening), (auction, event) => {
          if (event.kind === 'deposit-reverted') short.add(event.address);
          for (const { paddle, address } of auction.bidders.values()) {
            if (short.has(address) || event.kind === 'bid-voided') continue;
            const { owedWei, leadingWei } = accountOf(auction, paddle);
            const paidWei = auction.deposits.get(address)?.balanceWei ?? 0n;
            expect(owedWei + leadingWei).toBeLessThanOrEqual(paidWei);
          }
        });
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('accounts are what the lots and their results come to', () => {
    fc.assert(
      fc.property(evenings, (evening) => {
        playEvening(evening, (auction) => {
          const kept = [...auction.bidders.keys()].map((p) => [p, accountOf(auction, p)]);
          expect(kept).toEqual(counted(auction));
        });
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
