import type { Auction } from './auction.js';
import type { AuctionEvent, Desk, Offer } from './events.js';
import type { Instant, LotId } from './ids.js';
import type { Bid } from './lot/lot.js';
import { formatEth } from './money.js';
import type { Move } from './moves.js';

/** The move that must have led to an event; undefined for one that no move begins with. */
export function moveBehind(auction: Auction | undefined, event: AuctionEvent): Move | undefined {
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
  const xUserId = paddle && auction.bidders.get(paddle)?.xUserId;
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
