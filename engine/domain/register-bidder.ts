import type { Auction, Bidder } from './auction.js';
import type { AuctionEvent, RoomEvent } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Address, Instant, Paddle, XUserId } from './ids.js';
import type { Move } from './moves.js';
import { voidUncovered } from './void-uncovered.js';

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

/** Takes back a deposit that the chain undid, and the leads that it covered. */
export function ruleOnReversal(auction: Auction, move: Asked<'revert-deposit'>): AuctionEvent[] {
  const { at, sourceId, address, amountWei } = move;
  const reverted: RoomEvent = { kind: 'deposit-reverted', at, sourceId, address, amountWei };
  return [reverted, ...voidUncovered(foldAuction(auction, reverted), at, sourceId)];
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
