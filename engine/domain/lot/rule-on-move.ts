import { SothebaisError } from '../errors.js';
import type { LotEvent } from '../events.js';
import type { BidId, Instant } from '../ids.js';
import type { LotMove } from '../moves.js';
import { isBought } from './buy-now.js';
import { isAfterClose, isBidding, isOpen } from './clock.js';
import { foldLot } from './fold-lot.js';
import { LIFE } from './life.js';
import type { Lot } from './lot.js';
import { openLot } from './open-lot.js';
import { ruleOnAbsentee, ruleOnHeld, UNBOUND, type MeansOf } from './rule-on-waiting.js';

type Asked<Kind extends LotMove['kind']> = Extract<LotMove, { kind: Kind }>;

/**
 * Rules on what the auctioneer's desk asks of one lot.
 *
 * @throws SothebaisError `LOT_NOT_OPEN` where the lot's phase does not allow it, `BID_UNKNOWN`
 *   where there is no such bid to void
 * @param meansOf - what its bidders can bid by now
 */
export function ruleOnLotMove(lot: Lot, move: LotMove, meansOf: MeansOf = UNBOUND): LotEvent[] {
  switch (move.kind) {
    case 'pause-lot':
      return pauseLot(lot, move);
    case 'resume-lot':
      return resumeLot(lot, move);
    case 'extend-lot':
      return extendLot(lot, move, meansOf);
    case 'withdraw-lot':
      return withdrawLot(lot, move);
    case 'void-bid':
      return voidBid(lot, move, meansOf);
    case 'open-lot':
      return openNow(lot, move, meansOf);
    case 'hammer-lot':
      return hammerLot(lot, move);
    case 'default-lot':
      return defaultLot(lot, move);
    case 'answer-second-chance':
      return answerSecondChance(lot, move);
  }
}

/** Stops bidding and the clock. */
function pauseLot(lot: Lot, { at, desk }: Asked<'pause-lot'>): LotEvent[] {
  if (lot.terms.pauseTakesBids) return [];
  const { closesAt } = lot;
  if (!isBidding(lot) || (closesAt !== undefined && isAfterClose(lot.terms, closesAt, at))) {
    throw outOfOrder(lot, 'paused', 'an open lot before its close');
  }
  const remainingMs = closesAt === undefined ? lot.terms.durationMs : closesAt - at;
  return [{ kind: 'lot-paused', lotId: lot.id, at, remainingMs, desk }];
}

/** Goes on with what was left on the clock. */
function resumeLot(lot: Lot, { at, desk }: Asked<'resume-lot'>): LotEvent[] {
  if (lot.terms.pauseTakesBids) return [];
  if (lot.phase !== 'paused') throw outOfOrder(lot, 'resumed', 'a paused lot');
  const hasClock = lot.closesAt !== undefined && lot.remainingMs !== undefined;
  // A clock that was set back meanwhile must not bring the end nearer than it was.
  const closesAt = Math.max(at + (lot.remainingMs ?? 0), lot.closesAt ?? 0) as Instant;
  return [{ kind: 'lot-resumed', lotId: lot.id, at, ...(hasClock ? { closesAt } : {}), desk }];
}

/** Moves the close. Bids that came during the grace are ruled on as if it had stood there. */
function extendLot(
  lot: Lot,
  { at, byMs, desk }: Asked<'extend-lot'>,
  meansOf: MeansOf,
): LotEvent[] {
  if (lot.purchase || isBought(lot)) {
    throw outOfOrder(lot, 'extended', 'one that nobody is buying at once');
  }
  if (!isOpen(lot) || lot.closesAt === undefined || !Number.isSafeInteger(byMs) || byMs <= 0) {
    throw outOfOrder(lot, 'extended', 'an open lot whose clock runs, and a time above zero');
  }
  const closesAt = (lot.closesAt + byMs) as Instant;
  if (isAfterClose(lot.terms, closesAt, at)) {
    throw outOfOrder(lot, 'extended', `more than the ${at - lot.closesAt} ms since its close`);
  }
  const extended: LotEvent = { kind: 'lot-extended', lotId: lot.id, at, closesAt, desk };
  return [extended, ...ruleOnHeld(foldLot(lot, extended), at, meansOf).events];
}

/** Takes the lot out of the sale, where its terms let it. Bids that wait are told that it is gone. */
function withdrawLot(lot: Lot, { at, desk }: Asked<'withdraw-lot'>): LotEvent[] {
  if (!('lot-withdrawn' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'withdrawn', 'a lot that is not closed');
  }
  const { withdrawal = 'any-time' } = lot.terms;
  const isBidOn = lot.leader !== undefined || lot.held.length > 0;
  if (withdrawal === 'never' || (withdrawal === 'before-first-bid' && isBidOn)) {
    const why = withdrawal === 'never' ? 'never' : 'only before its first bid';
    const message = `Lot ${lot.id} is not withdrawn: by its terms it may be ${why}.`;
    throw new SothebaisError('LOT_NOT_OPEN', message);
  }
  const withdrawn: LotEvent = { kind: 'lot-withdrawn', lotId: lot.id, at, desk };
  const gone = ruleOnHeld(foldLot(lot, withdrawn), at, UNBOUND);
  return [withdrawn, ...gone.events, ...ruleOnAbsentee(gone.lot, at, UNBOUND).events];
}

/**
 * Strikes out one bid, also one that waits; the lead returns to the best that still stands. The
 * close stays where it is, unless it was set by the offer to buy the lot that is struck out.
 */
function voidBid(lot: Lot, { at, bidId, desk }: Asked<'void-bid'>, meansOf: MeansOf): LotEvent[] {
  if (!('bid-voided' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'relieved of a bid', 'a lot that is not closed');
  }
  const isIt = ({ id }: { readonly id: BidId }) => id === bidId;
  if (![...lot.held, ...lot.absentee].some(isIt) && !lot.bids.slice().some(isIt)) {
    throw new SothebaisError('BID_UNKNOWN', `No bid ${bidId} stands on lot ${lot.id}.`);
  }
  const voided: LotEvent = { kind: 'bid-voided', lotId: lot.id, at, bidId, desk };
  if (lot.purchase?.bidId !== bidId) return [voided];
  return [voided, ...ruleOnHeld(foldLot(lot, voided), at, meansOf).events];
}

/** Opens bidding before its turn. */
function openNow(lot: Lot, { at, desk }: Asked<'open-lot'>, meansOf: MeansOf): LotEvent[] {
  if (!('lot-opened' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'opened', 'a lot that has not opened yet');
  }
  return openLot(lot, at, meansOf, desk);
}

/** Ends bidding now. Bids placed before still count for the delivery grace; then the hammer falls. */
function hammerLot(lot: Lot, { at, desk }: Asked<'hammer-lot'>): LotEvent[] {
  if (
    !isBidding(lot) ||
    (lot.closesAt !== undefined && isAfterClose(lot.terms, lot.closesAt, at))
  ) {
    throw outOfOrder(lot, 'hammered', 'an open lot before its close');
  }
  return [{ kind: 'lot-closing', lotId: lot.id, at, closesAt: at, desk }];
}

function defaultLot(lot: Lot, { at, desk }: Asked<'default-lot'>): LotEvent[] {
  if (!('lot-defaulted' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'called in default', 'a lot that is being settled');
  }
  return [{ kind: 'lot-defaulted', lotId: lot.id, at, desk }];
}

function answerSecondChance(
  lot: Lot,
  { at, answer, desk }: Asked<'answer-second-chance'>,
): LotEvent[] {
  if (!lot.secondChance) throw outOfOrder(lot, 'taken by the runner-up', 'a second chance offered');
  return [{ kind: `second-chance-${answer}`, lotId: lot.id, at, desk }];
}

function outOfOrder(lot: Lot, done: string, expected: string): SothebaisError {
  return new SothebaisError(
    'LOT_NOT_OPEN',
    `Lot ${lot.id} is ${lot.phase} and cannot be ${done}, expected ${expected}.`,
  );
}
