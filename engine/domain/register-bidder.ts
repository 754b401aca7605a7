import { meansOf } from './accounts.js';
import type { Auction, Bidder } from './auction.js';
import type { AuctionEvent, RoomEvent } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Address, DeskId, Instant, Paddle, XUserId } from './ids.js';
import { isOpen } from './lot/clock.js';
import type { AcceptedBid } from './lot/lot.js';
import { ceilingWei } from './lot/standing.js';
import type { Move } from './moves.js';

type Asked<Kind extends Move['kind']> = Extract<Move, { kind: Kind }>;

/** Paddles count up from here, as in a room. */
const FIRST_PADDLE = 101;

/** Notes which wallet an X user names; registers him once that wallet has named him too. */
export function ruleOnClaim(auction: Auction, move: Asked<'claim-wallet'>): RoomEvent[] {
  const { at, sourceId, xUserId, handle, address } = move;
  const claimed: RoomEvent = { kind: 'wallet-claimed', at, sourceId, xUserId, handle, address };
  return [claimed, ...registration(foldAuction(auction, claimed), address, xUserId, at)];
}

/** Credits a deposit; registers the wallet's X user once he has named it, or the wallet alone. */
export function ruleOnDeposit(auction: Auction, move: Asked<'credit-deposit'>): RoomEvent[] {
  const { at, sourceId, address, xUserId, amountWei } = move;
  const credited: RoomEvent = {
    kind: 'deposit-credited',
    at,
    sourceId,
    address,
    xUserId,
    amountWei,
  };
  const after = foldAuction(auction, credited);
  const named = after.deposits.get(address)?.xUserId ?? null;
  return [credited, ...registration(after, address, named, at)];
}

/**
 * Takes back a deposit that the chain undid. Bids that it covered, and that nothing covers any
 * more, are voided: nobody leads with money that is not there.
 */
export function ruleOnReversal(auction: Auction, move: Asked<'revert-deposit'>): AuctionEvent[] {
  const { at, sourceId, address, amountWei } = move;
  const reverted: RoomEvent = { kind: 'deposit-reverted', at, sourceId, address, amountWei };
  const paddle = auction.paddles.get(address);
  if (paddle === undefined || !auction.opening.depositRequired) return [reverted];

  const events: AuctionEvent[] = [reverted];
  let after = foldAuction(auction, reverted);
  const desk = { by: 'house', why: 'The chain took back the deposit that covered it.' };
  for (;;) {
    const bid = uncoveredLead(after, paddle);
    if (!bid) return events;
    const id = `desk-${sourceId}-${bid.id}` as DeskId;
    const { lotId, id: bidId } = bid;
    const voided: AuctionEvent = {
      ...{ kind: 'bid-voided', lotId, at, bidId, desk: { id, ...desk } },
    };
    events.push(voided);
    after = foldAuction(after, voided);
  }
}

/** A lead of one bidder that his deposit, less all else he is bound by, does not cover. */
function uncoveredLead(auction: Auction, paddle: Paddle): AcceptedBid | undefined {
  for (const lotId of auction.activeLotIds) {
    const lot = auction.lots.get(lotId);
    const leads = lot?.leader?.paddle === paddle && (isOpen(lot) || lot.phase === 'paused');
    if (!lot || !leads || !lot.leader) continue;
    const { coveredWei } = meansOf(auction, paddle, lot);
    if (coveredWei !== undefined && ceilingWei(lot.terms, lot.leader) > coveredWei) {
      return lot.leader;
    }
  }
  return undefined;
}

function registration(
  auction: Auction,
  address: Address,
  xUserId: XUserId | null,
  at: Instant,
): RoomEvent[] {
  if (auction.paddles.has(address)) return [];
  const handle = handleOf(auction, address, xUserId);
  if (handle === undefined) return [];
  const paddle = String(FIRST_PADDLE + auction.bidders.size) as Paddle;
  const bidder: Bidder = { paddle, address, xUserId, handle };
  return [{ kind: 'paddle-registered', at, bidder }];
}

/** What the bidder is called, or undefined while wallet and X user do not name each other. */
function handleOf(auction: Auction, address: Address, xUserId: XUserId | null): string | undefined {
  const deposit = auction.deposits.get(address);
  if (!deposit) return undefined;
  if (xUserId === null) return `${address.slice(0, 6)}…${address.slice(-4)}`;
  const claim = auction.claims.get(xUserId);
  const isMutual = deposit.xUserId === xUserId && claim?.address === address;
  return isMutual && !auction.paddles.has(xUserId) ? claim.handle : undefined;
}
