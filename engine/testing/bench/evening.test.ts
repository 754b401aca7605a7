import { describe, expect, test } from 'vitest';
import { hearPost, type HearingContext } from '../../app/hear-post.js';
import { replay } from '../../domain/replay.js';
import { createFakeBook } from '../fake-ledger.js';
import { bigEvening, writeBigBook } from './big-book.js';
import { eveningOpening, playEvening } from './evening.js';
import { postOf } from './turns.js';

const SMALL = { events: 600, lots: 3, bidders: 5, seed: 7 };

describe('a made-up evening', () => {
  test('is about half refusals, of every kind that people bring about', () => {
    const kinds = new Map<string, number>();
    const options = { bids: 2_000, lots: 1, bidders: 20, seed: 1 };
    for (const { move, events } of playEvening(options)) {
      if (move.kind !== 'offer') continue;
      expect(events).toHaveLength(1);
      for (const event of events) {
        const name = 'why' in event ? event.why : event.kind;
        kinds.set(name, (kinds.get(name) ?? 0) + 1);
      }
    }
    expect([...kinds.keys()].toSorted()).toEqual([
      'ALREADY_HIGH_BIDDER',
      'BELOW_ASK',
      'INSUFFICIENT_DEPOSIT',
      'NOT_REGISTERED',
      'UNCLEAR',
      'WRONG_CURRENCY',
      'bid-accepted',
    ]);
    expect(kinds.get('bid-accepted')).toBeGreaterThan(900);
    expect(kinds.get('bid-accepted')).toBeLessThan(1_100);
  });

  test('has every lot open at once where it is asked to', () => {
    const open = [...playEvening({ bids: 100, lots: 10, bidders: 5, seed: 1, atOnce: true })]
      .filter(({ move }) => move.kind === 'offer')
      .map(({ auction }) => auction.activeLotIds.length);
    expect(open).toEqual(Array.from({ length: 100 }, () => 10));
  });

  test('comes by posts that the house reads as the very offers', () => {
    const room: HearingContext = {
      ...{ hostHandle: 'aurelia', lotCurrency: 'ETH', lotIsOpen: true, catalogue: [] },
      checksum: (wallet) => wallet,
    };
    for (const { move } of playEvening({ bids: 300, lots: 1, bidders: 20, seed: 3 })) {
      if (move.kind !== 'offer') continue;
      const post = postOf(move.offer);
      if (!post) continue;
      const heard = hearPost(post, room);
      const { handle } = post;
      expect(heard).toEqual({ kind: 'move', move: { ...move, offer: { ...move.offer, handle } } });
    }
  });
});

describe('a big book', () => {
  test('is of the size asked for, sealed, and true to the rules', async () => {
    const { ledger } = createFakeBook();
    await writeBigBook(ledger, SMALL);
    const { id } = eveningOpening(bigEvening(SMALL));
    const entries = await ledger.read(id);
    expect(entries.length).toBeGreaterThan(590);
    expect(entries.length).toBeLessThanOrEqual(600);
    expect(entries.at(-1)?.event.kind).toBe('book-sealed');
    expect(await ledger.heardCount(id)).toBeGreaterThan(500);
    expect(replay(entries)).toMatchObject({ ok: true });
  });
});
