import type { DeskAnswer } from '../../engine/app/desk/floor-desk.js';
import type { HistoryRow } from '../../engine/app/desk/history.js';
import { plainText } from '../tui/plain-text.js';
import { sayBidder } from './say-bidder.js';
import { sayLot } from './say-lot.js';

/** What came of a move and how things stand now, on one line. */
export function sayAnswer({ lot, bidder, events }: DeskAnswer, nowMs: number): string {
  const done = events.length === 0 ? 'nothing changed' : events.map(said).join('; ');
  if (lot) {
    const standing = sayLot(lot, nowMs);
    if (standing === done) return `Lot ${lot.number}: ${done}.`;
    return `Lot ${lot.number}: ${done}. ${capital(withoutEcho(standing, done))}.`;
  }
  if (bidder) return `Paddle ${bidder.paddle}, ${done}. ${capital(sayBidder(bidder))}.`;
  return `${capital(done)}.`;
}

/** Where the clock is told right after. */
const SHORT: Readonly<Partial<Record<HistoryRow['kind'], string>>> = {
  'lot-opened': 'opened',
  'lot-resumed': 'resumed',
  'lot-extended': 'clock extended',
};

const said = ({ kind, text }: HistoryRow): string => SHORT[kind] ?? plainText(text);

/** How the lot stands, without the word that was just said. */
const withoutEcho = (standing: string, done: string): string =>
  standing.startsWith(`${done}, `) ? standing.slice(done.length + 2) : standing;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
