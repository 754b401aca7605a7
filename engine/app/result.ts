import type { Auction } from '../domain/auction.js';
import type { AuctionEvent } from '../domain/events.js';
import type { LotId } from '../domain/ids.js';
import type { BidSource } from '../domain/post.js';
import type { Announcer } from '../ports/announcer.js';
import type { Entry } from '../ports/ledger.js';
import type { ErrandState, Outbox } from '../ports/outbox.js';
import type { StreamHealth } from '../ports/program.js';
import type { HostTally } from './run-host.js';

/** What `result.json` holds: a promise to scripts. Amounts are decimal text in wei. */
export interface AuctionResult {
  readonly auction: {
    readonly id: string;
    readonly title: string;
    readonly openedAt: string;
    readonly closedAt: string | null;
  };
  readonly lots: readonly LotOutcome[];
  readonly bids: BidCounts & { readonly bySource: Readonly<Record<BidSource, number>> };
  readonly posts: {
    readonly received: number;
    readonly sent: number;
    readonly notSent: number;
    readonly costUsd: string;
  };
  readonly stream: {
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    readonly seconds: number;
    readonly frames: number;
    readonly unique: number;
    readonly repeated: number;
    readonly dropped: number;
    readonly backend: string;
    readonly destinations: StreamHealth['destinations'];
  };
  readonly ledger: { readonly events: number; readonly head: string };
  readonly host: {
    readonly lines: number;
    readonly spokenSeconds: number;
    readonly vetoed: number;
  };
}

export interface BidCounts {
  readonly received: number;
  readonly accepted: number;
  readonly refused: number;
}

/** One lot of the result. A lot the auction never came to has no outcome. */
export interface LotOutcome {
  readonly number: number;
  readonly title: string;
  readonly outcome: 'sold' | 'passed' | 'withdrawn' | null;
  readonly hammerWei: string;
  readonly premiumWei: string;
  readonly winner: {
    readonly paddle: string;
    readonly xUserId: string | null;
    readonly address: string;
  } | null;
  readonly settlementTx: string | null;
  readonly tokenOwner: string | null;
  readonly bids: { readonly accepted: number; readonly refused: number };
}

/** Puts together what an auction came to, from its book and the desks' own counts. */
export function buildResult(parts: {
  readonly auction: Auction;
  readonly entries: readonly Entry[];
  readonly posts: AuctionResult['posts'];
  readonly stream: StreamHealth;
  readonly host: HostTally;
}): AuctionResult {
  const { auction, entries, stream } = parts;
  const events = entries.map(({ event }) => event);
  const { width, height, fps, frames, unique, repeated, dropped, backend } = stream;
  return {
    auction: {
      id: auction.opening.id,
      title: auction.opening.title,
      openedAt: new Date(auction.openedAt).toISOString(),
      closedAt: auction.closedAt === undefined ? null : new Date(auction.closedAt).toISOString(),
    },
    lots: auction.opening.catalogue.map(({ id }) => lotOutcome(auction, id)),
    bids: { ...countBids(events), bySource: countBySource(events) },
    posts: parts.posts,
    stream: {
      ...{ width, height, fps, seconds: stream.onAirMs / 1000 },
      ...{ frames, unique, repeated, dropped, backend, destinations: stream.destinations },
    },
    ledger: { events: entries.length, head: entries.at(-1)?.hash ?? '' },
    // The scripted host shows its lines as captions; the sound of the stream is silent.
    host: { lines: parts.host.lines, spokenSeconds: 0, vetoed: parts.host.vetoed },
  };
}

/** What each lot came to, by the book alone. */
export function lotOutcome(auction: Auction, lotId: LotId): LotOutcome {
  const entry = auction.opening.catalogue.find(({ id }) => id === lotId);
  const lot = auction.lots.get(lotId);
  const result = auction.results.get(lotId);
  const winner = result?.winner ? auction.bidders.get(result.winner) : undefined;
  const settled = result?.settlement?.state === 'settled' ? result.settlement : undefined;
  return {
    number: entry?.number ?? 0,
    title: entry?.title ?? '',
    outcome: result?.outcome ?? null,
    hammerWei: (result?.hammerWei ?? 0n).toString(),
    premiumWei: (result?.premiumWei ?? 0n).toString(),
    winner: winner
      ? { paddle: winner.paddle, xUserId: winner.xUserId, address: winner.address }
      : null,
    settlementTx: settled?.txHash ?? null,
    tokenOwner: settled?.tokenOwner ?? null,
    bids: { accepted: lot?.accepted ?? 0, refused: lot?.refused ?? 0 },
  };
}

/** What was heard and said on X: replies by the outbox's own account, which a restart keeps. */
export function countPosts(
  received: number,
  tally: Awaited<ReturnType<Outbox['tally']>>,
  announcer: ReturnType<Announcer['tally']>,
): AuctionResult['posts'] {
  const count = (state: ErrandState) =>
    tally
      .filter((row) => row.state === state && (row.kind === 'reply' || row.kind === 'answer'))
      .reduce((sum, row) => sum + row.count, 0);
  return {
    received,
    sent: count('done'),
    notSent: count('not-sent') + count('failed') + count('dropped'),
    costUsd: announcer.costUsd,
  };
}

/** Bids ruled on by now, as the folded auction has counted them. */
export function bidsOf({ lots, refusedOffers }: Auction): BidCounts {
  let accepted = 0;
  let refused = refusedOffers;
  for (const lot of lots.values()) {
    accepted += lot.accepted;
    refused += lot.refused;
  }
  return { received: accepted + refused, accepted, refused };
}

/** Bids ruled on, by how they were ruled. */
export function countBids(events: readonly AuctionEvent[]): BidCounts {
  const accepted = events.filter(({ kind }) => kind === 'bid-accepted').length;
  const refused = events.filter(
    ({ kind }) => kind === 'bid-refused' || kind === 'offer-refused',
  ).length;
  return { received: accepted + refused, accepted, refused };
}

function countBySource(events: readonly AuctionEvent[]): Record<BidSource, number> {
  const counts: Record<BidSource, number> = { post: 0, chat: 0, chain: 0, operator: 0 };
  for (const event of events) {
    if (event.kind === 'bid-accepted' || event.kind === 'bid-refused') {
      counts[event.bid.source] += 1;
    } else if (event.kind === 'offer-refused') {
      counts[event.offer.source] += 1;
    }
  }
  return counts;
}
