import type { Auction } from './auction.js';
import { SothebaisError } from './errors.js';
import type { AuctionEvent, LotEvent } from './events.js';
import { nextTurn } from './due.js';
import { foldAuction } from './fold-auction.js';
import type { Instant, LotId } from './ids.js';
import { invariant } from './invariant.js';
import type { Lot } from './lot/lot.js';
import { ruleOnLotMove } from './lot/rule-on-move.js';
import type { LotMove, Move } from './moves.js';
import { ruleOnClaim, ruleOnDeposit, ruleOnReversal } from './register-bidder.js';
import { meansOn, ruleOnOffer } from './rule-on-offer.js';
import { ruleOnRoomMove } from './rule-on-room-move.js';
import { hearSecondChance, offerToRunnerUp, requireMeans } from './second-chances.js';
import { voidUncovered } from './void-uncovered.js';

/**
 * Rules on one move: the events that follow from it, in order. Pure, so that a book can be
 * replayed. A tick before its time yields none. Whether the move was ruled on before is not asked
 * here: the ledger knows, see `sourceKeysOf`.
 *
 * @throws SothebaisError `AUCTION_NOT_OPEN`, `LOT_UNKNOWN`, `LOT_NOT_OPEN`, `BID_UNKNOWN`,
 *   `BIDDER_UNKNOWN` for what the operator asks and cannot have; a bidder's mistake is an event,
 *   never thrown
 */
export function decide(auction: Auction | undefined, move: Move): AuctionEvent[] {
  if (move.kind === 'open-auction') return openAuction(auction, move);
  if (!auction) {
    throw new SothebaisError('AUCTION_NOT_OPEN', `There is no auction yet for ${move.kind}.`);
  }
  return move.kind === 'tick'
    ? everythingDue(auction, move.at)
    : withConsequences(auction, ruleOn(auction, move), move.at);
}

function ruleOn(
  auction: Auction,
  move: Exclude<Move, { kind: 'open-auction' | 'tick' }>,
): AuctionEvent[] {
  switch (move.kind) {
    case 'offer':
      return ruleOnOffer(auction, move.offer, move.at);
    case 'claim-wallet':
      return ruleOnClaim(auction, move);
    case 'credit-deposit':
      return ruleOnDeposit(auction, move);
    case 'revert-deposit':
      return ruleOnReversal(auction, move);
    case 'hear-second-chance':
      return hearSecondChance(auction, move);
    case 'count-flood':
      return [{ ...move, kind: 'flood-counted' }];
    case 'record-settlement':
      return recordSettlement(auction, move);
    case 'seal-book':
      return [{ kind: 'book-sealed', at: move.at }];
    case 'show-lot':
    case 'reorder-lots':
    case 'block-bidder':
    case 'unblock-bidder':
    case 'limit-bidder':
      return ruleOnRoomMove(auction, move);
    default:
      return ruleOnLot(auction, move);
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

function everythingDue(auction: Auction, at: Instant): AuctionEvent[] {
  const events: AuctionEvent[] = [];
  let after = auction;
  for (;;) {
    const turn = nextTurn(after, at);
    if (!turn || turn.length === 0) return events;
    for (const event of withConsequences(after, turn, at)) {
      events.push(event);
      after = foldAuction(after, event);
    }
  }
}

/** What follows from some events at once: a reserve opened, a settlement begun, a second chance. */
function withConsequences(auction: Auction, events: AuctionEvent[], at: Instant): AuctionEvent[] {
  const last = events.at(-1);
  if (!last || !('lotId' in last) || auction.opening.rulebook < 2) return events;
  switch (last.kind) {
    case 'hammer-fell':
      return [
        ...events,
        ...openReserve(auction, last.lotId, at),
        ...(last.outcome === 'sold' ? [beginSettlement(last.lotId, at)] : []),
      ];
    case 'second-chance-taken':
      return [...events, beginSettlement(last.lotId, at)];
    case 'lot-defaulted':
    case 'second-chance-declined': {
      const after = events.reduce((now, event) => foldAuction(now, event), auction);
      return [...events, ...offerToRunnerUp(after, last.lotId, at)];
    }
    case 'bid-voided': {
      const after = events.reduce((now, event) => foldAuction(now, event), auction);
      return [...events, ...voidUncovered(after, at, last.desk.id)];
    }
    default: {
      // Bids that were held follow a withdrawal, so it is not always the last.
      const gone = events.find(({ kind }) => kind === 'lot-withdrawn');
      return gone ? [...events, ...openReserve(auction, last.lotId, at)] : events;
    }
  }
}

function openReserve({ reserves }: Auction, lotId: LotId, at: Instant): AuctionEvent[] {
  const reserve = reserves.get(lotId);
  return reserve ? [{ kind: 'reserve-opened', lotId, at, ...reserve }] : [];
}

const beginSettlement = (lotId: LotId, at: Instant): AuctionEvent => ({
  kind: 'settlement-begun',
  lotId,
  at,
});

function ruleOnLot(auction: Auction, move: LotMove): AuctionEvent[] {
  const lot = auction.lots.get(move.lotId);
  if (!lot) {
    throw new SothebaisError('LOT_UNKNOWN', `There is no lot ${move.lotId} in this auction.`);
  }
  if (move.kind === 'open-lot' && auction.phase === 'closed') {
    throw new SothebaisError('AUCTION_OVER', `The auction is over: lot ${lot.id} cannot open.`);
  }
  if (move.kind === 'answer-second-chance') requireMeans(auction, lot, move.answer);
  const events = ruleOnLotMove(lot, move, meansOn(auction, lot));
  return auction.opening.rulebook < 2 ? events.map((event) => byFirst(lot, event)) : events;
}

/** By the first rulebook a paused lot went on with what was left, however its clock was set. */
const byFirst = ({ remainingMs = 0 }: Lot, event: LotEvent): LotEvent =>
  event.kind === 'lot-resumed' && event.closesAt !== undefined
    ? { ...event, closesAt: (event.at + remainingMs) as Instant }
    : event;

function recordSettlement(
  auction: Auction,
  { at, lotId, winner, result }: Extract<Move, { kind: 'record-settlement' }>,
): AuctionEvent[] {
  const sold = auction.results.get(lotId);
  if (sold?.outcome !== 'sold') {
    throw new SothebaisError(
      'LOT_UNKNOWN',
      `Lot ${lotId} has not been sold, so none can settle it.`,
    );
  }
  // News of a sale that was undone says nothing of the one that took its place.
  if (winner !== undefined && winner !== sold.winner) return [];
  // A failure may still be made good; what is settled stays so.
  if (sold.settlement?.state === 'settled' || sold.settlement?.state === result.kind) return [];
  return result.kind === 'settled'
    ? [{ kind: 'lot-settled', at, lotId, txHash: result.txHash, tokenOwner: result.tokenOwner }]
    : [{ kind: 'settlement-failed', at, lotId, reason: result.reason }];
}
