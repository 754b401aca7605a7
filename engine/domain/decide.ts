import type { Auction } from './auction.js';
import { SothebaisError } from './errors.js';
import type { AuctionEvent } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Instant } from './ids.js';
import { invariant } from './invariant.js';
import { closeDueAt } from './lot/clock.js';
import { closeIfDue, passLot } from './lot/close-lot.js';
import type { Lot } from './lot/lot.js';
import { ruleOnLotMove } from './lot/rule-on-move.js';
import type { LotMove, Move } from './moves.js';
import { ruleOnClaim, ruleOnDeposit } from './register-bidder.js';
import { ruleOnOffer } from './rule-on-offer.js';

/**
 * Rules on one move: the events that follow from it, in order. Pure, so that a book can be
 * replayed. A move that is in the book already yields none; so does a tick before its time.
 *
 * @throws SothebaisError `AUCTION_NOT_OPEN`, `LOT_UNKNOWN`, `LOT_NOT_OPEN`, `BID_UNKNOWN` for what
 *   the desk asks and cannot have; a bidder's mistake is an event, never thrown
 */
export function decide(auction: Auction | undefined, move: Move): AuctionEvent[] {
  if (move.kind === 'open-auction') return openAuction(auction, move);
  if (!auction) {
    throw new SothebaisError('AUCTION_NOT_OPEN', `There is no auction yet for ${move.kind}.`);
  }
  switch (move.kind) {
    case 'offer':
      return auction.heard.has(move.offer.id) ? [] : ruleOnOffer(auction, move.offer, move.at);
    case 'claim-wallet':
      return auction.heard.has(move.sourceId) ? [] : ruleOnClaim(auction, move);
    case 'credit-deposit':
      return auction.heard.has(move.sourceId) ? [] : ruleOnDeposit(auction, move);
    case 'tick':
      return everythingDue(auction, move.at);
    case 'record-settlement':
      return recordSettlement(auction, move);
    case 'seal-book':
      return [{ kind: 'book-sealed', at: move.at }];
    case 'pause-lot':
    case 'resume-lot':
    case 'extend-lot':
    case 'withdraw-lot':
    case 'void-bid':
      return ruleOnDesk(auction, move);
  }
}

/** When something falls due next: the time of the next tick. Undefined when nothing will. */
export function nextTickAt(auction: Auction): Instant | undefined {
  if (auction.phase === 'closed') return undefined;
  const { standbyMs, presentMs, resultMs } = auction.opening.pace;
  const since = auction.phaseSince;
  const lot = currentLot(auction);
  switch (lot?.phase) {
    case undefined:
    case 'upcoming':
      return (since + standbyMs) as Instant;
    case 'presented':
      return (since + presentMs) as Instant;
    case 'open':
      return warningDueAt(auction, lot) ?? endDueAt(auction, lot);
    case 'fair-warning':
      return closeDueAt(lot);
    case 'paused':
      return undefined;
    case 'sold':
    case 'passed':
    case 'withdrawn':
      return (since + resultMs) as Instant;
  }
}

function openAuction(
  auction: Auction | undefined,
  { at, opening }: Extract<Move, { kind: 'open-auction' }>,
): AuctionEvent[] {
  if (!auction) return [{ kind: 'auction-opened', at, opening }];
  invariant(auction.opening.id === opening.id, 'a floor has one auction');
  return [];
}

/** Each turn takes the time of the tick: what a house that slept had to begin, begins now. */
function everythingDue(auction: Auction, at: Instant): AuctionEvent[] {
  const events: AuctionEvent[] = [];
  let after = auction;
  for (;;) {
    const dueAt = nextTickAt(after);
    if (dueAt === undefined || at < dueAt) return events;
    for (const event of nextTurn(after, at)) {
      events.push(event);
      after = foldAuction(after, event);
    }
  }
}

function nextTurn(auction: Auction, at: Instant): AuctionEvent[] {
  const lot = currentLot(auction);
  switch (lot?.phase) {
    case 'presented': {
      const closesAt = (at + lot.terms.durationMs) as Instant;
      const clock = lot.terms.clockStarts === 'open' ? { closesAt } : {};
      return [{ kind: 'lot-opened', lotId: lot.id, at, ...clock }];
    }
    case 'open':
      if (warningDueAt(auction, lot) !== undefined) {
        return [{ kind: 'fair-warning-given', lotId: lot.id, at }];
      }
      if (lot.closesAt === undefined) return [passLot(lot, at, waitEndsAt(auction, lot))];
      return closeIfDue(lot, at, auction.opening.premiumBps);
    case 'fair-warning':
      return closeIfDue(lot, at, auction.opening.premiumBps);
    case undefined:
    case 'upcoming':
    case 'sold':
    case 'passed':
    case 'withdrawn':
      return [presentNext(auction, at)];
    case 'paused':
      return [];
  }
}

function presentNext(auction: Auction, at: Instant): AuctionEvent {
  const next = auction.opening.catalogue.find(
    ({ id }) => auction.lots.get(id)?.phase === 'upcoming',
  );
  return next ? { kind: 'lot-presented', lotId: next.id, at } : { kind: 'auction-closed', at };
}

function currentLot({ lots, currentLotId }: Auction): Lot | undefined {
  return currentLotId === undefined ? undefined : lots.get(currentLotId);
}

/** When fair warning is due on an open lot; undefined where there is none to give. */
function warningDueAt(auction: Auction, lot: Lot): Instant | undefined {
  const { fairWarningMs } = auction.opening.pace;
  if (lot.closesAt === undefined || fairWarningMs === 0) return undefined;
  return (lot.closesAt - fairWarningMs) as Instant;
}

function endDueAt(auction: Auction, lot: Lot): Instant | undefined {
  if (lot.closesAt !== undefined) return closeDueAt(lot);
  return (waitEndsAt(auction, lot) + lot.terms.deliveryGraceMs) as Instant;
}

/** An evening goes on: a lot whose first bid does not come is passed after its whole duration. */
const waitEndsAt = ({ phaseSince }: Auction, { terms }: Lot): Instant =>
  (phaseSince + terms.durationMs) as Instant;

function ruleOnDesk(auction: Auction, move: LotMove): AuctionEvent[] {
  const lot = auction.lots.get(move.lotId);
  if (!lot) {
    throw new SothebaisError('LOT_UNKNOWN', `There is no lot ${move.lotId} in this auction.`);
  }
  return ruleOnLotMove(lot, move);
}

function recordSettlement(
  auction: Auction,
  { at, lotId, result }: Extract<Move, { kind: 'record-settlement' }>,
): AuctionEvent[] {
  const sold = auction.results.get(lotId);
  if (sold?.outcome !== 'sold') {
    throw new SothebaisError(
      'LOT_UNKNOWN',
      `Lot ${lotId} has not been sold, so none can settle it.`,
    );
  }
  // A failure may still be made good; what is settled stays so.
  if (sold.settlement?.state === 'settled' || sold.settlement?.state === result.kind) return [];
  return result.kind === 'settled'
    ? [{ kind: 'lot-settled', at, lotId, txHash: result.txHash, tokenOwner: result.tokenOwner }]
    : [{ kind: 'settlement-failed', at, lotId, reason: result.reason }];
}
