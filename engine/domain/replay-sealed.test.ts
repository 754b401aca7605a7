import { describe, expect, test } from 'vitest';
import { anEntry, anOffer, eth } from '../testing/builders.js';
import { playEvening, type Step } from '../testing/random-evening.js';
import { sealEvening, sealOf } from '../testing/sealed-evening.js';
import type { Caused } from '../ports/ledger.js';
import type { BidId, LotId, Wei, XUserId } from './ids.js';
import type { Terms } from './lot/terms.js';
import { Replayer, replay } from './replay.js';

const bid = (n: number, amount: string): Step => ({
  afterMs: 100,
  make: (now, i) => {
    const [id, xUserId] = [`post-${i}` as BidId, `${n}` as XUserId];
    const offer = anOffer({ id, xUserId, amount, max: '3', placedAt: now, receivedAt: now });
    return { kind: 'offer', at: now, offer };
  },
});
const tick = (seconds: number): Step => ({
  afterMs: seconds * 1000,
  make: (now) => ({ kind: 'tick', at: now }),
});

/** One lot with a sealed reserve, and bids on it while it is open. */
function book(terms: Partial<Terms>, bids: readonly Step[]): Caused[] {
  const catalogue = [anEntry(1, { durationMs: 20_000, ...terms })];
  const steps = [tick(10), tick(5), ...bids];
  return playEvening(sealEvening({ steps, opening: { catalogue, depositRequired: false } })).book;
}

const why = ({ event }: Caused) => (event.kind === 'bid-refused' ? event.why : event.kind);
const sealedStill = (written: readonly Caused[]) => replay(written, new Map(), sealOf);

describe('replaying a book whose reserves are sealed still', () => {
  test('takes a refusal below the reserve to say no more than that', () => {
    const terms: Partial<Terms> = { reserveRule: 'on-bid', reserveWei: eth('1') };
    const bids = [bid(1, '3'), bid(2, '0.5'), bid(2, '2'), bid(2, '0.9'), bid(2, '1')];
    const written = book(terms, bids);
    expect(written.slice(-5).map(why)).toEqual([
      ...['bid-accepted', 'BELOW_RESERVE', 'BELOW_ASK', 'BELOW_RESERVE', 'BELOW_ASK'],
    ]);
    expect(sealedStill(written)).toMatchObject({ ok: true });
  });

  test('finds a refusal that no reserve explains once another has told', () => {
    const terms: Partial<Terms> = { reserveRule: 'on-bid', reserveWei: eth('1') };
    const written = book(terms, [bid(1, '3'), bid(2, '0.9'), bid(2, '0.5')]);
    const last = written.at(-1);
    if (last?.event.kind !== 'bid-refused') throw new Error('the last bid is refused');
    const forged = written.with(-1, { ...last, event: { ...last.event, why: 'BELOW_ASK' } });
    expect(sealedStill(written)).toMatchObject({ ok: true });
    expect(sealedStill(forged)).toMatchObject({ ok: false, sequence: written.length });
  });

  test.each<[string, Partial<Terms>]>([
    ['an ask', { reserveRule: 'on-bid', reserveWei: eth('1.5') }],
    ['a price', { proxy: true, reserveWei: eth('1.5') }],
  ])('holds the rulings to a reserve that %s has shown', (_name, terms) => {
    const bids = [bid(1, '1.2'), bid(1, '1.5'), bid(2, '1.6'), bid(1, '1.8'), bid(2, '1.1')];
    const written = book(terms, bids);
    expect(sealedStill(written)).toMatchObject({ ok: true });
    const last = written.at(-1);
    if (last?.event.kind !== 'bid-refused') throw new Error('the last bid is refused');
    for (const askWei of [last.event.askWei + 1n, last.event.askWei - 1n]) {
      const forged = written.with(-1, { ...last, event: { ...last.event, askWei: askWei as Wei } });
      expect(sealedStill(forged)).toMatchObject({ ok: false, sequence: written.length });
    }
  });

  test('believes no ask for a reserve above what was taken', () => {
    const written = book({ reserveRule: 'on-bid', reserveWei: eth('1.5') }, [
      ...[bid(1, '1.5'), bid(2, '1.1')],
    ]);
    const last = written.at(-1);
    if (last?.event.kind !== 'bid-refused') throw new Error('the last bid is refused');
    expect(sealedStill(written)).toMatchObject({ ok: true });
    const forged = written.with(-1, { ...last, event: { ...last.event, askWei: eth('1.7') } });
    expect(sealedStill(forged)).toMatchObject({ ok: false, sequence: written.length });
  });

  test('wants the reserve opened where a lot has ended', () => {
    const written = book({ reserveWei: eth('2') }, [bid(1, '1'), tick(12), tick(9)]);
    const index = written.findIndex(({ event }) => event.kind === 'reserve-opened');
    expect(written[index - 1]?.event).toMatchObject({ kind: 'hammer-fell', outcome: 'passed' });
    expect(sealedStill(written)).toMatchObject({ ok: true });
    expect(sealedStill(written.slice(0, index))).toEqual({
      ok: false,
      sequence: index + 1,
      why: 'by the rules, a reserve-opened is missing',
    });
  });

  test('tells which lots those are', () => {
    const replayer = new Replayer(new Map(), sealOf);
    const written = book({ reserveWei: eth('2') }, [bid(1, '1'), tick(12), tick(9)]);
    const seen = written.map((one) => {
      expect(replayer.take(one)).toBeUndefined();
      return replayer.sealedLots;
    });
    expect(seen[0]).toEqual(['1' as LotId]);
    expect(seen.at(-1)).toEqual([]);
  });
});
