import { accountOf, meansOf } from '../../domain/accounts.js';
import type { Auction, Bidder } from '../../domain/auction.js';
import type { Paddle, Wei } from '../../domain/ids.js';
import { isOpen } from '../../domain/lot/clock.js';
import type { AcceptedBid, Bid } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { Entry } from '../../ports/ledger.js';
import { bidderName, isProxy, numberOf } from './names.js';

/** A lot that a bidder leads or has won, and at what price. */
export interface HeldLot {
  readonly lot: number;
  readonly priceEth: string;
}

/** How one bidder stands: a promise to scripts. For the operator alone. */
export interface BidderSheet {
  readonly paddle: string;
  readonly name: string;
  readonly address: string;
  readonly xUserId: string | null;
  readonly blocked: boolean;
  readonly depositEth: string;
  /** For the lots he won, premiums included, less what is settled. */
  readonly owedEth: string;
  /** His own limit on all he may have outstanding, or the auction's; null for none. */
  readonly limitEth: string | null;
  /** The most he can bid on a lot that he does not lead; null where nothing bounds it. */
  readonly freeEth: string | null;
  readonly leads: readonly HeldLot[];
  readonly won: readonly HeldLot[];
}

/** One bid of a bidder, and what became of it. */
export interface BidRow {
  readonly sequence: number;
  readonly at: string;
  readonly bid: string;
  readonly lot: number | null;
  /** Null for an amount that could not be read, or that is still its bidder's secret. */
  readonly amountEth: string | null;
  readonly verdict: 'accepted' | 'held' | 'left' | 'voided' | `refused ${string}`;
}

/** Every bidder, by paddle. */
export const bidderSheets = (auction: Auction): readonly BidderSheet[] =>
  [...auction.bidders.values()]
    .sort((a, b) => a.paddle.localeCompare(b.paddle, 'en', { numeric: true }))
    .map((bidder) => bidderSheet(auction, bidder));

/** One bidder as he stands. */
export function bidderSheet(auction: Auction, bidder: Bidder): BidderSheet {
  const { paddle, address, xUserId } = bidder;
  const { owedWei, paidWei } = accountOf(auction, paddle);
  const limitWei = bidder.limitWei ?? auction.opening.outstandingLimitWei;
  return {
    ...{ paddle, name: bidderName(auction, paddle), address, xUserId },
    blocked: bidder.isBlocked ?? false,
    depositEth: formatEth(auction.deposits.get(address)?.balanceWei ?? (0n as Wei)),
    owedEth: formatEth((owedWei - paidWei) as Wei),
    limitEth: limitWei === undefined ? null : formatEth(limitWei),
    freeEth: freeEth(auction, paddle),
    leads: ledBy(auction, paddle),
    won: wonBy(auction, paddle),
  };
}

function freeEth(auction: Auction, paddle: Paddle): string | null {
  const other = [...auction.lots.values()].find(({ leader }) => leader?.paddle !== paddle);
  if (!other) return null;
  const { coveredWei, limitWei } = meansOf(auction, paddle, other);
  if (coveredWei === undefined) return limitWei === undefined ? null : formatEth(limitWei);
  return formatEth(limitWei === undefined || coveredWei < limitWei ? coveredWei : limitWei);
}

function ledBy(auction: Auction, paddle: Paddle): readonly HeldLot[] {
  return auction.activeLotIds.flatMap((lotId) => {
    const lot = auction.lots.get(lotId);
    const isLive = lot && (isOpen(lot) || lot.phase === 'paused');
    if (!isLive || lot.leader?.paddle !== paddle || lot.priceWei === undefined) return [];
    return [{ lot: numberOf(auction, lotId), priceEth: formatEth(lot.priceWei) }];
  });
}

const wonBy = (auction: Auction, paddle: Paddle): readonly HeldLot[] =>
  [...auction.results].flatMap(([lotId, { winner, hammerWei }]) =>
    winner === paddle ? [{ lot: numberOf(auction, lotId), priceEth: formatEth(hammerWei) }] : [],
  );

/** Every bid of one bidder, oldest first, with its latest verdict. */
export function bidsOf(
  auction: Auction,
  bidder: Bidder,
  entries: readonly Entry[],
): readonly BidRow[] {
  const rows = new Map<string, BidRow>();
  for (const { sequence, event } of entries) {
    const { at } = event;
    const row = (bid: Bid | AcceptedBid, verdict: BidRow['verdict'], isSecret = false) => {
      if (bid.paddle !== bidder.paddle) return;
      const lot = numberOf(auction, bid.lotId);
      const amountEth = isSecret ? null : formatEth(bid.amountWei);
      rows.set(bid.id, { sequence, at: iso(at), bid: bid.id, lot, amountEth, verdict });
    };
    switch (event.kind) {
      case 'bid-accepted':
        row(event.bid, 'accepted', isProxy(auction, event.lotId));
        break;
      case 'bid-refused':
        row(event.bid, `refused ${event.why}`);
        break;
      case 'bid-held':
        row(event.bid, 'held', isProxy(auction, event.lotId));
        break;
      case 'absentee-left':
        row(event.bid, 'left', true);
        break;
      case 'bid-voided': {
        const before = rows.get(event.bidId);
        if (before) rows.set(event.bidId, { ...before, verdict: 'voided' });
        break;
      }
      case 'offer-refused': {
        const { offer, why } = event;
        const isHis =
          offer.paddle === bidder.paddle ||
          (offer.xUserId !== undefined && offer.xUserId === bidder.xUserId) ||
          offer.address === bidder.address;
        if (!isHis) break;
        const lot = offer.lotId === undefined ? null : numberOf(auction, offer.lotId);
        const amountEth = offer.amount ?? null;
        const told = { sequence, at: iso(at), bid: offer.id, lot, amountEth };
        rows.set(offer.id, { ...told, verdict: `refused ${why}` });
        break;
      }
      default:
        break;
    }
  }
  return [...rows.values()];
}

const iso = (at: number): string => new Date(at).toISOString();
