import { expect, test } from 'vitest';
import type { BidderSheet } from '../../engine/app/desk/bidder-sheet.js';
import type { DeskAnswer } from '../../engine/app/desk/floor-desk.js';
import type { HistoryRow } from '../../engine/app/desk/history.js';
import type { LotSheet } from '../../engine/app/desk/lot-sheet.js';
import { at } from '../../engine/testing/builders.js';
import { sayAnswer } from './say-answer.js';

const NOW = at(0);

const aSheet = (over: Partial<LotSheet> = {}): LotSheet => ({
  ...{ number: 3, title: 'Night Garden', artist: 'Ada', phase: 'open', onProgram: true },
  ...{ openingEth: '1', priceEth: '1.2', askEth: '1.3', reserve: 'none', extensions: 0 },
  leader: { paddle: '101', name: '@ada' },
  closesAt: new Date(at(42)).toISOString(),
  ...{ remainingMs: null, bidders: 1, result: null, secondChance: null },
  bids: { accepted: 2, refused: 0 },
  ...over,
});

const aBidder: BidderSheet = {
  ...{ paddle: '101', name: '@ada', address: '0x1', xUserId: '1', blocked: true },
  ...{ depositEth: '5', owedEth: '0', limitEth: null, freeEth: '3.123456', won: [] },
  leads: [{ lot: 3, priceEth: '1.2' }],
};

const row = (kind: HistoryRow['kind'], text: string): HistoryRow => ({
  ...{ sequence: 9, at: new Date(NOW).toISOString(), kind, text, bid: null, by: 'olga', why: '' },
});

const anAnswer = (over: Partial<DeskAnswer>): DeskAnswer => ({
  ...{ id: 'r1', events: [], lot: null, bidder: null, order: [1, 2, 3] },
  ...over,
});

test.each<[string, Partial<DeskAnswer>, string]>([
  [
    'a pause, once',
    {
      events: [row('lot-paused', 'paused')],
      lot: aSheet({ phase: 'paused', closesAt: null, remainingMs: 41_001 }),
    },
    'Lot 3: paused. 0:42 left, 1.2 ETH with @ada, asking 1.3 ETH.',
  ],
  [
    'an opening, the clock once',
    {
      events: [row('lot-opened', 'opened, 0:42 left')],
      lot: aSheet({ priceEth: null, leader: null }),
    },
    'Lot 3: opened. Open, 0:42 left, no bid yet, asking 1.3 ETH.',
  ],
  [
    'a withdrawal, and nothing more',
    {
      events: [row('lot-withdrawn', 'withdrawn')],
      lot: aSheet({
        phase: 'withdrawn',
        result: {
          ...{ outcome: 'withdrawn', winner: null, hammerEth: '0', premiumEth: '0' },
          settlement: null,
        },
      }),
    },
    'Lot 3: withdrawn.',
  ],
  [
    'a move that changes nothing',
    { lot: aSheet() },
    'Lot 3: nothing changed. Open, 0:42 left, 1.2 ETH with @ada, asking 1.3 ETH.',
  ],
  [
    'a bidder',
    { events: [row('bidder-blocked', '@ada: blocked')], bidder: aBidder },
    'Paddle 101, @ada: blocked. Blocked, deposit 5 ETH, leads lot 3 at 1.2 ETH, free to bid 3.1234 ETH.',
  ],
  [
    'an order of sale',
    { events: [row('lots-reordered', 'order of sale: 3, 1, 2')] },
    'Order of sale: 3, 1, 2.',
  ],
])('says %s', (_name, answer, line) => {
  expect(sayAnswer(anAnswer(answer), NOW)).toBe(line);
});
