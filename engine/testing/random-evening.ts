import fc from 'fast-check';
import type { Auction, AuctionOpening, CatalogueEntry, Reserves } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { SothebaisError } from '../domain/errors.js';
import type { AuctionEvent } from '../domain/events.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { Instant, LotId, Wei, XUserId } from '../domain/ids.js';
import { PRESETS } from '../domain/lot/presets.js';
import type { Terms } from '../domain/lot/terms.js';
import { causeOf, type Move } from '../domain/moves.js';
import { sourceKey, sourceKeysOf } from '../domain/source-key.js';
import type { Caused } from '../ports/ledger.js';
import { address, anEntry, anOpening, at, eth, hardTerms, PACE } from './builders.js';
import {
  afterSales,
  deskOnLots,
  deskOnRoom,
  floods,
  money,
  offers,
  ticks,
  USERS,
  type Make,
} from './random-moves.js';

const shortly = { durationMs: 20_000 };
const hard = (number: number, over: Partial<Terms>): CatalogueEntry => ({
  ...anEntry(number),
  terms: hardTerms({ ...shortly, ...over }),
});

/** Lots that differ in every rule that the floor knows. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  anEntry(1, { ...shortly, deliveryGraceMs: 3_000, absentee: true, buyNowWei: eth('3') }),
  anEntry(2, { ...shortly, proxy: true, selfRaise: 'allow', reserveWei: eth('2') }),
  anEntry(3, {
    ...shortly,
    clockStarts: 'first-bid',
    reserveRule: 'on-bid',
    reserveWei: eth('1.5'),
    selfRaise: 'allow',
    increment: { kind: 'percent', percent: '5', rounding: 'floor', floorWei: 0n as Wei },
    withdrawal: 'before-first-bid',
  }),
  anEntry(4, {
    ...{ durationMs: 15_000, endInclusive: true, increment: { kind: 'trade' } },
    softClose: { windowMs: 6_000, extendToMs: 6_000, from: 'close', maxExtensions: 3 },
  }),
  hard(5, { buyNowWei: eth('2'), absentee: true, clockStarts: 'first-bid' }),
  hard(6, {
    ...{ proxy: true, absentee: true, deliveryGraceMs: 4_000, endInclusive: true },
    ...{ increment: PRESETS.ebay.increment, buyNowWei: eth('4') },
  }),
  hard(7, { ...PRESETS.nouns, ...shortly }),
  anEntry(8, {
    ...{ ...shortly, selfRaise: 'allow', absentee: true, deliveryGraceMs: 1_000 },
    softClose: { windowMs: 5_000, extendToMs: 5_000, from: 'now' },
  }),
];

/** What the seals of some lots hide. */
export const RESERVES: Reserves = new Map(
  (['1', '4', '8'] as LotId[]).map((id) => [id, { reserveWei: eth('1.8'), salt: `salt ${id}` }]),
);

/** A move and how much later than the last it comes, in milliseconds; clocks may step back. */
export interface Step {
  readonly afterMs: number;
  readonly make: Make;
}

/** Sixty moves and more, in any order, as no evening would be. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    afterMs: fc.integer({ min: -500, max: 3_000 }),
    make: fc.oneof(
      { arbitrary: offers, weight: 24 },
      { arbitrary: ticks, weight: 20 },
      { arbitrary: money, weight: 1 },
      { arbitrary: deskOnLots, weight: 5 },
      { arbitrary: deskOnRoom, weight: 3 },
      { arbitrary: afterSales, weight: 3 },
      { arbitrary: floods, weight: 1 },
    ),
  }),
  { minLength: 60, maxLength: 200 },
);

/** An evening under conditions of its own. */
export interface Evening {
  readonly steps: readonly Step[];
  readonly opening: Partial<AuctionOpening>;
  readonly reserves?: Reserves;
}

/** Evenings of every pace, by any rulebook, with and without limits, the lots in any order. */
export const evenings: fc.Arbitrary<Evening> = fc
  .record({
    steps,
    rulebook: fc.constantFrom(1, 2, 3, 3, 3),
    fairWarningMs: fc.constantFrom(0, 4_000, 9_000),
    limitWei: fc.constantFrom(undefined, undefined, eth('5')),
    catalogue: fc.shuffledSubarray([...CATALOGUE], { minLength: 3 }),
    depositRequired: fc.boolean(),
  })
  .map(({ steps, rulebook, fairWarningMs, limitWei, catalogue, depositRequired }) => ({
    ...{ steps, reserves: RESERVES },
    opening: {
      ...{ rulebook, catalogue, depositRequired },
      pace: {
        ...PACE,
        ...{ standbyMs: 3_000, presentMs: 3_000, fairWarningMs, resultMs: 3_000 },
        secondChanceMs: 9_000,
      },
      ...(limitWei === undefined ? {} : { outstandingLimitWei: limitWei }),
    },
  }));

/** What is looked at after every event. */
export type Look = (auction: Auction, event: AuctionEvent, before: Auction | undefined) => void;

/** Plays moves on the lots given; what the desk may not have is refused and changes nothing. */
export const play = (
  steps: readonly Step[],
  look?: Look,
  catalogue: readonly CatalogueEntry[] = CATALOGUE,
) => playEvening({ steps, opening: { catalogue, depositRequired: true } }, look);

/** Plays an evening, and gives its book and how the auction stands at the end. */
export function playEvening(
  { steps, opening: over, reserves = new Map() }: Evening,
  look: Look = () => undefined,
) {
  const book: Caused[] = [];
  const heard = new Set<string>();
  let auction: Auction | undefined;
  let now = at(0);
  const take = (move: Move) => {
    if (sourceKeysOf(move).some((key) => heard.has(key))) return;
    for (const event of decideOrRefuse(auction, move)) {
      const before = auction;
      auction = foldAuction(before, event, reserves);
      book.push({ event, cause: causeOf(move) });
      heard.add(sourceKey(event) ?? '');
      look(auction, event, before);
    }
  };
  take({ kind: 'open-auction', at: now, opening: anOpening(over) });
  for (let n = 1; n <= USERS; n += 1) take(claimOf(n, now));
  for (let n = 1; n < USERS; n += 1) take(depositOf(n, now));
  steps.forEach(({ afterMs, make }, n) => {
    now = (now + afterMs) as Instant;
    take(make(now, n, auction));
  });
  return { book, auction };
}

const claimOf = (n: number, now: Instant): Move => ({
  kind: 'claim-wallet',
  at: now,
  sourceId: `claim-${n}`,
  xUserId: `${n}` as XUserId,
  handle: `bidder${n}`,
  address: address(n),
});

const depositOf = (n: number, now: Instant): Move => ({
  kind: 'credit-deposit',
  at: now,
  sourceId: `first-${n}`,
  address: address(n),
  xUserId: `${n}` as XUserId,
  amountWei: eth('12'),
});

function decideOrRefuse(auction: Auction | undefined, move: Move): AuctionEvent[] {
  try {
    return decide(auction, move);
  } catch (thrown) {
    if (thrown instanceof SothebaisError) return [];
    throw thrown;
  }
}
