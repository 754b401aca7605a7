import { SothebaisError } from '../errors.js';
import type { LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import type { LotMove } from '../moves.js';
import { isAfterClose, isBidding, isOpen } from './clock.js';
import { LIFE } from './life.js';
import type { Lot } from './lot.js';
import { openLot } from './open-lot.js';
import { ruleOnHeld } from './rule-on-bid.js';

type Asked<Kind extends LotMove['kind']> = Extract<LotMove, { kind: Kind }>;

/**
 * Rules on what the auctioneer's desk asks of one lot.
 *
 * @throws SothebaisError `LOT_NOT_OPEN` where the lot's phase does not allow it, `BID_UNKNOWN`
 *   where there is no such bid to void
 */
export function ruleOnLotMove(lot: Lot, move: LotMove): LotEvent[] {
  switch (move.kind) {
    case 'pause-lot':
      return pauseLot(lot, move);
    case 'resume-lot':
      return resumeLot(lot, move);
    case 'extend-lot':
      return extendLot(lot, move);
    case 'withdraw-lot':
      return withdrawLot(lot, move);
    case 'void-bid':
      return voidBid(lot, move);
    case 'open-lot':
      return openNow(lot, move);
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
  const closesAt = (at + (lot.remainingMs ?? 0)) as Instant;
  return [{ kind: 'lot-resumed', lotId: lot.id, at, ...(hasClock ? { closesAt } : {}), desk }];
}

/** Moves the close. Bids that came during the grace are ruled on as if it had stood there. */
function extendLot(lot: Lot, { at, byMs, desk }: Asked<'extend-lot'>): LotEvent[] {
  if (!isOpen(lot) || lot.closesAt === undefined || !Number.isSafeInteger(byMs) || byMs <= 0) {
    throw outOfOrder(lot, 'extended', 'an open lot whose clock runs, and a time above zero');
  }
  const closesAt = (lot.closesAt + byMs) as Instant;
  if (isAfterClose(lot.terms, closesAt, at)) {
    throw outOfOrder(lot, 'extended', `more than the ${at - lot.closesAt} ms since its close`);
  }
  const { events } = ruleOnHeld({ ...lot, phase: 'open', closesAt }, at);
  return [{ kind: 'lot-extended', lotId: lot.id, at, closesAt, desk }, ...events];
}

/** Takes the lot out of the sale. Bids still held are told that it is gone. */
function withdrawLot(lot: Lot, { at, desk }: Asked<'withdraw-lot'>): LotEvent[] {
  if (!('lot-withdrawn' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'withdrawn', 'a lot that is not closed');
  }
  const { events } = ruleOnHeld({ ...lot, phase: 'withdrawn' }, at);
  return [{ kind: 'lot-withdrawn', lotId: lot.id, at, desk }, ...events];
}

/** Strikes out one bid; the lead returns to the best that still stands. */
function voidBid(lot: Lot, { at, bidId, desk }: Asked<'void-bid'>): LotEvent[] {
  if (!isOpen(lot) && lot.phase !== 'paused') {
    throw outOfOrder(lot, 'relieved of a bid', 'a lot that is not closed');
  }
  if (!lot.bids.slice().some(({ id }) => id === bidId)) {
    throw new SothebaisError('BID_UNKNOWN', `No bid ${bidId} stands on lot ${lot.id}.`);
  }
  return [{ kind: 'bid-voided', lotId: lot.id, at, bidId, desk }];
}

/** Opens bidding before its turn. */
function openNow(lot: Lot, { at, desk }: Asked<'open-lot'>): LotEvent[] {
  if (!('lot-opened' in LIFE[lot.phase])) {
    throw outOfOrder(lot, 'opened', 'a lot that has not opened yet');
  }
  return openLot(lot, at).map((event) => (event.kind === 'lot-opened' ? { ...event, desk } : event));
}

/** Ends bidding now. Bids placed before still count for the delivery grace; then the hammer falls. */
function hammerLot(lot: Lot, { at, desk }: Asked<'hammer-lot'>): LotEvent[] {
  if (!isBidding(lot) || (lot.closesAt !== undefined && isAfterClose(lot.terms, lot.closesAt, at))) {
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
