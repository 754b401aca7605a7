import type { Reserves } from '../../../domain/auction.js';
import type { AuctionOpening } from '../../../domain/auction.js';
import type { LotEvent } from '../../../domain/events.js';
import type { BidId, Instant, LotId, Paddle, Wei } from '../../../domain/ids.js';
import type { Bid } from '../../../domain/lot/lot.js';
import type { Terms } from '../../../domain/lot/terms.js';

/** A lot as a plain reader of the book would keep it: lists, no cleverness. */
export interface ModelLot {
  terms: Terms;
  phase: 'waiting' | 'bidding' | 'closing' | 'paused' | 'over';
  closesAt?: Instant | undefined;
  /** The close that bidding had before somebody asked to buy the lot. */
  closeBefore?: Instant | undefined;
  purchase?: BidId | undefined;
  isHammerCalled: boolean;
  extensions: number;
  /** Bids that were taken and not voided, oldest first. */
  bids: Bid[];
  /** Bids that were heard and wait for their ruling. */
  readonly waiting: Map<BidId, Bid>;
  price?: bigint | undefined;
  /** The bid that bought it at once. */
  boughtBy?: BidId | undefined;
  /** Who may have it for that price after its winner did not pay. */
  offeredTo?: Paddle | undefined;
  /** Who owes for it. */
  owes?: { readonly paddle: Paddle; readonly due: bigint; isPaid: boolean } | undefined;
}

/** The lots of an auction, by the model. */
export type Model = ReadonlyMap<LotId, ModelLot>;

export function createModel(opening: AuctionOpening, reserves: Reserves): Map<LotId, ModelLot> {
  return new Map(
    opening.catalogue.map(({ id, terms }) => {
      const reserveWei = reserves.get(id)?.reserveWei;
      const sealed = reserveWei === undefined ? {} : { reserveWei };
      const lot: ModelLot = {
        terms: { ...terms, ...sealed, opensAt: 0 as Instant },
        ...{ phase: 'waiting', isHammerCalled: false, extensions: 0, bids: [], waiting: new Map() },
      };
      return [id, lot];
    }),
  );
}

/** Whether the house bids for its owner. */
export const isProxied = ({ proxy }: Terms, { isAbsentee }: Bid): boolean =>
  proxy || isAbsentee === true;

/** The most a bid can come to. */
export const mostOf = (terms: Terms, bid: Bid): bigint =>
  isProxied(terms, bid) ? (bid.maxWei ?? bid.amountWei) : bid.amountWei;

/** Whether an offer buys the lot at once. */
export const isPurchase = ({ terms, bids }: ModelLot, bid: Bid): boolean =>
  terms.buyNowWei !== undefined &&
  bids.length === 0 &&
  bid.isAbsentee !== true &&
  bid.amountWei >= terms.buyNowWei;

/** The first of the greatest, the last where the house's own rounding lets equals overtake. */
export function leaderOf({ terms, bids }: ModelLot): Bid | undefined {
  let leader: Bid | undefined;
  for (const bid of bids) {
    const isPlain = !isProxied(terms, bid) && !(leader && isProxied(terms, leader));
    const most = mostOf(terms, bid);
    const least = leader ? mostOf(terms, leader) : -1n;
    if (most > least || (isPlain && most === least)) leader = bid;
  }
  return leader;
}

/** The most that anybody but the leader has bid. */
export function secondOf(lot: ModelLot): bigint | undefined {
  const leader = leaderOf(lot);
  let second: bigint | undefined;
  for (const bid of lot.bids) {
    const most = mostOf(lot.terms, bid);
    if (bid.paddle !== leader?.paddle && most > (second ?? -1n)) second = most;
  }
  return second;
}

/** Lets an event happen to a lot; whether it may is asked elsewhere. */
export function happen(lot: ModelLot, event: LotEvent, premiumBps: number): void {
  switch (event.kind) {
    case 'lot-opened':
      lot.terms = { ...lot.terms, opensAt: event.at };
      lot.phase = 'bidding';
      lot.closesAt = event.closesAt;
      return;
    case 'absentee-left':
    case 'bid-held':
      lot.waiting.set(event.bid.id, event.bid);
      return;
    case 'bid-accepted':
      undoPurchase(lot, event.bid.id, true);
      lot.waiting.delete(event.bid.id);
      if (isPurchase(lot, event.bid)) lot.boughtBy = event.bid.id;
      lot.bids.push(event.bid);
      lot.price = event.priceWei;
      lot.closesAt = event.closesAt;
      if (event.extended) {
        lot.extensions += 1;
        lot.phase = 'bidding';
      }
      return;
    case 'bid-refused':
      lot.waiting.delete(event.bid.id);
      if (lot.purchase === event.bid.id) undoPurchase(lot, event.bid.id, false);
      return;
    case 'lot-paused':
      lot.phase = 'paused';
      return;
    case 'lot-resumed':
    case 'lot-extended':
      lot.phase = 'bidding';
      lot.isHammerCalled = false;
      lot.closesAt = event.closesAt ?? lot.closesAt;
      return;
    case 'lot-closing':
      lot.phase = 'closing';
      if (event.desk) lot.isHammerCalled = true;
      if (event.purchase !== undefined) {
        lot.purchase = event.purchase;
        lot.closeBefore = lot.closesAt;
      }
      lot.closesAt = event.closesAt;
      return;
    case 'bid-voided':
      voidBid(lot, event.bidId);
      return;
    case 'lot-withdrawn':
      lot.phase = 'over';
      lot.purchase = undefined;
      return;
    case 'hammer-fell':
      lot.phase = 'over';
      owe(lot, event.winner, event.hammerWei + event.premiumWei);
      return;
    case 'lot-defaulted':
      lot.owes = undefined;
      return;
    case 'second-chance-offered':
      lot.price = event.hammerWei;
      lot.offeredTo = event.paddle;
      return;
    case 'second-chance-taken': {
      const hammer = (lot.price ?? 0n) as Wei;
      owe(lot, lot.offeredTo ?? null, hammer + (hammer * BigInt(premiumBps)) / 10_000n);
      return;
    }
    case 'lot-settled':
      if (lot.owes) lot.owes.isPaid = true;
      return;
    default:
      return;
  }
}

function owe(lot: ModelLot, paddle: Paddle | null, due: bigint): void {
  lot.owes = paddle === null ? undefined : { paddle, due, isPaid: false };
}

/** Somebody else was first, or the offer to buy it came to nothing: bidding goes on as before. */
function undoPurchase(lot: ModelLot, by: BidId, isTaken: boolean): void {
  if (lot.purchase === undefined) return;
  if (!(isTaken && lot.purchase === by)) {
    lot.phase = 'bidding';
    lot.closesAt = lot.closeBefore;
  }
  lot.purchase = undefined;
}

function voidBid(lot: ModelLot, bidId: BidId): void {
  if (lot.waiting.delete(bidId)) {
    if (lot.purchase === bidId) undoPurchase(lot, bidId, false);
    return;
  }
  lot.bids = lot.bids.filter(({ id }) => id !== bidId);
  if (lot.boughtBy === bidId) lot.boughtBy = undefined;
  lot.price = undefined;
}
