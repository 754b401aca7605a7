import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Auction } from '../domain/auction.js';
import type { Wei } from '../domain/ids.js';
import { formatEth } from '../domain/money.js';
import type { ShowState } from '../domain/show.js';
import { anEntry, eth } from '../testing/builders.js';
import { CATALOGUE, play, steps } from '../testing/random-evening.js';
import { openTranscript, type Transcript } from '../testing/transcript.js';
import { createShow, type Show } from './run-show.js';

let evening: Transcript;
let published: ShowState[];
let show: Show;

beforeEach(async () => {
  published = [];
  show = aShow((state) => published.push(state));
  evening = await openTranscript({ seated: ['ada', 'bob'] });
});

const aShow = (publish: (state: ShowState) => void): Show =>
  createShow({
    hostName: 'Aurelia',
    howToBid: { text: 'Reply with an amount', example: 'bid 1.5 ETH' },
    publish,
  });

function update(): ShowState | undefined {
  const auction = evening.floor().auction();
  if (auction) show.update(auction);
  return show.state();
}

describe('the show', () => {
  test('publishes nothing before the auction opens', () => {
    show.watching(7);
    show.say({ text: 'Hello.', sinceMs: 0, untilMs: 1 });
    expect([show.state(), published]).toEqual([undefined, []]);
    expect(update()).toMatchObject({ live: { watching: 7 }, host: { line: { text: 'Hello.' } } });
  });

  test('follows the book from standby to the credits', async () => {
    const scenes: unknown[] = [];
    for (const script of ['1 ticks', '10 ticks', '15 ticks', '67 ticks', '75 ticks', '300 ticks']) {
      await evening.play(script);
      scenes.push(update()?.scene);
    }
    expect(scenes).toEqual(['standby', 'catalogue', 'lot', 'fair-warning', 'passed', 'credits']);
  });

  test('shows who leads, newest bid first, by the name he is known by', async () => {
    await evening.play('15 ticks\n16 @ada bid 1 ETH\n17 @bob bid 1.1 ETH\n18 @eve bid 9 ETH');
    const lot = update()?.lot;
    expect(lot).toMatchObject({
      ...{ priceEth: '1.1', askEth: '1.2', bidCount: 2, bidderCount: 2 },
      highBidder: { name: '@bob', paddle: '102' },
    });
    expect(lot?.bids.map(({ name, amountEth }) => `${name} ${amountEth}`)).toEqual([
      '@bob 1.1',
      '@ada 1',
    ]);
  });

  test('takes a line off the screen once it is true no more', async () => {
    await evening.play('15 ticks\n16 @ada bid 1 ETH');
    update();
    show.say({ text: '@ada leads at 1 ETH.', sinceMs: 0, untilMs: 1 });
    expect(show.state()?.host.line?.text).toBe('@ada leads at 1 ETH.');
    await evening.play('17 @bob bid 1.1 ETH');
    expect(update()?.host.line).toBeUndefined();
    expect(published.at(-1)?.host.line).toBeUndefined();
  });

  test('numbers what it publishes without a gap, and skips what changes nothing', async () => {
    update();
    show.watching(3);
    show.watching(3);
    show.say({ text: 'Hello.', sinceMs: 0, untilMs: 1 });
    expect(published.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(show.state()).toBe(published.at(-1));
  });
});

describe('the reserve', () => {
  /** Amounts that nobody bids and nothing else comes to. */
  const secret = eth('2.718281828459045235');
  // A house that refuses bids below the reserve asks for it in the open: only the other kind is secret.
  const catalogue = CATALOGUE.map((entry) => ({
    ...entry,
    terms: { ...entry.terms, reserveWei: secret, reserveRule: 'at-hammer' as const },
  }));

  /** Whether the reserve has become a price: a proxy bids up to it, in the open. */
  const isPublic = ({ lots }: Auction): boolean =>
    [...lots.values()].some(
      ({ bids, priceWei }) =>
        priceWei === secret || bids.slice().some((bid) => bid.priceWei === secret),
    );

  const leaks = (state: ShowState, wei: Wei): boolean => {
    const text = JSON.stringify(state);
    return text.includes(formatEth(wei)) || text.includes(String(wei));
  };

  test('is in no state that viewers get, whatever happens', () => {
    let looked = 0;
    const publish = (auction: Auction) => {
      const show = aShow(() => undefined);
      show.update(auction);
      const state = show.state();
      if (!state || isPublic(auction)) return;
      looked += 1;
      expect(leaks(state, secret)).toBe(false);
    };
    fc.assert(
      fc.property(steps, (evening) => void play(evening, publish, catalogue)),
      { numRuns: 40, endOnFailure: true },
    );
    expect(looked).toBeGreaterThan(1_000);
  });

  test('is told as met or not, and not at all where there is none', async () => {
    const opening = { catalogue: [anEntry(1, { reserveWei: eth('1.1') })] };
    evening = await openTranscript({ seated: ['ada', 'bob'], opening });
    await evening.play('15 ticks\n16 @ada bid 1 ETH');
    expect(update()?.lot?.reserveMet).toBe(false);
    await evening.play('17 @bob bid 1.1 ETH');
    expect(update()?.lot?.reserveMet).toBe(true);
    evening = await openTranscript({ seated: ['ada'] });
    await evening.play('15 ticks\n16 @ada bid 1 ETH');
    expect(update()?.lot).not.toHaveProperty('reserveMet');
  });
});
