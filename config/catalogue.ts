import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import type { CatalogueEntry } from '../engine/domain/auction.js';
import type { Address, LotId, Wei } from '../engine/domain/ids.js';
import { PRESETS, type Preset } from '../engine/domain/lot/presets.js';
import type { SoftClose, Terms } from '../engine/domain/lot/terms.js';
import { ethAmount, seconds } from './amounts.js';
import { buyNowEth, houseTerms, toHouseTerms } from './house-terms.js';
import { readYaml } from './yaml.js';

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,6})?$/, 'Expected a percentage such as 5 or 2.5.');

const increment = z.union(
  [
    z.strictObject({ percent, rounding: z.enum(['floor', 'ceil']).default('ceil') }),
    z.strictObject({ eth: ethAmount }),
    z.strictObject({
      ladder: z.array(z.strictObject({ fromEth: ethAmount, stepEth: ethAmount })).min(1),
    }),
    z.literal('trade'),
  ],
  'Expected { percent }, { eth }, { ladder } or trade.',
);

const softClose = z
  .strictObject({
    windowSeconds: seconds.describe('A bid with less than this left moves the close.'),
    extendToSeconds: seconds.describe('How long there is then left, or is added.'),
    from: z.enum(['now', 'close']).default('now').describe('`now` resets the clock, `close` adds.'),
    maxExtensions: z.int().positive().optional().describe('How often the close may move.'),
  })
  .nullable();

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'Expected an address such as 0x… with 40 hexadecimal digits.')
  .transform((text) => text as Address);

const terms = houseTerms.extend({
  biddingSeconds: seconds.optional().describe('Seconds of bidding a lot.'),
  increment: increment.optional().describe('How far the next bid must lie above the last.'),
  softClose: softClose
    .optional()
    .describe('Late bids move the close; null for a hard close: the last bid in time wins.'),
  deliveryGraceSeconds: seconds
    .optional()
    .describe('How long after the close bids that were placed in time are waited for.'),
});

const lot = terms
  .extend({
    title: z.string().min(1).max(200),
    artist: z.string().min(1).max(120),
    medium: z.string().max(160).default(''),
    artwork: z.string().describe('The picture, relative to this file.'),
    startEth: ethAmount.describe('The opening bid.'),
    reserveEth: ethAmount.optional().describe('Kept secret: below it the lot is not sold.'),
    buyNowEth,
    token: z
      .strictObject({ contract: address, tokenId: z.string().regex(/^\d+$/) })
      .optional()
      .describe('Absent on stand-ins, which mint their own.'),
    consignor: address.optional().describe('To whom the money goes.'),
  })
  .refine(
    ({ buyNowEth: wei, startEth, reserveEth }) =>
      wei === undefined || (wei >= startEth && wei >= (reserveEth ?? 0n)),
    {
      path: ['buyNowEth'],
      message: 'Expected a price not below the opening bid and the reserve.',
    },
  );

/** The shape of a catalogue file: an evening's lots, in the order of sale. */
export const catalogueSchema = z.strictObject({
  title: z.string().min(1).max(120),
  subtitle: z.string().max(200).default(''),
  terms: terms
    .prefault({})
    .describe(
      'How the lots are sold. A lot’s own terms go over it; one with its own `preset` takes none of it.',
    ),
  lots: z.array(lot).min(1).max(200),
});

/** A catalogue, read: what is fixed before the chain says where its tokens lie. */
export interface Catalogue {
  readonly title: string;
  readonly subtitle: string;
  readonly lots: readonly CatalogueLot[];
}

/** A lot of the catalogue; the token and consignor are absent where a stand-in provides them. */
export interface CatalogueLot
  extends
    Omit<CatalogueEntry, 'token' | 'consignor'>,
    Partial<Pick<CatalogueEntry, 'token' | 'consignor'>> {
  /** Path of its picture. */
  readonly artworkPath: string;
}

/** Used where neither lot nor catalogue says otherwise. */
const BIDDING_MS = 40_000;
const DELIVERY_GRACE_MS = 2_000;
const ONE_WEI = 1n as Wei;

/**
 * Reads a catalogue file. Paths in it are relative to it.
 *
 * @throws SothebaisError `CATALOGUE_INVALID` naming line and key, `ARTWORK_MISSING`
 */
export function readCatalogue(
  path: string,
  options: { readonly biddingMs?: number | undefined; readonly lots?: number | undefined },
): Catalogue {
  const failures = { missing: 'CATALOGUE_INVALID', invalid: 'CATALOGUE_INVALID' } as const;
  const read = readYaml(path, catalogueSchema, failures);
  if (options.lots !== undefined && options.lots > read.lots.length) {
    throw new SothebaisError(
      'CATALOGUE_INVALID',
      `The catalogue ${path} has ${read.lots.length} lots, expected at least ${options.lots}.`,
      { hint: 'Ask for fewer lots, or add some to the catalogue.' },
    );
  }
  return {
    title: read.title,
    subtitle: read.subtitle,
    lots: read.lots.slice(0, options.lots).map((entry, i): CatalogueLot => {
      const artworkPath = resolve(dirname(path), entry.artwork);
      if (!existsSync(artworkPath)) {
        throw new SothebaisError(
          'ARTWORK_MISSING',
          `There is no file ${artworkPath}, the artwork of lot ${i + 1}, "${entry.title}".`,
        );
      }
      return {
        id: String(i + 1) as LotId,
        number: i + 1,
        title: entry.title,
        artist: entry.artist,
        medium: entry.medium,
        artworkPath,
        terms: toTerms(entry, read.terms, options.biddingMs),
        ...(entry.token ? { token: entry.token } : {}),
        ...(entry.consignor ? { consignor: entry.consignor } : {}),
      };
    }),
  };
}

type ReadTerms = z.output<typeof terms>;

function toTerms(
  entry: z.output<typeof lot>,
  common: ReadTerms,
  biddingMs: number | undefined,
): Omit<Terms, 'opensAt'> {
  const read = entry.preset ? entry : { ...common, ...entry };
  const preset: Preset = read.preset ? PRESETS[read.preset] : {};
  const { reserveEth, buyNowEth: buyNowWei } = entry;
  const soft = read.softClose === undefined ? preset.softClose : toSoftClose(read.softClose);
  return {
    durationMs: biddingMs ?? read.biddingSeconds ?? preset.durationMs ?? BIDDING_MS,
    startWei: entry.startEth,
    ...(reserveEth === undefined ? {} : { reserveWei: reserveEth }),
    ...(buyNowWei === undefined ? {} : { buyNowWei }),
    reserveRule: preset.reserveRule ?? 'at-hammer',
    increment: read.increment
      ? toIncrement(read.increment)
      : (preset.increment ?? { kind: 'trade' }),
    ...(soft ? { softClose: soft } : {}),
    deliveryGraceMs: read.deliveryGraceSeconds ?? preset.deliveryGraceMs ?? DELIVERY_GRACE_MS,
    ...toHouseTerms(read, preset),
  };
}

function toSoftClose(read: z.output<typeof softClose>): SoftClose | undefined {
  if (!read) return undefined;
  const { windowSeconds, extendToSeconds, from, maxExtensions } = read;
  return {
    windowMs: windowSeconds,
    extendToMs: extendToSeconds,
    from,
    ...(maxExtensions === undefined ? {} : { maxExtensions }),
  };
}

function toIncrement(read: z.output<typeof increment>): Terms['increment'] {
  if (read === 'trade') return { kind: 'trade' };
  if ('percent' in read) return { kind: 'percent', ...read, floorWei: ONE_WEI };
  if ('eth' in read) return { kind: 'fixed', stepWei: read.eth };
  return {
    kind: 'ladder',
    rungs: read.ladder.map(({ fromEth, stepEth }) => ({ fromWei: fromEth, stepWei: stepEth })),
  };
}
