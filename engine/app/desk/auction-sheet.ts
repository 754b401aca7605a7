import type { Auction } from '../../domain/auction.js';
import type { Wei } from '../../domain/ids.js';
import { isOpen } from '../../domain/lot/clock.js';
import type { LotPhase } from '../../domain/lot/phase.js';
import { formatEth } from '../../domain/money.js';
import { numberOf } from './names.js';

/** How an auction stands: a promise to scripts. */
export interface AuctionSheet {
  readonly id: string;
  readonly title: string;
  readonly phase: 'open' | 'closed';
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly onProgram: number | null;
  /** Lots that take bids or are paused. */
  readonly open: readonly number[];
  readonly toCome: readonly number[];
  /** Lot numbers in the order of sale. */
  readonly order: readonly number[];
  readonly lots: { readonly sold: number; readonly passed: number; readonly withdrawn: number };
  readonly totalEth: string;
  readonly bidders: number;
  readonly blocked: number;
  readonly premiumBps: number;
  /** The most one bidder may have outstanding; null for no limit. */
  readonly limitEth: string | null;
  readonly events: number;
}

/** The auction as it stands. */
export function auctionSheet(auction: Auction): AuctionSheet {
  const { opening, currentLotId, closedAt } = auction;
  const results = [...auction.results.values()];
  const count = (wanted: string) => results.filter(({ outcome }) => outcome === wanted).length;
  const numbers = (isWanted: (phase: LotPhase) => boolean) =>
    auction.order.flatMap((id) => {
      const lot = auction.lots.get(id);
      return lot && isWanted(lot.phase) ? [numberOf(auction, id)] : [];
    });
  const { outstandingLimitWei } = opening;
  return {
    ...{ id: opening.id, title: opening.title, phase: auction.phase },
    openedAt: new Date(auction.openedAt).toISOString(),
    closedAt: closedAt === undefined ? null : new Date(closedAt).toISOString(),
    onProgram: currentLotId === undefined ? null : numberOf(auction, currentLotId),
    open: numbers((phase) => phase === 'paused' || isOpen({ phase })),
    toCome: numbers((phase) => phase === 'catalogued' || phase === 'previewed'),
    order: numbers(() => true),
    lots: { sold: count('sold'), passed: count('passed'), withdrawn: count('withdrawn') },
    totalEth: formatEth(results.reduce((sum, { hammerWei }) => sum + hammerWei, 0n) as Wei),
    bidders: auction.bidders.size,
    blocked: [...auction.bidders.values()].filter(({ isBlocked }) => isBlocked).length,
    premiumBps: opening.premiumBps,
    limitEth: outstandingLimitWei === undefined ? null : formatEth(outstandingLimitWei),
    events: auction.sequence,
  };
}
