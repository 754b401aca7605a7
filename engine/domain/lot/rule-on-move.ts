import { SothebaisError } from '../errors.js';
import type { LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import type { LotMove } from '../moves.js';
import { isAfterClose, isOpen } from './clock.js';
import type { Lot } from './lot.js';
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
  }
}

/** Stops bidding and the clock. */
function pauseLot(lot: Lot, { at }: Asked<'pause-lot'>): LotEvent[] {
  if (lot.terms.pauseTakesBids) return [];
  const { closesAt } = lot;
  if (!isOpen(lot) || (closesAt !== undefined && isAfterClose(lot.terms, closesAt, at))) {
    throw outOfOrder(lot, 'paused', 'an open lot before its close');
  }
  const remainingMs = closesAt === undefined ? lot.terms.durationMs : closesAt - at;
  return [{ kind: 'lot-paused', lotId: lot.id, at, remainingMs }];
}

/** Goes on with what was left on the clock. */
function resumeLot(lot: Lot, { at }: Asked<'resume-lot'>): LotEvent[] {
  if (lot.terms.pauseTakesBids) return [];
  if (lot.phase !== 'paused') throw outOfOrder(lot, 'resumed', 'a paused lot');
  const hasClock = lot.closesAt !== undefined && lot.remainingMs !== undefined;
  const closesAt = (at + (lot.remainingMs ?? 0)) as Instant;
  return [{ kind: 'lot-resumed', lotId: lot.id, at, ...(hasClock ? { closesAt } : {}) }];
}

/** Moves the close. Bids that came during the grace are ruled on as if it had stood there. */
function extendLot(lot: Lot, { at, byMs }: Asked<'extend-lot'>): LotEvent[] {
  if (!isOpen(lot) || lot.closesAt === undefined || !Number.isSafeInteger(byMs) || byMs <= 0) {
    throw outOfOrder(lot, 'extended', 'an open lot whose clock runs, and a time above zero');
  }
  const closesAt = (lot.closesAt + byMs) as Instant;
  if (isAfterClose(lot.terms, closesAt, at)) {
    throw outOfOrder(lot, 'extended', `more than the ${at - lot.closesAt} ms since its close`);
  }
  const { events } = ruleOnHeld({ ...lot, phase: 'open', closesAt }, at);
  return [{ kind: 'lot-extended', lotId: lot.id, at, closesAt }, ...events];
}

/** Takes the lot out of the sale. Bids still held are told that it is gone. */
function withdrawLot(lot: Lot, { at }: Asked<'withdraw-lot'>): LotEvent[] {
  if (lot.phase === 'sold' || lot.phase === 'passed' || lot.phase === 'withdrawn') {
    throw outOfOrder(lot, 'withdrawn', 'a lot that is not closed');
  }
  const { events } = ruleOnHeld({ ...lot, phase: 'withdrawn' }, at);
  return [{ kind: 'lot-withdrawn', lotId: lot.id, at }, ...events];
}

/** Strikes out one bid; the lead returns to the best that still stands. */
function voidBid(lot: Lot, { at, bidId }: Asked<'void-bid'>): LotEvent[] {
  if (!isOpen(lot) && lot.phase !== 'paused') {
    throw outOfOrder(lot, 'relieved of a bid', 'a lot that is not closed');
  }
  if (!lot.bids.slice().some(({ id }) => id === bidId)) {
    throw new SothebaisError('BID_UNKNOWN', `No bid ${bidId} stands on lot ${lot.id}.`);
  }
  return [{ kind: 'bid-voided', lotId: lot.id, at, bidId }];
}

function outOfOrder(lot: Lot, done: string, expected: string): SothebaisError {
  return new SothebaisError(
    'LOT_NOT_OPEN',
    `Lot ${lot.id} is ${lot.phase} and cannot be ${done}, expected ${expected}.`,
  );
}
