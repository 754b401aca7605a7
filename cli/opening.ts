import type { Catalogue, CatalogueLot } from '../config/catalogue.js';
import type { Config } from '../config/schema.js';
import type { AuctionOpening, CatalogueEntry } from '../engine/domain/auction.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId, LotId } from '../engine/domain/ids.js';
import type { ShowState } from '../engine/domain/show.js';

/** Where a lot's token lies and who put it up. */
export type Consigned = Pick<CatalogueEntry, 'token' | 'consignor'>;

/**
 * Puts together what is fixed when an auction opens.
 *
 * @param consigned - what a stand-in chain minted; it fills what the catalogue leaves out
 * @throws SothebaisError `CATALOGUE_INVALID` for a lot without token or consignor
 */
export function buildOpening(
  config: Config,
  catalogue: Catalogue,
  consigned: ReadonlyMap<LotId, Consigned>,
): AuctionOpening {
  const { auction } = config;
  return {
    id: auction.id as AuctionId,
    title: catalogue.title,
    subtitle: catalogue.subtitle,
    currency: 'ETH',
    premiumBps: auction.premiumBps,
    depositRequired: true,
    pace: {
      standbyMs: auction.standbySeconds,
      presentMs: auction.presentSeconds,
      fairWarningMs: auction.fairWarningSeconds,
      resultMs: auction.resultSeconds,
      creditsMs: auction.creditsSeconds,
    },
    catalogue: catalogue.lots.map((lot) => buildEntry(lot, consigned.get(lot.id))),
  };
}

function buildEntry(lot: CatalogueLot, consigned: Consigned | undefined): CatalogueEntry {
  const token = consigned?.token ?? lot.token;
  const consignor = consigned?.consignor ?? lot.consignor;
  if (!token || !consignor) {
    throw new SothebaisError(
      'CATALOGUE_INVALID',
      `Lot ${lot.number}, "${lot.title}", names no token or no consignor.`,
      { hint: 'Add `token` and `consignor` to the lot, or set `sandbox.enabled`.' },
    );
  }
  const { id, number, title, artist, medium, terms } = lot;
  return { id, number, title, artist, medium, token, consignor, terms };
}

/** How long the evening takes when nothing extends it, with an hour to spare. */
export function lengthMs({ pace, catalogue }: AuctionOpening): number {
  const lots = catalogue.reduce(
    (sum, { terms }) => sum + pace.presentMs + terms.durationMs + pace.resultMs,
    0,
  );
  return pace.standbyMs + lots + pace.creditsMs + 3_600_000;
}

/** What viewers are told of bidding. */
export const HOW_TO_BID: ShowState['howToBid'] = {
  text: 'To bid: register once, then reply with an amount',
  example: 'bid 1.5 ETH',
};
