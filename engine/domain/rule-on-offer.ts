import { meansOf } from './accounts.js';
import type { Auction } from './auction.js';
import type { AuctionEvent, Offer } from './events.js';
import type { Instant, Paddle, Wei } from './ids.js';
import { isOpen } from './lot/clock.js';
import type { Bid, Lot, Refusal } from './lot/lot.js';
import { ruleOnBid } from './lot/rule-on-bid.js';
import type { MeansOf } from './lot/rule-on-waiting.js';
import { parseEth } from './money.js';

/** More than a word of the chain holds: no wallet can have it. */
const TOO_LARGE_WEI = 2n ** 256n;
/** So many figures before the point are more than that, however little can be read of them. */
const MANY_DIGITS = /^0*[1-9]\d{60}/;

/**
 * Rules on an offer: who makes it, for how much, and for which lot, before that lot rules on it.
 * An offer that names no lot is for the one on program.
 */
export function ruleOnOffer(auction: Auction, offer: Offer, at: Instant): AuctionEvent[] {
  const { currency } = auction.opening;
  const refuse = (why: Refusal): AuctionEvent[] => [{ kind: 'offer-refused', at, offer, why }];

  if (offer.why !== undefined) return refuse(offer.why);
  const amountWei = amountOf(offer.amount, auction.opening.rulebook);
  const maxWei =
    offer.max === undefined ? undefined : amountOf(offer.max, auction.opening.rulebook);
  if (typeof amountWei === 'string') return refuse(amountWei);
  if (typeof maxWei === 'string') return refuse(maxWei);
  if (maxWei !== undefined && maxWei < amountWei) return refuse('UNCLEAR');
  if ((offer.currency ?? currency) !== currency) return refuse('WRONG_CURRENCY');
  const paddle = paddleOf(auction, offer);
  // The operator may name a paddle that nobody has.
  if (paddle === undefined || !auction.bidders.has(paddle)) return refuse('NOT_REGISTERED');
  if (auction.bidders.get(paddle)?.isBlocked) return refuse('BLOCKED');
  const lot = lotOf(auction, offer);
  if (typeof lot === 'string') return refuse(lot);

  const { id, source, desk, placedAt, receivedAt } = offer;
  const plain: Bid = { id, lotId: lot.id, paddle, amountWei, source, placedAt, receivedAt };
  const raised = maxWei === undefined ? plain : { ...plain, maxWei };
  const bid = desk ? { ...raised, desk } : raised;
  return ruleOnBid(lot, bid, at, meansOf(auction, paddle, lot));
}

/** What each bidder can bid on a lot as the auction stands: for the bids that waited. */
export const meansOn =
  (auction: Auction, lot: Lot): MeansOf =>
  ({ paddle }) =>
    auction.bidders.get(paddle)?.isBlocked ? 'BLOCKED' : meansOf(auction, paddle, lot);

function amountOf(amount: string | undefined, rulebook: number): Wei | Refusal {
  if (amount === undefined) return 'UNCLEAR';
  const amountWei = parseEth(amount);
  // The first rulebook knew no amount that is too large; it was beyond any deposit.
  const isTooLarge =
    rulebook >= 2 &&
    (amountWei === undefined ? MANY_DIGITS.test(amount) : amountWei >= TOO_LARGE_WEI);
  return isTooLarge ? 'AMOUNT_TOO_LARGE' : (amountWei ?? 'UNCLEAR');
}

function paddleOf({ paddles }: Auction, { xUserId, address, paddle }: Offer): Paddle | undefined {
  if (paddle !== undefined) return paddle;
  if (xUserId !== undefined) return paddles.get(xUserId);
  return address === undefined ? undefined : paddles.get(address);
}

/** Words that name another lot than the one on program are never taken for the one on program. */
function lotOf(auction: Auction, { lotId, source }: Offer): Lot | Refusal {
  const named = lotId ?? auction.currentLotId;
  const lot = named === undefined ? undefined : auction.lots.get(named);
  // The first rulebook let words name any lot.
  const isByWords = auction.opening.rulebook >= 2 && (source === 'post' || source === 'chat');
  if (isByWords && lotId !== undefined && lotId !== auction.currentLotId) {
    const takesBids = lot && (isOpen(lot) || lot.terms.absentee === true);
    if (!takesBids) return 'OTHER_LOT';
  }
  return lot && auction.phase === 'open' ? lot : 'LOT_NOT_OPEN';
}
