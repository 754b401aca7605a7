import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { address, anOffer, eth } from '../testing/builders.js';
import { play, steps, type Step } from '../testing/random-evening.js';
import type { Caused } from '../ports/ledger.js';
import type { AuctionEvent } from './events.js';
import type { BidId, Paddle, Wei, XUserId } from './ids.js';
import { replay } from './replay.js';
import { formatWeiJson, parseWeiJson } from './wei-json.js';

/** A short evening in which everything is sold as it should be. */
function plain(): Caused[] {
  const bid = (n: number, seconds: number, text: string): Step => ({
    afterMs: seconds * 1000,
    make: (now, i) => ({
      kind: 'offer',
      at: now,
      offer: anOffer({
        id: `post-${i}` as BidId,
        xUserId: `${n}` as XUserId,
        amount: text,
        placedAt: now,
      }),
    }),
  });
  const tick = (seconds: number): Step => ({
    afterMs: seconds * 1000,
    make: (now) => ({ kind: 'tick', at: now }),
  });
  const pay = (n: number): Step => ({
    afterMs: 0,
    make: (now, i) => ({
      kind: 'credit-deposit',
      at: now,
      sourceId: `deposit-${i}`,
      address: address(n),
      xUserId: `${n}` as XUserId,
      amountWei: eth('10'),
    }),
  });
  const setUp = [pay(1), pay(2), tick(10), tick(5)];
  const bids = [bid(1, 2, '1'), bid(2, 1, '0.5'), bid(2, 1, '1.1'), bid(1, 10, '1.3')];
  return play([...setUp, ...bids, tick(12), tick(8), tick(6)]).book;
}

describe('replay', () => {
  test('finds every evening that the rules played to be right, also out of JSON', () => {
    fc.assert(
      fc.property(steps, (evening) => {
        const { book, auction } = play(evening);
        const read = book.map((written) => parseWeiJson(formatWeiJson(written)) as Caused);
        const replayed = replay(read);
        expect(replayed).toMatchObject({ ok: true });
        if (!replayed.ok || !auction) return;
        expect(replayed.auction.sequence).toBe(book.length);
        expect([...replayed.auction.results]).toEqual([...auction.results]);
        expect([...replayed.auction.lots]).toEqual([...auction.lots]);
      }),
      { numRuns: 150 },
    );
  });

  test('finds a change of any field that the rules derive', () => {
    const derived =
      /^(priceWei|askWei|leader|closesAt|extended|why|winner|hammerWei|premiumWei|outcome|closedAt|remainingMs|paddle|kind|lotId)$/;
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (evening, eventSeed, fieldSeed) => {
        const { book } = play(evening);
        const index = eventSeed % book.length;
        const event = book[index]?.event;
        // What the desk asked for is no ruling: how far, of which bid.
        if (!event || /^(lot-extended|bid-voided|offer-refused|bidder-\w+)$/.test(event.kind))
          return;
        const fields = Object.keys(event).filter((key) => derived.test(key));
        const field = fields[fieldSeed % fields.length];
        if (field === undefined) return;
        const { cause = '' } = book[index] ?? {};
        const forged = book.with(index, { cause, event: tampered(event, field) });
        const found = replay(forged);
        expect(found.ok).toBe(false);
        if (!found.ok) expect(found.sequence).toBeLessThanOrEqual(index + 1);
      }),
      { numRuns: 300 },
    );
  });

  test('is right of a plain evening', () => {
    const book = plain();
    expect(replay(book)).toMatchObject({ ok: true });
    expect(book.map(({ event }) => event.kind).slice(-10)).toEqual([
      ...['bid-accepted', 'bid-refused', 'bid-accepted', 'bid-accepted'],
      ...['fair-warning-given', 'fair-warning-given', 'lot-closing'],
      ...['hammer-fell', 'settlement-begun', 'lot-previewed'],
    ]);
  });

  test.each<[string, (book: Caused[]) => Caused[]]>([
    ['left out', (book) => book.filter(({ event }) => event.kind !== 'fair-warning-given')],
    [
      'said twice',
      (book) => {
        const index = book.findIndex(({ event }) => event.kind === 'hammer-fell');
        return book.toSpliced(index, 0, ...book.slice(index, index + 1));
      },
    ],
    ['out of order', (book) => [...book.slice(0, -2), ...book.slice(-2).reverse()]],
    ['before the opening', (book) => book.slice(1)],
    [
      'a bid left out that others were ruled by',
      (book) =>
        book.filter(({ event }) => !(event.kind === 'bid-accepted' && event.leader === '102')),
    ],
    [
      'a bid of a paddle there is not',
      (book) =>
        changed(book, (event) =>
          event.kind === 'bid-refused'
            ? { ...event, bid: { ...event.bid, paddle: '9' as Paddle } }
            : event,
        ),
    ],
    [
      'an accepted bid of another amount',
      (book) =>
        changed(book, (event) =>
          event.kind === 'bid-accepted'
            ? { ...event, bid: { ...event.bid, amountWei: (event.bid.amountWei + 1n) as Wei } }
            : event,
        ),
    ],
    [
      'a refusal of a bid that had to be taken',
      (book) =>
        changed(book, (event): AuctionEvent =>
          event.kind === 'bid-accepted' && event.leader === '102'
            ? {
                kind: 'bid-refused',
                lotId: event.lotId,
                at: event.at,
                bid: event.bid,
                why: 'LATE',
                askWei: event.askWei,
              }
            : event,
        ),
    ],
  ])('finds an event that is %s', (_name, forge) => {
    expect(replay(forge(plain()))).toMatchObject({ ok: false });
  });

  test('says where, and what the rules say instead', () => {
    const book = plain();
    const index = book.findIndex(({ event }) => event.kind === 'hammer-fell');
    const hammer = book[index]?.event;
    if (hammer?.kind !== 'hammer-fell') throw new Error('no hammer');
    const forged = book.with(index, {
      cause: 'clock',
      event: { ...hammer, winner: '102' as Paddle },
    });
    expect(replay(forged)).toEqual({
      ok: false,
      sequence: index + 1,
      why: 'by the rules, winner is "101", not "102"',
    });
  });

  test('takes a book that is no book for a bad one', () => {
    const nonsense = [{ kind: 'auction-opened', at: 0, opening: {} }, { kind: 'x' }, {}];
    for (const event of nonsense) {
      expect(replay([{ cause: '', event: event as unknown as AuctionEvent }])).toMatchObject({
        ok: false,
        sequence: 1,
      });
    }
    expect(replay([])).toEqual({ ok: false, sequence: 1, why: 'the book is empty' });
  });
});

const changed = (book: readonly Caused[], change: (event: AuctionEvent) => AuctionEvent) =>
  book.map(({ event, cause }) => ({ cause, event: change(event) }));

function tampered(event: AuctionEvent, field: string): AuctionEvent {
  const value: unknown = Object.entries(event).find(([key]) => key === field)?.[1];
  return { ...event, [field]: otherThan(value) };
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'bigint') return value + 1n;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === '102' ? '101' : '102';
}
