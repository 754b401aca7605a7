import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import type { CatalogueEntry } from '../engine/domain/auction.js';
import type { Address, LotId, Wei } from '../engine/domain/ids.js';
import type { Terms } from '../engine/domain/lot/terms.js';
import { ethAmount, seconds } from './amounts.js';
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

const softClose = z.strictObject({
  windowSeconds: seconds,
  extendToSeconds: seconds,
  from: z.enum(['now', 'close']).default('now'),
  maxExtensions: z.int().positive().optional(),
});

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'Expected an address such as 0x… with 40 hexadecimal digits.')
  .transform((text) => text as Address);

const terms = z.strictObject({
  biddingSeconds: seconds.optional(),
  increment: increment.optional(),
  softClose: softClose.optional(),
  deliveryGraceSeconds: seconds.optional(),
});

const lot = terms.extend({
  title: z.string().min(1).max(200),
  artist: z.string().min(1).max(120),
  medium: z.string().max(160).default(''),
  artwork: z.string(),
  startEth: ethAmount,
  reserveEth: ethAmount.optional(),
  /** Absent on stand-ins, which mint their own. */
  token: z.strictObject({ contract: address, tokenId: z.string().regex(/^\d+$/) }).optional(),
  consignor: address.optional(),
});

/** The shape of a catalogue file: an evening's lots, in the order of sale. */
export const catalogueSchema = z.strictObject({
  title: z.string().min(1).max(120),
  subtitle: z.string().max(200).default(''),
  terms: terms.prefault({}),
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
  const soft = entry.softClose ?? common.softClose;
  return {
    durationMs: biddingMs ?? entry.biddingSeconds ?? common.biddingSeconds ?? BIDDING_MS,
    clockStarts: 'open',
    startWei: entry.startEth,
    ...(entry.reserveEth === undefined ? {} : { reserveWei: entry.reserveEth }),
    reserveRule: 'at-hammer',
    increment: toIncrement(entry.increment ?? common.increment ?? 'trade'),
    ...(soft
      ? {
          softClose: {
            windowMs: soft.windowSeconds,
            extendToMs: soft.extendToSeconds,
            from: soft.from,
            ...(soft.maxExtensions === undefined ? {} : { maxExtensions: soft.maxExtensions }),
          },
        }
      : {}),
    firstBidExtends: true,
    selfRaise: 'refuse',
    endInclusive: false,
    proxy: false,
    deliveryGraceMs: entry.deliveryGraceSeconds ?? common.deliveryGraceSeconds ?? DELIVERY_GRACE_MS,
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
