import type { Auction, CatalogueEntry } from './auction.js';
import type { Wei } from './ids.js';
import { askingBidWei } from './lot/ask.js';
import type { LotPhase } from './lot/phase.js';
import type { AcceptedBid, Lot } from './lot/lot.js';
import { formatEth } from './money.js';
import type { BidView, CatalogueView, HostMood, LotView, SceneName, ShowState } from './show.js';

/** What the picture needs that the book does not hold. */
export interface ShowExtras {
  readonly revision: number;
  readonly hostName: string;
  readonly hostLine?: { readonly text: string; readonly sinceMs: number; readonly untilMs: number };
  readonly watching: number;
  readonly howToBid: ShowState['howToBid'];
}

/** Rows of the ticker: what fits beside the host. */
const TICKER_LENGTH = 8;

/** Projects the book to what viewers may know. The reserve itself is left behind here. */
export function projectShow(auction: Auction, extras: ShowExtras): ShowState {
  const { opening } = auction;
  const entry = opening.catalogue.find(({ id }) => id === auction.currentLotId);
  const lot = entry && auction.lots.get(entry.id);
  const scene = sceneOf(auction, lot);
  const sold = [...auction.results.values()].filter(({ outcome }) => outcome === 'sold');

  return {
    revision: extras.revision,
    scene,
    sceneSinceMs: auction.phaseSince,
    auction: {
      title: opening.title,
      subtitle: opening.subtitle,
      lotCount: opening.catalogue.length,
      doorsAtMs: auction.openedAt + opening.pace.standbyMs,
      soldCount: sold.length,
      totalEth: formatEth(sold.reduce((sum, { hammerWei }) => sum + hammerWei, 0n) as Wei),
    },
    ...(entry && lot ? { lot: projectLot(auction, entry, lot) } : {}),
    catalogue: opening.catalogue.map((row) => projectRow(auction, row)),
    host: {
      name: extras.hostName,
      mood: MOODS[scene],
      ...(extras.hostLine ? { line: extras.hostLine } : {}),
    },
    live: { watching: extras.watching },
    howToBid: extras.howToBid,
  };
}

const MOODS: Record<SceneName, HostMood> = {
  standby: 'welcoming',
  catalogue: 'welcoming',
  lot: 'selling',
  'fair-warning': 'warning',
  hammer: 'hammer',
  passed: 'consoling',
  credits: 'welcoming',
  'test-card': 'idle',
};

function sceneOf(auction: Auction, lot: Lot | undefined): SceneName {
  if (auction.phase === 'closed') return 'credits';
  switch (lot?.phase) {
    case undefined:
    case 'catalogued':
      return 'standby';
    case 'previewed':
      return 'catalogue';
    case 'open':
    case 'paused':
      return 'lot';
    case 'fair-warning':
    case 'second-warning':
    case 'closing':
      return 'fair-warning';
    case 'sold':
    case 'settling':
    case 'settled':
    case 'defaulted':
      return 'hammer';
    case 'passed':
    case 'withdrawn':
      return 'passed';
  }
}

/** Viewers see a lot sold when the hammer falls; what follows is settlement. */
const PHASES: Record<LotPhase, LotView['phase']> = {
  catalogued: 'previewed',
  previewed: 'previewed',
  open: 'open',
  'fair-warning': 'fair-warning',
  'second-warning': 'fair-warning',
  closing: 'closing',
  paused: 'paused',
  sold: 'sold',
  settling: 'sold',
  settled: 'sold',
  defaulted: 'sold',
  passed: 'passed',
  withdrawn: 'withdrawn',
};

function projectLot(auction: Auction, entry: CatalogueEntry, lot: Lot): LotView {
  const { priceWei, leader, terms } = lot;
  const settlement = auction.results.get(lot.id)?.settlement;
  return {
    number: entry.number,
    title: entry.title,
    artist: entry.artist,
    medium: entry.medium,
    artwork: entry.id,
    phase: PHASES[lot.phase],
    warnings: lot.phase === 'fair-warning' ? 1 : lot.phase === 'second-warning' ? 2 : 0,
    openingEth: formatEth(terms.startWei),
    askEth: formatEth(askingBidWei(lot)),
    ...(priceWei === undefined ? {} : { priceEth: formatEth(priceWei) }),
    ...(leader ? { highBidder: { name: nameOf(auction, leader), paddle: leader.paddle } } : {}),
    ...(terms.reserveWei === undefined
      ? {}
      : { reserveMet: priceWei !== undefined && priceWei >= terms.reserveWei }),
    opensAtMs: terms.opensAt,
    ...(lot.closesAt === undefined ? {} : { closesAtMs: lot.closesAt }),
    extensions: lot.extensions,
    bids: lot.bids
      .slice(-TICKER_LENGTH)
      .reverse()
      .map((bid) => projectBid(auction, bid)),
    bidCount: lot.accepted,
    bidderCount: lot.best.size,
    phaseSinceMs: auction.phaseSince,
    ...(settlement
      ? {
          settlement: {
            state: settlement.state,
            ...(settlement.state === 'settled' ? { txHash: settlement.txHash } : {}),
          },
        }
      : {}),
  };
}

const projectBid = (auction: Auction, bid: AcceptedBid): BidView => ({
  id: bid.id,
  amountEth: formatEth(bid.priceWei),
  name: nameOf(auction, bid),
  paddle: bid.paddle,
  source: bid.source,
  atMs: bid.receivedAt,
});

function projectRow(auction: Auction, entry: CatalogueEntry): CatalogueView {
  const result = auction.results.get(entry.id);
  const winner = result?.winner ? auction.bidders.get(result.winner) : undefined;
  return {
    number: entry.number,
    title: entry.title,
    artist: entry.artist,
    artwork: entry.id,
    openingEth: formatEth(entry.terms.startWei),
    ...(result ? { outcome: result.outcome } : {}),
    ...(result?.outcome === 'sold' ? { hammerEth: formatEth(result.hammerWei) } : {}),
    ...(winner ? { winnerName: nameOf(auction, winner) } : {}),
  };
}

/** With an `@` where it is an X handle: an address stands as it is. */
function nameOf(auction: Auction, { paddle }: Pick<AcceptedBid, 'paddle'>): string {
  const bidder = auction.bidders.get(paddle);
  if (!bidder) return `paddle ${paddle}`;
  return bidder.xUserId ? `@${bidder.handle}` : bidder.handle;
}
