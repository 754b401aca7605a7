import { describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../../domain/events.js';
import type { LotId } from '../../domain/ids.js';
import { eth } from '../../testing/builders.js';
import { readKnownWords as read } from './testing/known-words.js';
import { holdEvening, type Evening } from './testing/room.js';

const SEEDS = [1, 8, 15, 22, 29, 36, 43, 50];
const reserves = ['1.8', '3', undefined] as const;
const brief = (seed: number): Evening =>
  holdEvening({ seed, durationMs: 10_000, softCloseMs: 3_000, reserves, read });
const usual = (seed: number): Evening =>
  holdEvening({ seed, durationMs: 40_000, softCloseMs: 8_000, reserves, read });
const EVENINGS = SEEDS.flatMap((seed) => [
  { name: `10 s lots, seed ${seed}`, hold: () => brief(seed) },
  { name: `40 s lots, seed ${seed}`, hold: () => usual(seed) },
]);

type Of<Kind> = Extract<AuctionEvent, { kind: Kind }>;
const eventsOf = <Kind extends AuctionEvent['kind']>(evening: Evening, kind: Kind, lot?: number) =>
  evening.events.filter(
    (event): event is Of<Kind> =>
      event.kind === kind && (lot === undefined || ('lotId' in event && event.lotId === `${lot}`)),
  );
const resultOf = ({ auction }: Evening, lot: number) => auction.results.get(`${lot}` as LotId);
const refusalsOf = (evening: Evening): string[] => [
  ...eventsOf(evening, 'bid-refused').map(({ why }) => why),
  ...eventsOf(evening, 'offer-refused').map(({ why }) => why),
];

describe.each(EVENINGS)('an evening of $name', ({ hold }) => {
  const evening = hold();

  test('places at least five bids that stand on every lot, by all three ways', () => {
    for (const lot of [1, 2, 3]) {
      const accepted = eventsOf(evening, 'bid-accepted', lot);
      expect(accepted.length).toBeGreaterThanOrEqual(5);
      const ways = new Set(accepted.map(({ bid }) => bid.source));
      expect([...ways].sort()).toEqual(['chain', 'chat', 'post']);
    }
  });

  test('moves the close of the first lot late, once or with one answer, and of no other', () => {
    const late = eventsOf(evening, 'bid-accepted', 1).filter(({ extended }) => extended);
    expect([1, 2]).toContain(late.length);
    for (const lot of [2, 3]) {
      expect(eventsOf(evening, 'bid-accepted', lot).some(({ extended }) => extended)).toBe(false);
    }
  });

  test('sells the first well over its reserve, passes the second, sells the third', () => {
    expect(resultOf(evening, 1)?.outcome).toBe('sold');
    expect(resultOf(evening, 1)?.hammerWei).toBeGreaterThan(eth('2'));
    expect(resultOf(evening, 2)?.outcome).toBe('passed');
    expect(resultOf(evening, 3)?.outcome).toBe('sold');
  });

  test('bids badly once or twice a lot, and a slip never stands', () => {
    const { acts, members } = evening;
    const refused = refusalsOf(evening).length;
    expect(refused).toBeGreaterThanOrEqual(3);
    expect(refused).toBeLessThanOrEqual(12);
    const poor = members.find(({ kind }) => kind === 'poor');
    expect(eventsOf(evening, 'bid-accepted').every(({ bid }) => bid.paddle !== '107')).toBe(true);
    expect(poor?.id).toBe('bidder7');
    expect(acts.length).toBeLessThan(100);
  });

  test('lets nobody say the same twice', () => {
    const said = evening.acts.map(({ act }) =>
      act.kind === 'chain'
        ? `${act.who.id} ${act.amountWei} ${act.lotNumber}`
        : `${act.who.id} ${act.text}`,
    );
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('the crowd', () => {
  test('is refused for every reason in the course of some evenings', () => {
    expect([...new Set(SEEDS.map(usual).flatMap(refusalsOf))].sort()).toEqual([
      'ALREADY_HIGH_BIDDER',
      'BELOW_ASK',
      'INSUFFICIENT_DEPOSIT',
      'LATE',
      'NOT_REGISTERED',
      'UNCLEAR',
      'WRONG_CURRENCY',
    ]);
  });

  test('does the same for the same seed', () => {
    const words = ({ acts }: Evening) => acts.map(({ atMs, act }) => [atMs, act.kind, act.who.id]);
    expect(words(brief(4))).toEqual(words(brief(4)));
    expect(words(brief(4))).not.toEqual(words(brief(5)));
  });

  test('bids eleven to eighteen times on a first lot of forty seconds', () => {
    for (const seed of SEEDS) {
      const { length } = eventsOf(usual(seed), 'bid-accepted', 1);
      expect(length).toBeGreaterThanOrEqual(11);
      expect(length).toBeLessThanOrEqual(18);
    }
  });
});
