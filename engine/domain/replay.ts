import type { Auction, Reserves } from './auction.js';
import { decide } from './decide.js';
import type { AuctionEvent, Desk, Offer } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Instant, LotId } from './ids.js';
import type { Bid } from './lot/lot.js';
import { formatEth } from './money.js';
import { causeOf, type Move } from './moves.js';
import { sourceKey } from './source-key.js';

/** What a book comes to, or where it first says what the rules would not. */
export type Replay =
  | { readonly ok: true; readonly auction: Auction }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/** An event of a book, and what it says was behind it. */
export interface Written {
  readonly event: AuctionEvent;
  readonly cause: string;
}

/**
 * Replays a book through the rules: each event, or run of events, must be the very one that the
 * rules give for the move behind it. So a forged ruling is found even where every hash is right.
 *
 * What came from outside (who bid what, and when) is taken as the book says; a bid left out whole
 * is found only by what follows from it, and by the hashes.
 *
 * @param reserves - what the seals hide, as far as it is known
 */
export function replay(book: Iterable<Written>, reserves: Reserves = new Map()): Replay {
  const replayer = new Replayer(reserves);
  for (const written of book) {
    const fault = replayer.take(written);
    if (fault) return fault;
  }
  return replayer.end();
}

type Fault = Extract<Replay, { readonly ok: false }>;

/** A replay that is fed one event at a time, for books that are longer than memory is wide. */
export class Replayer {
  readonly #reserves: Reserves;
  readonly #ruledOn = new Set<string>();
  #auction: Auction | undefined;
  #expected: readonly AuctionEvent[] = [];
  #cause = '';
  #sequence = 0;

  constructor(reserves: Reserves) {
    this.#reserves = reserves;
  }

  /** Holds the next event against the rules; tells what is wrong with it, if anything. */
  take(written: Written): Fault | undefined {
    this.#sequence += 1;
    try {
      const why = this.#judge(written);
      if (why !== undefined) return this.#fault(`By the rules, ${why}.`);
      this.#auction = foldAuction(this.#auction, written.event, this.#reserves);
      return undefined;
    } catch (thrown) {
      // A stranger's book may hold anything: what breaks the rules' own laws is a bad event too.
      return this.#fault(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** What the book came to, once every event was taken. */
  end(): Replay {
    this.#sequence += 1;
    const [missing] = this.#expected;
    if (missing) return this.#fault(`By the rules, a ${missing.kind} is missing.`);
    return this.#auction ? { ok: true, auction: this.#auction } : this.#fault('The book is empty.');
  }

  #judge({ event, cause }: Written): string | undefined {
    if (this.#expected.length === 0) {
      const move = moveBehind(this.#auction, event);
      this.#expected = move ? decide(this.#auction, move) : [];
      this.#cause = move ? causeOf(move) : '';
      if (this.#expected.length === 0) return `there is no ${event.kind} here`;
    }
    const [expected, ...rest] = this.#expected;
    this.#expected = rest;
    if (cause !== this.#cause) return `the cause is "${this.#cause}", not "${cause.slice(0, 80)}"`;
    const key = sourceKey(event);
    if (key !== undefined && this.#ruledOn.has(key)) return `"${key}" was ruled on before`;
    if (key !== undefined) this.#ruledOn.add(key);
    return difference(event, expected);
  }

  #fault(why: string): Fault {
    return { ok: false, sequence: this.#sequence, why };
  }
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
    case 'deposit-reverted':
      return { ...event, kind: 'revert-deposit' };
    case 'flood-counted':
      return { ...event, kind: 'count-flood' };
    case 'offer-refused':
      return { kind: 'offer', at: event.at, offer: event.offer };
    case 'book-sealed':
      return { kind: 'seal-book', at: event.at };
    case 'lot-settled':
    case 'settlement-failed':
      return settlementBehind(event);
    case 'lot-previewed':
    case 'fair-warning-given':
    case 'hammer-fell':
    case 'auction-closed':
      return { kind: 'tick', at: event.at };
    case 'bid-accepted':
    case 'bid-refused':
    case 'bid-held':
    case 'absentee-left':
      return auction && offerBehind(auction, event);
    case 'paddle-registered':
    case 'reserve-opened':
    case 'settlement-begun':
    case 'second-chance-offered':
      return undefined;
    case 'second-chance-taken':
    case 'second-chance-declined':
      return answerBehind(auction, event);
    default:
      return event.desk
        ? deskMoveBehind(auction, event, event.desk)
        : { kind: 'tick', at: event.at };
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

function answerBehind(
  auction: Auction | undefined,
  event: Extract<AuctionEvent, { kind: 'second-chance-taken' | 'second-chance-declined' }>,
): Move | undefined {
  const { at, lotId, desk, sourceId } = event;
  const answer = event.kind === 'second-chance-taken' ? 'taken' : 'declined';
  if (desk) return { kind: 'answer-second-chance', lotId, at, answer, desk };
  if (sourceId === undefined) return { kind: 'tick', at };
  const paddle = auction?.lots.get(lotId)?.secondChance?.paddle;
  const xUserId = paddle && auction?.bidders.get(paddle)?.xUserId;
  return xUserId ? { kind: 'hear-second-chance', at, sourceId, lotId, xUserId, answer } : undefined;
}

type DeskEvent = Extract<
  AuctionEvent,
  {
    kind:
      | 'lot-opened'
      | 'lot-paused'
      | 'lot-resumed'
      | 'lot-extended'
      | 'lot-withdrawn'
      | 'lot-closing'
      | 'lot-defaulted'
      | 'bid-voided'
      | 'lot-shown'
      | 'lots-reordered'
      | 'bidder-blocked'
      | 'bidder-unblocked'
      | 'bidder-limited';
  }
>;

function deskMoveBehind(auction: Auction | undefined, event: DeskEvent, desk: Desk): Move {
  const { at } = event;
  const asked = { at, desk };
  switch (event.kind) {
    case 'lot-opened':
      return { kind: 'open-lot', lotId: event.lotId, ...asked };
    case 'lot-paused':
      return { kind: 'pause-lot', lotId: event.lotId, ...asked };
    case 'lot-resumed':
      return { kind: 'resume-lot', lotId: event.lotId, ...asked };
    case 'lot-extended': {
      const { lotId } = event;
      const closedAt = auction?.lots.get(lotId)?.closesAt ?? 0;
      return { kind: 'extend-lot', lotId, byMs: event.closesAt - closedAt, ...asked };
    }
    case 'lot-closing':
      return { kind: 'hammer-lot', lotId: event.lotId, ...asked };
    case 'lot-withdrawn':
      return { kind: 'withdraw-lot', lotId: event.lotId, ...asked };
    case 'lot-defaulted':
      return { kind: 'default-lot', lotId: event.lotId, ...asked };
    case 'bid-voided':
      return { kind: 'void-bid', lotId: event.lotId, bidId: event.bidId, ...asked };
    case 'lot-shown':
      return { kind: 'show-lot', lotId: event.shown, ...asked };
    case 'lots-reordered': {
      const isWaiting = (id: LotId) => auction?.lots.get(id)?.phase === 'catalogued';
      return { kind: 'reorder-lots', order: event.order.filter(isWaiting), ...asked };
    }
    case 'bidder-blocked':
      return { kind: 'block-bidder', paddle: event.paddle, ...asked };
    case 'bidder-unblocked':
      return { kind: 'unblock-bidder', paddle: event.paddle, ...asked };
    case 'bidder-limited':
      return { kind: 'limit-bidder', paddle: event.paddle, limitWei: event.limitWei, ...asked };
  }
}

function offerBehind(
  auction: Auction,
  { at, bid }: { readonly at: Instant; readonly bid: Bid },
): Move | undefined {
  // A bid that was held is ruled on when its lot closes.
  const lot = auction.lots.get(bid.lotId);
  if (lot?.held.some(({ id }) => id === bid.id)) return { kind: 'tick', at };
  if (!auction.bidders.has(bid.paddle)) return undefined;
  const offer: Offer = {
    id: bid.id,
    source: bid.source,
    amount: formatEth(bid.amountWei),
    ...(bid.maxWei === undefined ? {} : { max: formatEth(bid.maxWei) }),
    currency: auction.opening.currency,
    lotId: bid.lotId,
    paddle: bid.paddle,
    ...(bid.desk ? { desk: bid.desk } : {}),
    placedAt: bid.placedAt,
    receivedAt: bid.receivedAt,
  };
  return { kind: 'offer', at, offer };
}

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
