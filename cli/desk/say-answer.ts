import type { DeskAnswer } from '../../engine/app/desk/floor-desk.js';
import { plainText } from '../tui/plain-text.js';
import { sayBidder } from './say-bidder.js';
import { sayLot } from './say-lot.js';

/** What came of a move and how things stand now, on one line. */
export function sayAnswer(answer: DeskAnswer, nowMs: number): string {
  const { lot, bidder, events } = answer;
  const done =
    events.length === 0 ? 'nothing changed' : events.map(({ text }) => plainText(text)).join('; ');
  if (lot) {
    return `Lot ${lot.number}, ${plainText(lot.title)}: ${done}. Now ${sayLot(lot, nowMs)}.`;
  }
  if (bidder) return `Paddle ${bidder.paddle}, ${done}. Now ${sayBidder(bidder)}.`;
  return `${done.charAt(0).toUpperCase()}${done.slice(1)}.`;
}
