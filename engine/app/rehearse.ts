import { SothebaisError } from '../domain/errors.js';
import type { LotEvent } from '../domain/events.js';
import type { BidId, Instant, LotId } from '../domain/ids.js';
import { askingBidWei } from '../domain/lot/ask.js';
import { closeDueAt } from '../domain/lot/clock.js';
import { closeIfDue } from '../domain/lot/close-lot.js';
import { createLot, foldLot } from '../domain/lot/fold-lot.js';
import type { Bid, Lot, Refusal } from '../domain/lot/lot.js';
import { openLot } from '../domain/lot/open-lot.js';
import { ruleOnBid } from '../domain/lot/rule-on-bid.js';
import { ruleOnLotMove } from '../domain/lot/rule-on-move.js';
import { UNBOUND } from '../domain/lot/rule-on-waiting.js';
import type { Terms } from '../domain/lot/terms.js';
import { formatEth } from '../domain/money.js';
import type { LotMove } from '../domain/moves.js';

/** What came, in order of receipt, with the line it stands on. */
export type RehearsalLine =
  | { readonly kind: 'bid'; readonly line: number; readonly bid: Bid }
  | { readonly kind: 'move'; readonly line: number; readonly move: LotMove };

/** The terms of the lots rehearsed. */
export interface RehearsalTerms {
  /** Lots that are reported even where nothing came for them. */
  readonly lotIds: readonly LotId[];
  termsOf(lotId: LotId): Terms | undefined;
}

/** What became of one bid, and how its lot stood then. */
export interface BidRow {
  readonly id: string;
  readonly lot: string;
  readonly verdict: 'accepted' | 'refused';
  readonly code?: Refusal;
  readonly leader: string | null;
  readonly priceEth: string | null;
  readonly askEth: string;
  readonly closesAt: string | null;
}

/** What became of one lot. `closedAt` is null where it never closed: no clock, or still paused. */
export interface LotRow {
  readonly lot: string;
  readonly outcome: 'sold' | 'passed' | 'withdrawn';
  readonly winner?: string;
  readonly hammerEth?: string;
  readonly closedAt: string | null;
  readonly accepted: number;
  readonly refused: number;
}

export interface Rehearsal {
  /** A row a bid, in order of receipt; one that was held has its final verdict. */
  readonly bids: readonly BidRow[];
  readonly lots: readonly LotRow[];
}

/**
 * Runs lots through the floor's own rules in virtual time: each lot closes at the very instant it
 * falls due, and at the end every clock that runs is run out. A lot is open from the start, and
 * bids placed before its time are early; one that takes absentee bids opens when its time comes.
 *
 * @throws SothebaisError `INPUT_INVALID` for a lot without terms; `LOT_NOT_OPEN` or `BID_UNKNOWN`
 *   for a move that makes no sense; each names the line
 */
export function rehearse(lines: readonly RehearsalLine[], terms: RehearsalTerms): Rehearsal {
  const lots = new Map<LotId, RehearsedLot>();
  const rows: BidRow[] = [];
  const heard = new Set<BidId>();
  const open = (lotId: LotId, line: number) => {
    const lot = lots.get(lotId) ?? new RehearsedLot(lotId, termsFor(terms, lotId, line), rows);
    lots.set(lotId, lot);
    return lot;
  };

  for (const lotId of terms.lotIds) open(lotId, 0);
  for (const each of lines) {
    if (each.kind === 'move') {
      open(each.move.lotId, each.line).take(each.move, each.line);
      continue;
    }
    const { bid, line } = each;
    open(bid.lotId, line).hear(bid, heard.has(bid.id));
    heard.add(bid.id);
  }
  return { lots: [...lots.values()].map((lot) => lot.end()), bids: rows };
}

/** One lot of a rehearsal and the rows that still wait for its verdicts. */
class RehearsedLot {
  #lot: Lot;
  #duplicates = 0;
  readonly #opensAt: Instant;
  readonly #rows: BidRow[];
  readonly #places = new Map<BidId, number>();

  constructor(id: LotId, terms: Terms, rows: BidRow[]) {
    this.#rows = rows;
    this.#opensAt = terms.opensAt;
    // Nothing that is left for a lot comes before the auction: a rehearsal has no beginning.
    this.#lot = createLot(id, { ...terms, opensAt: 0 as Instant });
    if (!terms.absentee) this.#open();
  }

  hear(bid: Bid, isDuplicate: boolean): void {
    this.#runTo(bid.receivedAt);
    // Its place is kept now, so that a bid that is held stands where it came.
    const place = this.#rows.push(rowOf(this.#lot, bid, isDuplicate ? 'DUPLICATE' : undefined)) - 1;
    if (isDuplicate) {
      this.#duplicates += 1;
      return;
    }
    this.#places.set(bid.id, place);
    this.#fold(ruleOnBid(this.#lot, bid, bid.receivedAt));
  }

  take(move: LotMove, line: number): void {
    this.#runTo(move.at);
    try {
      this.#fold(ruleOnLotMove(this.#lot, move));
    } catch (cause) {
      if (!(cause instanceof SothebaisError)) throw cause;
      throw new SothebaisError(cause.code, `Line ${line}: ${cause.message}`, { cause });
    }
  }

  end(): LotRow {
    this.#runTo(Infinity as Instant);
    const { id, phase, leader, priceWei, closedAt, accepted, refused } = this.#lot;
    const isSold = phase === 'sold' && leader !== undefined && priceWei !== undefined;
    return {
      lot: id,
      outcome: phase === 'sold' || phase === 'withdrawn' ? phase : 'passed',
      ...(isSold ? { winner: leader.paddle, hammerEth: formatEth(priceWei) } : {}),
      closedAt: closedAt === undefined ? null : toIso(closedAt),
      accepted,
      refused: refused + this.#duplicates,
    };
  }

  #open(): void {
    this.#fold(openLot(this.#lot, this.#opensAt, UNBOUND));
  }

  #runTo(at: Instant): void {
    if (this.#lot.phase === 'catalogued' && this.#opensAt <= at) this.#open();
    for (;;) {
      const dueAt = closeDueAt(this.#lot);
      if (dueAt === undefined || dueAt > at) return;
      this.#fold(closeIfDue(this.#lot, dueAt, 0));
    }
  }

  #fold(events: readonly LotEvent[]): void {
    for (const event of events) {
      this.#lot = foldLot(this.#lot, event);
      if (event.kind !== 'bid-accepted' && event.kind !== 'bid-refused') continue;
      const place = this.#places.get(event.bid.id);
      const why = event.kind === 'bid-refused' ? event.why : undefined;
      if (place !== undefined) this.#rows[place] = rowOf(this.#lot, event.bid, why);
    }
  }
}

function termsFor(book: RehearsalTerms, lotId: LotId, line: number): Terms {
  const terms = book.termsOf(lotId);
  if (terms) return terms;
  throw new SothebaisError(
    'INPUT_INVALID',
    `Line ${line}, lot: There are no terms for lot ${lotId}.`,
  );
}

function rowOf(lot: Lot, bid: Bid, why: Refusal | undefined): BidRow {
  const { leader, priceWei, closesAt } = lot;
  return {
    id: bid.id,
    lot: bid.lotId,
    verdict: why === undefined ? 'accepted' : 'refused',
    ...(why === undefined ? {} : { code: why }),
    leader: leader?.paddle ?? null,
    priceEth: priceWei === undefined ? null : formatEth(priceWei),
    askEth: formatEth(askingBidWei(lot)),
    closesAt: closesAt === undefined ? null : toIso(closesAt),
  };
}

const toIso = (at: Instant): string => new Date(at).toISOString();
