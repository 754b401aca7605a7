import type { Auction } from './auction.js';
import type { AuctionEvent, Offer } from './events.js';
import { availableWei } from './fold-auction.js';
import type { Instant, Paddle, Wei } from './ids.js';
import type { Lot, Refusal } from './lot/lot.js';
import { ruleOnBid } from './lot/rule-on-bid.js';
import { highestCoveredWei, parseEth } from './money.js';

/**
 * Rules on an offer: who makes it, for how much, and for which lot, before that lot rules on it.
 * An offer that names no lot is for the one on program.
 */
export function ruleOnOffer(auction: Auction, offer: Offer, at: Instant): AuctionEvent[] {
  const { opening } = auction;
  const refuse = (why: Refusal): AuctionEvent[] => [{ kind: 'offer-refused', at, offer, why }];

  const amountWei = offer.amount === undefined ? undefined : parseEth(offer.amount);
  if (amountWei === undefined) return refuse('UNCLEAR');
  if ((offer.currency ?? opening.currency) !== opening.currency) return refuse('WRONG_CURRENCY');
  const paddle = paddleOf(auction, offer);
  if (paddle === undefined) return refuse('NOT_REGISTERED');
  const lot = lotOf(auction, offer);
  if (!lot) return refuse('LOT_NOT_OPEN');

  const { id, source, placedAt, receivedAt } = offer;
  const bid = { id, lotId: lot.id, paddle, amountWei, source, placedAt, receivedAt };
  return ruleOnBid(lot, bid, at, coveredWei(auction, paddle));
}

function paddleOf({ paddles }: Auction, { xUserId, address }: Offer): Paddle | undefined {
  if (xUserId !== undefined) return paddles.get(xUserId);
  return address === undefined ? undefined : paddles.get(address);
}

function lotOf(auction: Auction, offer: Offer): Lot | undefined {
  const lotId = offer.lotId ?? auction.currentLotId;
  if (auction.phase === 'closed' || lotId === undefined) return undefined;
  return auction.lots.get(lotId);
}

function coveredWei(auction: Auction, paddle: Paddle): Wei | undefined {
  const { depositRequired, premiumBps } = auction.opening;
  return depositRequired ? highestCoveredWei(availableWei(auction, paddle), premiumBps) : undefined;
}
