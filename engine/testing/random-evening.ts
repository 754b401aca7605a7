import fc from 'fast-check';
import type { Auction, CatalogueEntry } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { SothebaisError } from '../domain/errors.js';
import type { AuctionEvent } from '../domain/events.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { BidId, Instant, LotId, Wei, XUserId } from '../domain/ids.js';
import { causeOf, type Move } from '../domain/moves.js';
import { sourceKey, sourceKeysOf } from '../domain/source-key.js';
import type { Caused } from '../ports/ledger.js';
import { aDesk, address, anEntry, anOffer, anOpening, at, eth, someTerms } from './builders.js';

const USERS = 4;

/** Lots that differ in every rule that the floor knows. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  anEntry(1, { durationMs: 20_000, deliveryGraceMs: 3_000 }),
  anEntry(2, { durationMs: 20_000, proxy: true, selfRaise: 'allow', reserveWei: eth('2') }),
  anEntry(3, {
    durationMs: 20_000,
    clockStarts: 'first-bid',
    reserveRule: 'on-bid',
    reserveWei: eth('1.5'),
    selfRaise: 'allow',
    increment: { kind: 'percent', percent: '5', rounding: 'floor', floorWei: 0n as Wei },
  }),
  anEntry(4, {
    ...someTerms(),
    durationMs: 15_000,
    endInclusive: true,
    increment: { kind: 'trade' },
  }),
];
const LOT_IDS = CATALOGUE.map(({ id }) => id);

/** A move and how much later than the last it comes, in milliseconds; clocks may step back. */
export interface Step {
  readonly afterMs: number;
  readonly make: (at: Instant, n: number, auction: Auction | undefined) => Move;
}

const lotId = fc.constantFrom(...LOT_IDS);
const rarely = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, { arbitrary: some, weight: 1 });
const user = fc.integer({ min: 1, max: USERS });
const amount = fc
  .integer({ min: 5, max: 60 })
  .map((tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`);

const offers = fc
  .record({ user, amount, slowMs: fc.integer({ min: 0, max: 4_000 }), named: rarely(lotId) })
  .map(({ user, amount, slowMs, named }) => (now: Instant, n: number): Move => ({
    kind: 'offer',
    at: now,
    offer: anOffer({
      id: `post-${n}` as BidId,
      xUserId: `${user}` as XUserId,
      amount,
      placedAt: (now - slowMs) as Instant,
      receivedAt: now,
      ...(named ? { lotId: named } : {}),
    }),
  }));
const money = fc.record({ user, amount }).map(
  ({ user, amount }) =>
    (now: Instant, n: number): Move =>
      depositOf(user, amount, now, `deposit-${n}`),
);
/** What the desk might ask of the lot on program; a paused one goes on. */
const desk = fc
  .constantFrom('pause-lot', 'pause-lot', 'extend-lot', 'void-bid', 'void-bid', 'withdraw-lot')
  .map((kind) => (now: Instant, _n: number, auction: Auction | undefined): Move => {
    const lot = auction?.lots.get(auction.currentLotId ?? ('1' as LotId));
    const asked = { lotId: lot?.id ?? ('9' as LotId), at: now, desk: aDesk() };
    if (lot?.phase === 'paused') return { kind: 'resume-lot', ...asked };
    if (kind === 'extend-lot') return { kind, ...asked, byMs: 5_000 };
    if (kind !== 'void-bid') return { kind, ...asked };
    return { kind, ...asked, bidId: lot?.bids.at(-1)?.id ?? ('post-0' as BidId) };
  });
const settles = fc
  .record({ lotId, ok: fc.boolean() })
  .map(({ lotId, ok }) => (now: Instant): Move => ({
    kind: 'record-settlement',
    lotId,
    at: now,
    result: ok
      ? { kind: 'settled', txHash: '0xaa', tokenOwner: address(1) }
      : { kind: 'failed', reason: 'away' },
  }));
const ticks = fc.constant((now: Instant): Move => ({ kind: 'tick', at: now }));

/** Forty moves and more, in any order, as no evening would be. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    afterMs: fc.integer({ min: -500, max: 3_000 }),
    make: fc.oneof(
      { arbitrary: offers, weight: 20 },
      { arbitrary: ticks, weight: 20 },
      { arbitrary: money, weight: 1 },
      { arbitrary: desk, weight: 2 },
      { arbitrary: settles, weight: 1 },
    ),
  }),
  { minLength: 60, maxLength: 200 },
);

/** Plays an evening; what the desk may not have is refused and changes nothing. */
export function play(
  evening: readonly Step[],
  look: (auction: Auction) => void = () => undefined,
  catalogue: readonly CatalogueEntry[] = CATALOGUE,
) {
  const opening = anOpening({ catalogue, depositRequired: true });
  const book: Caused[] = [];
  const heard = new Set<string>();
  let auction: Auction | undefined;
  let now = at(0);
  const take = (move: Move) => {
    if (sourceKeysOf(move).some((key) => heard.has(key))) return;
    for (const event of decideOrRefuse(auction, move)) {
      auction = foldAuction(auction, event);
      book.push({ event, cause: causeOf(move) });
      heard.add(sourceKey(event) ?? '');
    }
    if (auction) look(auction);
  };
  take({ kind: 'open-auction', at: now, opening });
  // One bidder more than wallets: a stranger who bids is refused.
  for (let n = 1; n <= USERS; n += 1) take(claimOf(n, now));
  for (let n = 1; n < USERS; n += 1) take(depositOf(n, '12', now, `first-${n}`));
  evening.forEach(({ afterMs, make }, n) => {
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

const depositOf = (n: number, amount: string, now: Instant, sourceId: string): Move => ({
  kind: 'credit-deposit',
  at: now,
  sourceId,
  address: address(n),
  xUserId: `${n}` as XUserId,
  amountWei: eth(amount),
});

function decideOrRefuse(auction: Auction | undefined, move: Move): AuctionEvent[] {
  try {
    return decide(auction, move);
  } catch (thrown) {
    if (thrown instanceof SothebaisError) return [];
    throw thrown;
  }
}
