import type { Auction } from '../domain/auction.js';
import type { AuctionEvent, LotEvent } from '../domain/events.js';
import type { BidId, LotId, Paddle } from '../domain/ids.js';
import { foldAuction } from '../domain/fold-auction.js';
import { askingBidWei } from '../domain/lot/ask.js';
import { ceilingWei } from '../domain/lot/standing.js';
import type { BidSource, Post } from '../domain/post.js';
import {
  floodText,
  howToBidText,
  leadsAgainText,
  leadText,
  leftText,
  outbidText,
  refusalText,
  secondChanceText,
  settledText,
  voidedText,
  withdrawnText,
  wonText,
} from '../domain/replies.js';
import { offerToRunnerUp } from '../domain/second-chances.js';
import { tellingOf } from '../domain/told.js';
import type { Errand, Priority } from '../ports/outbox.js';
import { FLOOD_PREFIX } from './door.js';

type Event<Kind extends AuctionEvent['kind']> = Extract<AuctionEvent, { kind: Kind }>;

/**
 * What follows from one event: replies to bidders, settlements, tokens to give back.
 *
 * @param before - the auction as it stood just before the event
 * @returns errands whose ids depend on the event alone, so that a replayed event owes them once
 */
export function errandsOf(before: Auction, event: AuctionEvent): readonly Errand[] {
  switch (event.kind) {
    case 'bid-accepted':
      return acceptedErrands(before, event);
    case 'bid-refused':
      return replyTo(before, event.bid, 2, refusalText(event.why, event.askWei));
    case 'offer-refused':
      return turnedAwayErrands(before, event);
    case 'flood-counted':
      return floodErrands(before, event);
    case 'hammer-fell':
      return hammerErrands(before, event);
    case 'settlement-begun':
      return [{ kind: 'settle', id: settleId(before, event.lotId), lotId: event.lotId }];
    case 'absentee-left':
      return leftErrands(before, event);
    case 'bid-voided':
      return voidedErrands(before, event);
    case 'lot-withdrawn':
      return withdrawnErrands(before, event.lotId);
    case 'lot-defaulted':
    case 'second-chance-declined':
      return unpaidErrands(before, event);
    case 'lot-settled':
      return settledErrands(before, event);
    case 'second-chance-offered':
      return offeredErrands(before, event);
    case 'second-chance-taken':
      return takenErrands(before, event.lotId);
    default:
      return [];
  }
}

/** Unclear words are asked back about once a bidder and lot, however many more there are. */
function turnedAwayErrands(before: Auction, event: Event<'offer-refused'>): readonly Errand[] {
  const { id, source, xUserId, handle, lotId = before.currentLotId } = event.offer;
  const answer = (text: string) => reply(id, source, xUserId, handle, 3, text);
  if (event.why !== 'UNCLEAR') return answer(refusalText(event.why, undefined));
  if (tellingOf(before, event) === undefined) return [];
  const lot = lotId && before.lots.get(lotId);
  const number = lot && numberOf(before, lot.id);
  return answer(
    lot && number !== undefined
      ? howToBidText(number, askingBidWei(lot))
      : refusalText(event.why, undefined),
  );
}

/** Only a bidder is told, under the last of his messages; a stranger gets no answer out of a flood. */
function floodErrands(before: Auction, event: Event<'flood-counted'>): readonly Errand[] {
  const { xUserId, source, sourceId, count } = event;
  const paddle = xUserId === null ? undefined : before.paddles.get(xUserId);
  const bidder = paddle && before.bidders.get(paddle);
  if (!bidder?.xUserId || tellingOf(before, event) === undefined) return [];
  const id = sourceId.slice(FLOOD_PREFIX.length) as BidId;
  return reply(id, source, bidder.xUserId, bidder.handle, 3, floodText(count), '-flood');
}

function offeredErrands(before: Auction, event: Event<'second-chance-offered'>): readonly Errand[] {
  const { lotId, paddle, at, expiresAt } = event;
  const bid = before.lots.get(lotId)?.best.get(paddle);
  const number = numberOf(before, lotId);
  if (!bid || number === undefined) return [];
  const minutes = Math.floor((expiresAt - at) / MINUTE_MS);
  return replyTo(before, bid, 1, secondChanceText(number, event, minutes), '-second-chance');
}

function leftErrands(before: Auction, { bid }: Event<'absentee-left'>): readonly Errand[] {
  const terms = before.lots.get(bid.lotId)?.terms;
  const number = numberOf(before, bid.lotId);
  if (!terms || number === undefined) return [];
  return replyTo(before, bid, 3, leftText(number, ceilingWei(terms, bid)), '-left');
}

/** Both are told: whose bid it was, and to whom the lead comes back. */
function voidedErrands(before: Auction, event: Event<'bid-voided'>): readonly Errand[] {
  const lot = before.lots.get(event.lotId);
  const number = numberOf(before, event.lotId);
  if (!lot || number === undefined) return [];
  const waiting = [...lot.held, ...lot.absentee];
  const bid = [...waiting, ...lot.bids.slice()].find(({ id }) => id === event.bidId);
  const after = foldAuction(before, event).lots.get(event.lotId);
  const struck = bid ? replyTo(before, bid, 1, voidedText(number), '-voided') : [];
  if (!after?.leader || after.priceWei === undefined) return struck;
  if (after.leader.paddle === lot.leader?.paddle) return struck;
  const text = leadsAgainText(after.priceWei);
  return [...struck, ...replyTo(before, after.leader, 1, text, `-leads-again-${event.bidId}`)];
}

function withdrawnErrands(before: Auction, lotId: LotId): readonly Errand[] {
  const led = before.lots.get(lotId)?.leader;
  const number = numberOf(before, lotId);
  return [
    { kind: 'give-back', id: `give-back-${lotId}`, lotId },
    ...(led && number !== undefined
      ? replyTo(before, led, 1, withdrawnText(number), '-withdrawn')
      : []),
  ];
}

/** Where nobody is left who may have the lot, its token goes back to whom it came from. */
function unpaidErrands(
  before: Auction,
  event: Event<'lot-defaulted' | 'second-chance-declined'>,
): readonly Errand[] {
  const { lotId, at } = event;
  return offerToRunnerUp(foldAuction(before, event), lotId, at).length > 0
    ? []
    : [{ kind: 'give-back', id: `give-back-${lotId}`, lotId }];
}

/** The runner-up learns that the lot is his as a winner does. */
function takenErrands(before: Auction, lotId: LotId): readonly Errand[] {
  const lot = before.lots.get(lotId);
  const bid = lot?.secondChance && lot.best.get(lot.secondChance.paddle);
  if (!lot?.secondChance || !bid) return [];
  const text = wonText(titleOf(before, lotId), lot.secondChance.hammerWei);
  return replyTo(before, bid, 1, text, '-won');
}

function acceptedErrands(before: Auction, event: Event<'bid-accepted'>): readonly Errand[] {
  const overtaken = before.lots.get(event.lotId)?.leader;
  const outbid =
    overtaken && overtaken.paddle !== event.leader
      ? replyTo(before, overtaken, 1, outbidText(event.priceWei, event.askWei), '-outbid')
      : [];
  const text =
    event.leader === event.bid.paddle
      ? leadText(event.priceWei)
      : outbidText(event.priceWei, event.askWei);
  return [...outbid, ...replyTo(before, event.bid, 3, text)];
}

function hammerErrands(before: Auction, event: Event<'hammer-fell'>): readonly Errand[] {
  const { lotId } = event;
  if (event.outcome === 'passed') return [{ kind: 'give-back', id: `give-back-${lotId}`, lotId }];
  const won = before.lots.get(lotId)?.leader;
  if (!won) return [];
  return replyTo(before, won, 1, wonText(titleOf(before, lotId), event.hammerWei), '-won');
}

/** A lot that went to its runner-up is settled anew. */
function settleId({ lots }: Auction, lotId: LotId): string {
  const times = lots.get(lotId)?.dismissed.length ?? 0;
  return times === 0 ? `settle-${lotId}` : `settle-${lotId}-${times + 1}`;
}

function settledErrands(before: Auction, event: Event<'lot-settled'>): readonly Errand[] {
  const won = before.lots.get(event.lotId)?.leader;
  if (!won) return [];
  const text = settledText(titleOf(before, event.lotId), event.txHash);
  return replyTo(before, won, 1, text, '-settled');
}

const MINUTE_MS = 60_000;

const numberOf = (auction: Auction, lotId: LotId): number | undefined =>
  auction.opening.catalogue.find((entry) => entry.id === lotId)?.number;

const titleOf = (auction: Auction, lotId: LotEvent['lotId']): string =>
  auction.opening.catalogue.find((entry) => entry.id === lotId)?.title ?? `Lot ${lotId}`;

function replyTo(
  auction: Auction,
  bid: { readonly id: BidId; readonly source: BidSource; readonly paddle: Paddle },
  priority: Priority,
  text: string,
  suffix = '',
): readonly Errand[] {
  const bidder = auction.bidders.get(bid.paddle);
  if (!bidder?.xUserId) return [];
  return reply(bid.id, bid.source, bidder.xUserId, bidder.handle, priority, text, suffix);
}

/** Only words can be answered: nobody has summoned us who bids on chain. */
function reply(
  bidId: BidId,
  source: BidSource,
  authorId: Post['authorId'] | undefined,
  handle: string | undefined,
  priority: Priority,
  text: string,
  suffix = '',
): readonly Errand[] {
  if ((source !== 'post' && source !== 'chat') || !authorId || !handle) return [];
  const postId = bidId.slice(source.length + 1);
  const to = { source, postId, authorId, handle };
  return [{ kind: 'reply', id: `reply-${bidId}${suffix}`, to, text, priority }];
}
