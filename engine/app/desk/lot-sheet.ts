import type { Auction, CatalogueEntry } from '../../domain/auction.js';
import { invariant } from '../../domain/invariant.js';
import { askingBidWei } from '../../domain/lot/ask.js';
import { isOpen } from '../../domain/lot/clock.js';
import type { LotPhase } from '../../domain/lot/phase.js';
import type { Lot } from '../../domain/lot/lot.js';
import type { Paddle, Wei } from '../../domain/ids.js';
import { formatEth } from '../../domain/money.js';
import type { BidSource } from '../../domain/post.js';
import { bidderName } from './names.js';

/** Somebody who bids, as the desk shows him. */
interface Named {
  readonly paddle: string;
  readonly name: string;
}

/** How one lot stands: a promise to scripts. Holds nothing that viewers may not know. */
export interface LotSheet {
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  readonly phase: LotPhase;
  readonly onProgram: boolean;
  readonly openingEth: string;
  /** Null until there is a bid. */
  readonly priceEth: string | null;
  readonly askEth: string;
  readonly leader: Named | null;
  /** Never the amount. */
  readonly reserve: 'none' | 'met' | 'not met';
  /** Null while no clock runs. */
  readonly closesAt: string | null;
  /** What is left on the clock of a lot that is paused. */
  readonly remainingMs: number | null;
  readonly extensions: number;
  readonly bids: { readonly accepted: number; readonly refused: number };
  readonly bidders: number;
  readonly result: {
    readonly outcome: 'sold' | 'passed' | 'withdrawn';
    readonly winner: Named | null;
    readonly hammerEth: string;
    readonly premiumEth: string;
    readonly settlement: 'pending' | 'settled' | 'failed' | null;
  } | null;
  readonly secondChance:
    (Named & { readonly hammerEth: string; readonly expiresAt: string }) | null;
}

/** A bid that stands on a lot. */
export interface StandingBid extends Named {
  /** What the desk calls it by, to void it. */
  readonly bid: string;
  /** The price that the lot stood at once it was taken. */
  readonly priceEth: string;
  readonly source: BidSource;
  readonly at: string;
}

/** The bids that stand on a lot, oldest first. */
export const standingBids = (auction: Auction, { id }: CatalogueEntry): readonly StandingBid[] =>
  (auction.lots.get(id)?.bids.slice() ?? []).map(
    ({ id: bid, paddle, priceWei, source, placedAt }) => ({
      ...{ bid, paddle, name: bidderName(auction, paddle), priceEth: formatEth(priceWei), source },
      at: new Date(placedAt).toISOString(),
    }),
  );

/** Every lot, in the order of sale. */
export const lotSheets = (auction: Auction): readonly LotSheet[] =>
  auction.order.flatMap((lotId) => {
    const entry = auction.opening.catalogue.find(({ id }) => id === lotId);
    return entry ? [lotSheet(auction, entry)] : [];
  });

/** One lot as it stands. */
export function lotSheet(auction: Auction, entry: CatalogueEntry): LotSheet {
  const { number, title, artist } = entry;
  const lot = auction.lots.get(entry.id);
  invariant(lot !== undefined, 'a lot of the catalogue is in the auction');
  const { phase, leader, priceWei, closesAt, remainingMs } = lot;
  const named = (paddle: Paddle): Named => ({ paddle, name: bidderName(auction, paddle) });
  return {
    ...{ number, title, artist, phase, onProgram: auction.currentLotId === lot.id },
    openingEth: formatEth(lot.terms.startWei),
    priceEth: priceWei === undefined ? null : formatEth(priceWei),
    askEth: formatEth(askingBidWei(lot)),
    leader: leader ? named(leader.paddle) : null,
    reserve: reserveOf(lot, priceWei),
    closesAt: closesAt !== undefined && isOpen(lot) ? new Date(closesAt).toISOString() : null,
    remainingMs: phase === 'paused' ? (remainingMs ?? null) : null,
    extensions: lot.extensions,
    bids: { accepted: lot.accepted, refused: lot.refused },
    bidders: lot.best.size,
    result: resultOf(auction, lot, named),
    secondChance: secondChanceOf(lot, named),
  };
}

function reserveOf({ terms }: Lot, priceWei: Wei | undefined): LotSheet['reserve'] {
  if (terms.reserveWei === undefined) return 'none';
  return priceWei !== undefined && priceWei >= terms.reserveWei ? 'met' : 'not met';
}

function resultOf(
  { results }: Auction,
  { id }: Lot,
  named: (paddle: Paddle) => Named,
): LotSheet['result'] {
  const result = results.get(id);
  if (!result) return null;
  const { outcome, winner, hammerWei, premiumWei, settlement } = result;
  return {
    outcome,
    winner: winner === null ? null : named(winner),
    hammerEth: formatEth(hammerWei),
    premiumEth: formatEth(premiumWei),
    settlement: settlement?.state ?? null,
  };
}

function secondChanceOf(
  { secondChance }: Lot,
  named: (paddle: Paddle) => Named,
): LotSheet['secondChance'] {
  if (!secondChance) return null;
  const { paddle, hammerWei, expiresAt } = secondChance;
  return {
    ...named(paddle),
    hammerEth: formatEth(hammerWei),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
