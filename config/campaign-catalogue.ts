import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { CAMPAIGN_LOTS_MAX, type LotName } from '../engine/domain/campaign/campaign.js';
import { SothebaisError } from '../engine/domain/errors.js';
import { catalogueSchema } from './catalogue.js';
import { readYaml } from './yaml.js';

/** A catalogue of more lots than an evening holds. */
const wholeSchema = catalogueSchema.extend({
  lots: z.array(catalogueSchema.shape.lots.element).min(1).max(CAMPAIGN_LOTS_MAX),
});

/** The file's own values, amounts as the text they were written as. */
const asWritten = z.looseObject({
  lots: z.array(z.looseObject({ title: z.string(), artwork: z.string() })),
});

/** The lots of a campaign, before they are given to days. */
export interface CampaignCatalogue {
  /** Titles, in the catalogue's order; no two are the same. */
  readonly lots: readonly LotName[];
  /** The catalogue of one evening as JSON, which `readCatalogue` reads from any folder. */
  evening(lots: readonly LotName[]): string;
}

/**
 * Reads the catalogue of a campaign; it is checked whole, so that no evening finds a mistake.
 *
 * @throws SothebaisError `CATALOGUE_INVALID` naming line and key, `ARTWORK_MISSING`
 */
export function readCampaignCatalogue(path: string): CampaignCatalogue {
  const failures = { missing: 'CATALOGUE_INVALID', invalid: 'CATALOGUE_INVALID' } as const;
  readYaml(path, wholeSchema, failures);
  const { lots, ...common } = readYaml(path, asWritten, failures);
  const byName = new Map<LotName, object>();
  for (const [i, lot] of lots.entries()) {
    const artwork = resolve(dirname(path), lot.artwork);
    const number = i + 1;
    if (byName.has(lot.title)) throw sharedTitle(path, number, lot.title);
    if (!existsSync(artwork)) throw noArtwork(artwork, number, lot.title);
    byName.set(lot.title, { ...lot, artwork });
  }
  return {
    lots: [...byName.keys()],
    evening: (names) => {
      const chosen = names.map((name) => byName.get(name)).filter((lot) => lot !== undefined);
      return `${JSON.stringify({ ...common, lots: chosen }, undefined, 2)}\n`;
    },
  };
}

const sharedTitle = (path: string, number: number, title: string) =>
  new SothebaisError(
    'CATALOGUE_INVALID',
    `${path}, lot ${number}: The title "${title}" is another lot's, expected one of its own.`,
    { hint: 'A campaign knows its lots by their titles: number the editions of a work.' },
  );

const noArtwork = (artwork: string, number: number, title: string) =>
  new SothebaisError(
    'ARTWORK_MISSING',
    `There is no file ${artwork}, the artwork of lot ${number}, "${title}".`,
  );
