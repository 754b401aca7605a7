import { createHash, randomBytes } from 'node:crypto';
import type { Catalogue, CatalogueLot } from '../config/catalogue.js';
import type { Config } from '../config/schema.js';
import {
  RULEBOOK,
  type AuctionOpening,
  type CatalogueEntry,
  type Reserves,
  type SecretReserve,
} from '../engine/domain/auction.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId, LotId } from '../engine/domain/ids.js';
import { reserveSealText } from '../engine/domain/reserve-seal.js';
import type { ShowState } from '../engine/domain/show.js';

/** Where a lot's token lies and who put it up. */
export type Consigned = Pick<CatalogueEntry, 'token' | 'consignor'>;

/**
 * Puts together what is fixed when an auction opens.
 *
 * @param consigned - what a stand-in chain minted; it fills what the catalogue leaves out
 * @param reserves - the reserves as they are kept; the opening holds their seals
 * @throws SothebaisError `CATALOGUE_INVALID` for a lot without token or consignor
 */
export function buildOpening(
  config: Config,
  catalogue: Catalogue,
  consigned: ReadonlyMap<LotId, Consigned>,
  reserves: Reserves,
): AuctionOpening {
  const { auction } = config;
  const id = auction.id as AuctionId;
  return {
    id,
    rulebook: RULEBOOK,
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
      secondChanceMs: auction.secondChanceSeconds,
    },
    ...(auction.outstandingLimitEth === undefined
      ? {}
      : { outstandingLimitWei: auction.outstandingLimitEth }),
    catalogue: catalogue.lots.map((lot) => {
      const entry = buildEntry(lot, consigned.get(lot.id));
      const reserve = reserves.get(lot.id);
      return reserve ? { ...entry, reserveSeal: sealOf(id, lot.id, reserve) } : entry;
    }),
  };
}

/** The reserves of a catalogue, each with salt of its own. */
export function drawReserves({ lots }: Catalogue): Reserves {
  return new Map(
    lots.flatMap(({ id, terms: { reserveWei } }) =>
      reserveWei === undefined
        ? []
        : [[id, { reserveWei, salt: randomBytes(SALT_BYTES).toString('hex') }]],
    ),
  );
}

const SALT_BYTES = 16;

const sealOf = (auctionId: AuctionId, lotId: LotId, reserve: SecretReserve): string =>
  createHash('sha256')
    .update(reserveSealText(auctionId, lotId, reserve))
    .digest('hex');

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
  const { id, number, title, artist, medium } = lot;
  const terms = withoutReserve(lot.terms);
  return { id, number, title, artist, medium, token, consignor, terms };
}

const withoutReserve = ({ reserveWei: _, ...terms }: CatalogueLot['terms']) => terms;

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
