import { withAccount, withLeadMoved } from './accounts.js';
import type {
  Auction,
  AuctionOpening,
  Bidder,
  LotResult,
  Reserves,
  Settlement,
} from './auction.js';
import type { AuctionEvent, LotEvent, RoomEvent } from './events.js';
import type { Address, Instant, LotId, Paddle, Wei, XUserId } from './ids.js';
import { invariant } from './invariant.js';
import { isOpen } from './lot/clock.js';
import { createLot, foldLot } from './lot/fold-lot.js';
import type { Lot } from './lot/lot.js';
import { premiumOf } from './money.js';
import { PersistentMap } from './persistent-map.js';
import { tellingOf } from './told.js';

const NO_RESERVES: Reserves = new Map();

type Event<Kind extends AuctionEvent['kind']> = Extract<AuctionEvent, { kind: Kind }>;

/**
 * The auction once `event` has happened to it. Pure, and as quick for the last event as for the
 * first: older versions stay readable, see `PersistentMap`.
 *
 * @param reserves - what the seals of the opening hide; read when the auction opens
 */
export function foldAuction(
  auction: Auction | undefined,
  event: AuctionEvent,
  reserves: Reserves = NO_RESERVES,
): Auction {
  if (event.kind === 'auction-opened') {
    invariant(auction === undefined, 'an auction opens once');
    return openedAuction(event, reserves);
  }
  invariant(auction !== undefined, 'a book begins with the opening of its auction');
  return 'lotId' in event
    ? foldLotEvent(auction, event)
    : { ...foldRoomEvent(auction, event), sequence: auction.sequence + 1 };
}

function openedAuction({ at, opening }: Event<'auction-opened'>, reserves: Reserves): Auction {
  return {
    opening,
    phase: 'open',
    openedAt: at,
    sequence: 1,
    lots: PersistentMap.of(lotsOf(opening, at, reserves)),
    results: PersistentMap.of(),
    refusedOffers: 0,
    accounts: PersistentMap.of(),
    order: opening.catalogue.map(({ id }) => id),
    activeLotIds: [],
    reserves,
    phaseSince: at,
    bidders: PersistentMap.of(),
    paddles: PersistentMap.of(),
    claims: PersistentMap.of(),
    deposits: PersistentMap.of(),
    told: PersistentMap.of(),
  };
}

/** Until a lot opens, its `opensAt` is the auction's. */
const lotsOf = ({ catalogue }: AuctionOpening, opensAt: Instant, reserves: Reserves) =>
  catalogue.map(({ id, terms }): [LotId, Lot] => {
    const reserveWei = reserves.get(id)?.reserveWei;
    const sealed = reserveWei === undefined ? {} : { reserveWei };
    return [id, createLot(id, { ...terms, ...sealed, opensAt })];
  });

function foldLotEvent(auction: Auction, event: LotEvent): Auction {
  const before = auction.lots.get(event.lotId);
  invariant(before !== undefined, 'an event names a lot of the catalogue');
  const { pace, premiumBps } = auction.opening;
  const lot = foldLot(before, event, pace.fairWarningMs);
  const isTaken = takesProgram(auction, event);
  const isCurrent = isTaken || event.lotId === auction.currentLotId;
  const after = {
    ...auction,
    sequence: auction.sequence + 1,
    lots: auction.lots.with(event.lotId, lot),
    activeLotIds: withActive(auction.activeLotIds, before, lot),
    phaseSince: isTaken || (isCurrent && isNewScene(before, lot)) ? event.at : auction.phaseSince,
    accounts: withLeadMoved(auction.accounts, before, lot, premiumBps),
  };
  return foldResult(isTaken ? { ...after, currentLotId: event.lotId } : after, event);
}

/** A lot that is previewed; or one that the operator opens while none on program takes bids. */
function takesProgram({ lots, currentLotId }: Auction, event: LotEvent): boolean {
  if (event.kind === 'lot-previewed') return true;
  if (event.kind !== 'lot-opened') return false;
  const shown = currentLotId && lots.get(currentLotId);
  return !shown || !(isOpen(shown) || shown.phase === 'paused' || shown.phase === 'previewed');
}

/** What happens once the hammer has fallen is no new scene. */
function isNewScene(before: Lot, after: Lot): boolean {
  if (before.phase === after.phase) return false;
  return (
    !['settling', 'settled', 'defaulted'].includes(after.phase) && before.phase !== 'defaulted'
  );
}

function withActive(
  active: Auction['activeLotIds'],
  before: Lot,
  after: Lot,
): Auction['activeLotIds'] {
  const was = isActive(before);
  const is = isActive(after);
  if (was === is) return active;
  return is ? [...active, after.id] : active.filter((id) => id !== after.id);
}

const isActive = (lot: Lot): boolean =>
  isOpen(lot) || lot.phase === 'paused' || lot.secondChance !== undefined;

const NOTHING = 0n as Wei;

/** What a lot came to, and what its winner owes for it. */
function foldResult(auction: Auction, event: LotEvent): Auction {
  switch (event.kind) {
    case 'hammer-fell': {
      const { outcome, winner, hammerWei, premiumWei } = event;
      const settlement: Settlement | null = outcome === 'sold' ? { state: 'pending' } : null;
      return withResult(auction, event.lotId, {
        outcome,
        winner,
        hammerWei,
        premiumWei,
        settlement,
      });
    }
    case 'lot-withdrawn':
      return withResult(auction, event.lotId, { ...UNSOLD, outcome: 'withdrawn' });
    case 'lot-defaulted':
      return withResult(withDebtDropped(auction, event.lotId), event.lotId, UNSOLD);
    case 'second-chance-taken': {
      const lot = auction.lots.get(event.lotId);
      const winner = lot?.leader?.paddle ?? null;
      const hammerWei = lot?.priceWei ?? NOTHING;
      const premiumWei = premiumOf(hammerWei, auction.opening.premiumBps);
      const sold = { outcome: 'sold', winner, hammerWei, premiumWei } as const;
      return withResult(auction, event.lotId, { ...sold, settlement: { state: 'pending' } });
    }
    case 'lot-settled': {
      const { lotId, txHash, tokenOwner } = event;
      const result = auction.results.get(lotId);
      const after = foldSettlement(auction, lotId, { state: 'settled', txHash, tokenOwner });
      if (!result?.winner) return after;
      const paidWei = result.hammerWei + result.premiumWei;
      return { ...after, accounts: withAccount(after.accounts, result.winner, { paidWei }) };
    }
    case 'settlement-failed':
      return foldSettlement(auction, event.lotId, { state: 'failed', reason: event.reason });
    default:
      return auction;
  }
}

const UNSOLD: LotResult = {
  outcome: 'passed',
  winner: null,
  hammerWei: NOTHING,
  premiumWei: NOTHING,
  settlement: null,
};

function withResult(auction: Auction, lotId: LotId, result: LotResult): Auction {
  const results = auction.results.with(lotId, result);
  const { winner, hammerWei, premiumWei } = result;
  if (winner === null) return { ...auction, results };
  const owedWei = hammerWei + premiumWei;
  return { ...auction, results, accounts: withAccount(auction.accounts, winner, { owedWei }) };
}

function withDebtDropped(auction: Auction, lotId: LotId): Auction {
  const result = auction.results.get(lotId);
  if (!result?.winner) return auction;
  const owedWei = -(result.hammerWei + result.premiumWei);
  return { ...auction, accounts: withAccount(auction.accounts, result.winner, { owedWei }) };
}

function foldRoomEvent(
  auction: Auction,
  event: Exclude<RoomEvent, { kind: 'auction-opened' }>,
): Auction {
  switch (event.kind) {
    case 'wallet-claimed': {
      const { xUserId, handle, address } = event;
      return {
        ...auction,
        claims: auction.claims.with(xUserId, { handle, address }),
      };
    }
    case 'deposit-credited':
      return foldDeposit(auction, event.address, event.amountWei, event.xUserId);
    case 'paddle-registered':
      return foldRegistered(auction, event.bidder);
    case 'deposit-reverted':
      return foldDeposit(auction, event.address, 0n - event.amountWei, null);
    case 'offer-refused':
      return { ...withTold(auction, event), refusedOffers: auction.refusedOffers + 1 };
    case 'flood-counted':
      return withTold(auction, event);
    case 'book-sealed':
      return auction;
    case 'lot-shown':
      return { ...auction, currentLotId: event.shown, phaseSince: event.at };
    case 'lots-reordered':
      return { ...auction, order: event.order };
    case 'bidder-blocked':
      return withBidder(auction, event.paddle, (bidder) => ({ ...bidder, isBlocked: true }));
    case 'bidder-unblocked':
      return withBidder(auction, event.paddle, ({ isBlocked: _, ...bidder }) => bidder);
    case 'bidder-limited': {
      const { limitWei } = event;
      return withBidder(auction, event.paddle, ({ limitWei: _, ...bidder }) =>
        limitWei === null ? bidder : { ...bidder, limitWei },
      );
    }
    case 'auction-closed':
      return { ...auction, phase: 'closed', closedAt: event.at };
  }
}

function withTold(auction: Auction, event: RoomEvent): Auction {
  const key = tellingOf(auction, event);
  return key === undefined ? auction : { ...auction, told: auction.told.with(key, event.at) };
}

function foldDeposit(
  auction: Auction,
  address: Address,
  changeWei: bigint,
  xUserId: XUserId | null,
): Auction {
  const before = auction.deposits.get(address);
  const balanceWei = (before?.balanceWei ?? 0n) + changeWei;
  invariant(balanceWei >= 0n, 'no more is undone than was deposited');
  const deposit = { balanceWei: balanceWei as Wei, xUserId: xUserId ?? before?.xUserId ?? null };
  return { ...auction, deposits: auction.deposits.with(address, deposit) };
}

function withBidder(auction: Auction, paddle: Paddle, change: (bidder: Bidder) => Bidder): Auction {
  const bidder = auction.bidders.get(paddle);
  invariant(bidder !== undefined, 'only a bidder is turned away or limited');
  return { ...auction, bidders: auction.bidders.with(paddle, change(bidder)) };
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
