import type { Auction, Bidder } from './auction.js';
import { decide } from './decide.js';
import type { AuctionEvent, LotEvent, Offer } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Instant } from './ids.js';
import type { Bid } from './lot/lot.js';
import { formatEth } from './money.js';
import type { Move } from './moves.js';

/** What a book comes to, or where it first says what the rules would not. */
export type Replay =
  | { readonly ok: true; readonly auction: Auction }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/**
 * Replays a book through the rules: each event, or run of events, must be the very one that the
 * rules give for the move behind it. So a forged ruling is found even where every hash is right.
 *
 * What came from outside (who bid what, and when) is taken as the book says; a bid left out whole
 * is found only by what follows from it, and by the hashes.
 */
export function replay(events: readonly AuctionEvent[]): Replay {
  let auction: Auction | undefined;
  let done = 0;
  while (done < events.length) {
    const turn = replayTurn(auction, events, done);
    if (!turn.ok) return turn;
    auction = turn.auction;
    done = auction.sequence;
  }
  return auction ? { ok: true, auction } : { ok: false, sequence: 1, why: 'The book is empty.' };
}

/** Rules again on the move behind the event after `done`, and holds the book against it. */
function replayTurn(
  auction: Auction | undefined,
  events: readonly AuctionEvent[],
  done: number,
): Replay {
  let after = auction;
  let sequence = done + 1;
  try {
    for (const ruling of rulingsBehind(auction, events[done])) {
      const written = events[sequence - 1];
      const why = written ? difference(written, ruling) : `a ${ruling.kind} is missing`;
      if (why) return { ok: false, sequence, why: `By the rules, ${why}.` };
      after = foldAuction(after, ruling);
      sequence += 1;
    }
  } catch (thrown) {
    // A stranger's book may hold anything: what breaks the rules' own laws is a bad event too.
    return { ok: false, sequence, why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  if (after && sequence > done + 1) return { ok: true, auction: after };
  return { ok: false, sequence, why: `The rules give no ${String(events[done]?.kind)} here.` };
}

function rulingsBehind(
  auction: Auction | undefined,
  event: AuctionEvent | undefined,
): readonly AuctionEvent[] {
  const move = event && moveBehind(auction, event);
  return move ? decide(auction, move) : [];
}

/** The move that must have led to an event; undefined for one that no move begins with. */
function moveBehind(auction: Auction | undefined, event: AuctionEvent): Move | undefined {
  switch (event.kind) {
    case 'auction-opened':
      return { kind: 'open-auction', at: event.at, opening: event.opening };
    case 'wallet-claimed':
      return { ...event, kind: 'claim-wallet' };
    case 'deposit-credited':
      return { ...event, kind: 'credit-deposit' };
    case 'offer-refused':
      return { kind: 'offer', at: event.at, offer: event.offer };
    case 'paddle-registered':
      return undefined;
    case 'book-sealed':
      return { kind: 'seal-book', at: event.at };
    case 'lot-settled':
    case 'settlement-failed':
      return settlementBehind(event);
    case 'lot-presented':
    case 'lot-opened':
    case 'fair-warning-given':
    case 'hammer-fell':
    case 'auction-closed':
      return { kind: 'tick', at: event.at };
    case 'bid-accepted':
    case 'bid-refused':
    case 'bid-held':
      return auction && offerBehind(auction, event);
    case 'lot-paused':
    case 'lot-resumed':
    case 'lot-extended':
    case 'lot-withdrawn':
    case 'bid-voided':
      return deskMoveBehind(auction, event);
  }
}

function settlementBehind(
  event: Extract<AuctionEvent, { kind: 'lot-settled' | 'settlement-failed' }>,
): Move {
  const { at, lotId } = event;
  const result =
    event.kind === 'lot-settled'
      ? ({ kind: 'settled', txHash: event.txHash, tokenOwner: event.tokenOwner } as const)
      : ({ kind: 'failed', reason: event.reason } as const);
  return { kind: 'record-settlement', at, lotId, result };
}

type DeskEvent = Extract<
  LotEvent,
  { kind: 'lot-paused' | 'lot-resumed' | 'lot-extended' | 'lot-withdrawn' | 'bid-voided' }
>;

function deskMoveBehind(auction: Auction | undefined, event: DeskEvent): Move {
  const { at, lotId } = event;
  switch (event.kind) {
    case 'lot-paused':
      return { kind: 'pause-lot', lotId, at };
    case 'lot-resumed':
      return { kind: 'resume-lot', lotId, at };
    case 'lot-extended': {
      const closedAt = auction?.lots.get(lotId)?.closesAt ?? 0;
      return { kind: 'extend-lot', lotId, at, byMs: event.closesAt - closedAt };
    }
    case 'lot-withdrawn':
      return { kind: 'withdraw-lot', lotId, at };
    case 'bid-voided':
      return { kind: 'void-bid', lotId, at, bidId: event.bidId };
  }
}

function offerBehind(
  auction: Auction,
  { at, bid }: { readonly at: Instant; readonly bid: Bid },
): Move | undefined {
  // A bid that was held is ruled on when its lot closes.
  const lot = auction.lots.get(bid.lotId);
  if (lot?.held.some(({ id }) => id === bid.id)) return { kind: 'tick', at };
  const bidder = auction.bidders.get(bid.paddle);
  if (!bidder) return undefined;
  const offer: Offer = {
    id: bid.id,
    source: bid.source,
    amount: formatEth(bid.amountWei),
    currency: auction.opening.currency,
    lotId: bid.lotId,
    ...whoIs(bidder),
    placedAt: bid.placedAt,
    receivedAt: bid.receivedAt,
  };
  return { kind: 'offer', at, offer };
}

const whoIs = ({ xUserId, address }: Bidder) => (xUserId === null ? { address } : { xUserId });

/** Where two values first differ, in words; undefined where they are the same throughout. */
function difference(found: unknown, expected: unknown, key = 'event'): string | undefined {
  if (Object.is(found, expected)) return undefined;
  if (!isRecord(found) || !isRecord(expected)) {
    return `${key} is ${display(expected)}, not ${display(found)}`;
  }
  for (const name of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    const why = difference(found[name], expected[name], name);
    if (why) return why;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function display(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 80)}"`;
  return isRecord(value) ? 'another value' : String(value);
}
