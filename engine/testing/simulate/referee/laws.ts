import type { LotEvent } from '../../../domain/events.js';
import type { Instant } from '../../../domain/ids.js';
import type { Bid } from '../../../domain/lot/lot.js';
import type { Terms } from '../../../domain/lot/terms.js';
import { isProxied, isPurchase, leaderOf, mostOf, secondOf, type ModelLot } from './model.js';
import { naiveAsk, naiveStep } from './step.js';

type Event<Kind extends LotEvent['kind']> = Extract<LotEvent, { kind: Kind }>;
type Note = (invariant: string, why: string) => void;

/** Whether an instant is too late for a close. */
const isLate = ({ endInclusive }: Terms, closesAt: number, at: Instant): boolean =>
  endInclusive ? at > closesAt : at >= closesAt;

/** The close by which a bid is judged: that before an offer to buy the lot, where there is one. */
const closeOf = (lot: ModelLot): Instant | undefined =>
  lot.purchase === undefined ? lot.closesAt : lot.closeBefore;

/** Whether a bid that is taken may be taken, on the lot as it was. */
export function judgeAccepted(lot: ModelLot, event: Event<'bid-accepted'>, note: Note): void {
  const { bid } = event;
  const { terms } = lot;
  const say = (law: string, why: string) => note(law, `${bid.id} on lot ${bid.lotId}: ${why}`);

  if (lot.phase === 'over') say('nothing is accepted after the hammer', 'its lot is over');
  if (lot.phase === 'waiting') say('nothing is accepted early', 'its lot is not open');
  if (lot.phase === 'paused') say('nothing is accepted while a lot is paused', 'it is paused');
  if (bid.isAbsentee !== true && bid.placedAt < terms.opensAt) {
    say('nothing is accepted early', `placed ${bid.placedAt}, opened ${terms.opensAt}`);
  }
  const close = closeOf(lot);
  if (close !== undefined && bid.isAbsentee !== true) {
    if (isLate(terms, close, bid.placedAt)) {
      say('nothing is accepted after the close', `placed ${bid.placedAt}, close ${close}`);
    }
    const grace = close + terms.deliveryGraceMs;
    if (isLate(terms, grace, bid.receivedAt)) {
      say('nothing is accepted after the grace', `received ${bid.receivedAt}, grace ${grace}`);
    }
  }
  judgeAmount(lot, event, say);
  judgeClose(lot, event, say);
}

function judgeAmount(lot: ModelLot, { bid, priceWei }: Event<'bid-accepted'>, say: Note): void {
  const { terms } = lot;
  const leader = leaderOf(lot);
  const most = mostOf(terms, bid);
  const isOwn = leader?.paddle === bid.paddle;
  const raisesMaximum = isOwn && isProxied(terms, leader) && isProxied(terms, bid);
  if (isOwn && terms.selfRaise === 'refuse' && bid.isAbsentee !== true) {
    say('nobody bids against himself', 'its bidder leads already');
  }
  const ask = naiveAsk(terms, lot.price);
  if (raisesMaximum ? most <= mostOf(terms, leader) : most < ask) {
    say('every bid reaches what is asked', `${most} of ${ask}`);
  }
  if (isPurchase(lot, bid)) {
    if (priceWei !== terms.buyNowWei) say('the price is right', `bought for ${priceWei}`);
    return;
  }
  judgePrice({ ...lot, bids: [...lot.bids, bid] }, lot.price, priceWei, say);
}

/** The price lies where the second greatest bid puts it, and never falls. */
export function judgePrice(
  lot: ModelLot,
  before: bigint | undefined,
  price: bigint | undefined,
  say: Note,
): void {
  const { terms } = lot;
  const leader = leaderOf(lot);
  if (!leader) {
    if (price !== undefined) say('the price is right', `${price} with no bid`);
    return;
  }
  if (price === undefined) {
    say('the price is right', 'there is none');
    return;
  }
  if (before !== undefined && price < before) say('the price never falls', `${before} to ${price}`);
  const most = mostOf(terms, leader);
  if (!isProxied(terms, leader)) {
    if (price !== leader.amountWei) say('the price is right', `${price}, bid ${leader.amountWei}`);
    return;
  }
  const second = secondOf(lot);
  const reserve =
    terms.reserveWei !== undefined && terms.reserveWei <= most ? terms.reserveWei : 0n;
  const highest = [
    terms.startWei,
    reserve,
    before ?? 0n,
    second === undefined ? 0n : second + naiveStep(terms.increment, second),
  ].reduce((a, b) => (a > b ? a : b), 0n);
  const isBetween =
    price <= highest && price <= most && price >= (second ?? 0n) && price >= reserve;
  if (!isBetween) say('the price is right', `${price} of ${most}, second ${second}, ${highest}`);
}

function judgeClose(lot: ModelLot, event: Event<'bid-accepted'>, say: Note): void {
  const { bid, closesAt, extended } = event;
  const { terms } = lot;
  if (isPurchase(lot, bid)) return;
  const from = Math.max(bid.placedAt, terms.opensAt);
  const close = closeOf(lot) ?? from + terms.durationMs;
  const expected = closeAfter(lot, bid, from, close);
  if (closesAt !== expected || extended !== expected > close) {
    say('the close moves as the terms say', `to ${closesAt}, expected ${expected}, was ${close}`);
  }
}

function closeAfter(lot: ModelLot, bid: Bid, from: number, close: number): number {
  const { terms, bids, extensions } = lot;
  const { softClose } = terms;
  const leader = leaderOf(lot);
  if (!softClose || lot.isHammerCalled || extensions >= (softClose.maxExtensions ?? Infinity)) {
    return close;
  }
  if (bids.length === 0 && !terms.firstBidExtends) return close;
  if (leader?.paddle === bid.paddle && isProxied(terms, bid)) return close;
  if (close - from >= softClose.windowMs) return close;
  return Math.max(close, (softClose.from === 'now' ? from : close) + softClose.extendToMs);
}

/** Whether a bid was refused for a reason that holds, on the lot as it was. */
export function judgeRefused(lot: ModelLot, event: Event<'bid-refused'>, note: Note): void {
  const { bid, why } = event;
  if (!holds(lot, event)) {
    const state = `${lot.phase}, asks ${naiveAsk(lot.terms, lot.price)}, closes ${lot.closesAt}`;
    note('no bid is refused wrongly', `${bid.id} on lot ${bid.lotId}: ${why}, but it is ${state}`);
  }
}

function holds(lot: ModelLot, { bid, why }: Event<'bid-refused'>): boolean {
  const { terms, phase } = lot;
  const close = closeOf(lot);
  const leader = leaderOf(lot);
  const most = mostOf(terms, bid);
  switch (why) {
    case 'LOT_NOT_OPEN':
      return phase === 'waiting' || phase === 'over';
    case 'LOT_PAUSED':
      return phase === 'paused';
    case 'EARLY':
      return bid.placedAt < terms.opensAt || phase === 'waiting';
    case 'LATE':
      return (
        phase === 'over' ||
        (close !== undefined &&
          (isLate(terms, close, bid.placedAt) ||
            isLate(terms, close + terms.deliveryGraceMs, bid.receivedAt))) ||
        lot.purchase !== undefined ||
        lot.boughtBy !== undefined
      );
    case 'ALREADY_HIGH_BIDDER':
      return leader?.paddle === bid.paddle && terms.selfRaise === 'refuse';
    case 'NOT_A_RAISE':
      return leader?.paddle === bid.paddle && most <= mostOf(terms, leader);
    case 'BELOW_RESERVE':
      return terms.reserveRule === 'on-bid' && most < (terms.reserveWei ?? 0n);
    case 'BELOW_ASK':
      return most < naiveAsk(terms, lot.price);
    case 'BUY_NOW_OVER':
      return terms.buyNowWei !== undefined && lot.bids.length > 0;
    default:
      return true;
  }
}

/** Whether the hammer falls when it may, for whom it must, at the price that is right. */
export function judgeHammer(lot: ModelLot, event: Event<'hammer-fell'>, note: Note): void {
  const { terms, closesAt, price } = lot;
  const say = (law: string, why: string) => note(law, `Lot ${event.lotId}: ${why}`);
  const due = (closesAt ?? terms.opensAt + terms.durationMs) + terms.deliveryGraceMs;
  if (event.at < due + (terms.endInclusive && closesAt !== undefined ? 1 : 0)) {
    say('the hammer waits for the close', `fell at ${event.at}, due at ${due}`);
  }
  if (lot.waiting.size > 0) say('every bid that waits is ruled on', [...lot.waiting.keys()].join());
  const leader = leaderOf(lot);
  const isSold = leader !== undefined && price !== undefined && price >= (terms.reserveWei ?? 0n);
  const winner = isSold ? leader.paddle : null;
  const hammer = isSold ? price : 0n;
  if (event.winner !== winner || event.hammerWei !== hammer) {
    say(
      'the first of the greatest bids wins',
      `${String(event.winner)} at ${event.hammerWei}, expected ${String(winner)} at ${hammer}`,
    );
  }
}
