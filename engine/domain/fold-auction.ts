import type { Auction, AuctionOpening, Bidder, LotResult, Settlement } from './auction.js';
import type { AuctionEvent, LotEvent, RoomEvent } from './events.js';
import type { Instant, LotId, Paddle, Wei } from './ids.js';
import { invariant } from './invariant.js';
import { createLot, foldLot } from './lot/fold-lot.js';
import type { Lot } from './lot/lot.js';
import { PersistentMap } from './persistent-map.js';

type Event<Kind extends AuctionEvent['kind']> = Extract<AuctionEvent, { kind: Kind }>;

/**
 * The auction once `event` has happened to it. Pure, and as quick for the last event as for the
 * first: older versions stay readable, see `PersistentMap`.
 */
export function foldAuction(auction: Auction | undefined, event: AuctionEvent): Auction {
  if (event.kind === 'auction-opened') {
    invariant(auction === undefined, 'an auction opens once');
    return openedAuction(event);
  }
  invariant(auction !== undefined, 'a book begins with the opening of its auction');
  return 'lotId' in event && event.kind !== 'lot-settled' && event.kind !== 'settlement-failed'
    ? foldLotEvent(auction, event)
    : { ...foldRoomEvent(auction, event), sequence: auction.sequence + 1 };
}

/**
 * What a bidder can still commit: his deposit, less the lots he won with their premiums, never
 * below zero. One lot takes bids at a time, so a lead on that lot is all else he can be bound by;
 * it is not counted, for a higher bid on the same lot takes its place.
 */
export function availableWei(auction: Auction, paddle: Paddle): Wei {
  const bidder = auction.bidders.get(paddle);
  const paidWei = (bidder && auction.deposits.get(bidder.address)?.balanceWei) ?? 0n;
  const leftWei = paidWei - (auction.owed.get(paddle) ?? 0n);
  return (leftWei > 0n ? leftWei : 0n) as Wei;
}

function openedAuction({ at, opening }: Event<'auction-opened'>): Auction {
  return {
    opening,
    phase: 'open',
    openedAt: at,
    sequence: 1,
    lots: PersistentMap.of(lotsOf(opening, at)),
    results: PersistentMap.of(),
    owed: PersistentMap.of(),
    phaseSince: at,
    bidders: PersistentMap.of(),
    paddles: PersistentMap.of(),
    claims: PersistentMap.of(),
    deposits: PersistentMap.of(),
    heard: PersistentMap.of(),
  };
}

/** Until a lot opens, its `opensAt` is the auction's. */
const lotsOf = ({ catalogue }: AuctionOpening, opensAt: Instant) =>
  catalogue.map(({ id, terms }): [LotId, Lot] => [id, createLot(id, { ...terms, opensAt })]);

function foldLotEvent(auction: Auction, event: LotEvent): Auction {
  const before = auction.lots.get(event.lotId);
  invariant(before !== undefined, 'an event names a lot of the catalogue');
  const lot = withWarningKept(auction, before, foldLot(before, event), event.at);
  const isPresented = event.kind === 'lot-presented';
  const isCurrent = isPresented || event.lotId === auction.currentLotId;
  const after = {
    ...auction,
    sequence: auction.sequence + 1,
    lots: auction.lots.with(event.lotId, lot),
    phaseSince: isCurrent && lot.phase !== before.phase ? event.at : auction.phaseSince,
    heard: 'bid' in event ? auction.heard.with(event.bid.id, true) : auction.heard,
  };
  if (isPresented) return { ...after, currentLotId: event.lotId };
  const result = resultOf(event);
  return result ? withResult(after, event.lotId, result) : after;
}

function withResult(auction: Auction, lotId: LotId, result: LotResult): Auction {
  const results = auction.results.with(lotId, result);
  const { winner, hammerWei, premiumWei } = result;
  if (winner === null) return { ...auction, results };
  const owedWei = (auction.owed.get(winner) ?? 0n) + hammerWei + premiumWei;
  return { ...auction, results, owed: auction.owed.with(winner, owedWei as Wei) };
}

/** A close that moves by less than the warning does not call it off. */
function withWarningKept(auction: Auction, before: Lot, lot: Lot, at: Instant): Lot {
  if (before.phase !== 'fair-warning' || lot.phase !== 'open') return lot;
  const { fairWarningMs } = auction.opening.pace;
  const isNear = lot.closesAt !== undefined && lot.closesAt - at <= fairWarningMs;
  return isNear ? { ...lot, phase: 'fair-warning' } : lot;
}

function resultOf(event: LotEvent): LotResult | undefined {
  if (event.kind === 'hammer-fell') {
    const { outcome, winner, hammerWei, premiumWei } = event;
    const settlement: Settlement | null = outcome === 'sold' ? { state: 'pending' } : null;
    return { outcome, winner, hammerWei, premiumWei, settlement };
  }
  if (event.kind !== 'lot-withdrawn') return undefined;
  const nothing = 0n as Wei;
  return {
    outcome: 'withdrawn',
    winner: null,
    hammerWei: nothing,
    premiumWei: nothing,
    settlement: null,
  };
}

function foldRoomEvent(
  auction: Auction,
  event: Exclude<RoomEvent, { kind: 'auction-opened' }>,
): Auction {
  switch (event.kind) {
    case 'wallet-claimed': {
      const { xUserId, handle, address, sourceId } = event;
      return {
        ...auction,
        claims: auction.claims.with(xUserId, { handle, address }),
        heard: auction.heard.with(sourceId, true),
      };
    }
    case 'deposit-credited':
      return foldDeposit(auction, event);
    case 'paddle-registered':
      return foldRegistered(auction, event.bidder);
    case 'offer-refused':
      return { ...auction, heard: auction.heard.with(event.offer.id, true) };
    case 'lot-settled': {
      const { lotId, txHash, tokenOwner } = event;
      return foldSettlement(auction, lotId, { state: 'settled', txHash, tokenOwner });
    }
    case 'settlement-failed':
      return foldSettlement(auction, event.lotId, { state: 'failed', reason: event.reason });
    case 'auction-closed':
      return { ...auction, phase: 'closed', closedAt: event.at };
    case 'book-sealed':
      return auction;
  }
}

function foldDeposit(auction: Auction, event: Event<'deposit-credited'>): Auction {
  const before = auction.deposits.get(event.address);
  const deposit = {
    balanceWei: ((before?.balanceWei ?? 0n) + event.amountWei) as Wei,
    xUserId: event.xUserId ?? before?.xUserId ?? null,
  };
  return {
    ...auction,
    deposits: auction.deposits.with(event.address, deposit),
    heard: auction.heard.with(event.sourceId, true),
  };
}

function foldRegistered(auction: Auction, bidder: Bidder): Auction {
  const { paddle, address, xUserId } = bidder;
  const byAddress = auction.paddles.with(address, paddle);
  return {
    ...auction,
    bidders: auction.bidders.with(paddle, bidder),
    paddles: xUserId === null ? byAddress : byAddress.with(xUserId, paddle),
  };
}

function foldSettlement(auction: Auction, lotId: LotId, settlement: Settlement): Auction {
  const result = auction.results.get(lotId);
  invariant(result?.outcome === 'sold', 'only a sold lot is settled');
  return { ...auction, results: auction.results.with(lotId, { ...result, settlement }) };
}
