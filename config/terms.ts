import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Instant, LotId, Wei } from '../engine/domain/ids.js';
import { PRESETS, type Preset, type PresetName } from '../engine/domain/lot/presets.js';
import type { Increment, SoftClose, Terms } from '../engine/domain/lot/terms.js';
import { ethAmount, seconds } from './amounts.js';
import { buyNowEth, houseTerms, toHouseTerms } from './house-terms.js';
import { isoInstant } from './instant.js';
import { parseYaml } from './yaml.js';

const ONE_WEI = 1n as Wei;

const increment = z
  .strictObject({
    percent: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,18})?$/, 'Expected a percentage such as 5 or 2.5.')
      .optional(),
    rounding: z.enum(['floor', 'ceil']).optional(),
    floorWei: z
      .string()
      .regex(/^\d{1,78}$/, 'Expected whole wei, such as 1.')
      .transform((text) => BigInt(text) as Wei)
      .optional(),
    eth: ethAmount.optional(),
    ladder: z
      .array(z.strictObject({ fromEth: ethAmount, stepEth: ethAmount }))
      .min(1)
      .refine(isAscending, 'Expected rungs in ascending order of fromEth.')
      .optional(),
  })
  .refine(
    ({ percent, eth, ladder }) =>
      [percent, eth, ladder].filter((one) => one !== undefined).length === 1,
    'Expected one of percent, eth and ladder.',
  )
  .refine(
    ({ percent, rounding, floorWei }) =>
      percent !== undefined || (rounding === undefined && floorWei === undefined),
    'Expected rounding and floorWei beside percent alone.',
  );

const softClose = z
  .strictObject({
    windowSeconds: seconds.optional(),
    extendToSeconds: seconds.optional(),
    from: z.enum(['now', 'close']).optional(),
    maxExtensions: z.int().nonnegative().optional(),
  })
  .nullable();

const lotTerms = houseTerms.extend({
  opensAt: isoInstant.optional(),
  closesAt: isoInstant.optional(),
  durationSeconds: seconds.optional(),
  startEth: ethAmount.optional(),
  reserveEth: ethAmount.optional(),
  buyNowEth,
  increment: increment.optional(),
  softClose: softClose.optional(),
  deliveryGraceSeconds: seconds.optional(),
});

const lotsTerms = z.strictObject({
  lots: z.record(z.string().regex(/^[A-Za-z0-9-]{1,40}$/), lotTerms),
});

type ReadTerms = z.output<typeof lotTerms>;

/** Terms as a file states them: for every lot the same, or for each lot its own. */
export interface TermsBook {
  /** Lots that the file names, in its order; none where its terms are for all. */
  readonly lotIds: readonly LotId[];
  termsOf(lotId: LotId): Terms | undefined;
}

/**
 * Reads TERMS, as YAML or JSON, over the terms of a known house.
 *
 * @throws SothebaisError `INPUT_INVALID`, naming file, line and key
 */
export function parseTerms(text: string, name: string, presetName?: PresetName): TermsBook {
  const preset: Preset = presetName ? PRESETS[presetName] : {};
  const outline = parseYaml(text, name, z.looseObject({}), 'INPUT_INVALID');
  if (!('lots' in outline)) {
    const terms = toTerms(parseYaml(text, name, lotTerms, 'INPUT_INVALID'), preset, name, '');
    return { lotIds: [], termsOf: () => terms };
  }
  const { lots } = parseYaml(text, name, lotsTerms, 'INPUT_INVALID');
  const byLot = new Map(
    Object.entries(lots).map(([lotId, read]) => [
      lotId as LotId,
      toTerms(read, preset, name, `lots.${lotId}.`),
    ]),
  );
  return { lotIds: [...byLot.keys()], termsOf: (lotId) => byLot.get(lotId) };
}

/** What the file says goes before what the house says, and that before plain defaults. */
function toTerms(read: ReadTerms, asked: Preset, name: string, prefix: string): Terms {
  const preset: Preset = read.preset ? PRESETS[read.preset] : asked;
  const missing = (key: string, expected: string) =>
    new SothebaisError('INPUT_INVALID', `${name}, ${prefix}${key}: Expected ${expected}.`);

  const { opensAt } = read;
  if (opensAt === undefined) throw missing('opensAt', 'the time of opening, got none');
  const reserveRule = preset.reserveRule ?? 'at-hammer';
  const reserveWei = read.reserveEth ?? preset.reserveWei;
  const startWei =
    read.startEth ?? preset.startWei ?? (reserveRule === 'on-bid' ? reserveWei : undefined);
  if (startWei === undefined) throw missing('startEth', 'the opening bid, got none');
  const { buyNowEth: buyNowWei = preset.buyNowWei } = read;
  if (buyNowWei !== undefined && (buyNowWei < startWei || buyNowWei < (reserveWei ?? 0n))) {
    throw missing('buyNowEth', 'a price not below the opening bid and the reserve');
  }
  const soft = toSoftClose(read, preset, missing);
  return {
    opensAt,
    durationMs: durationOf(read, opensAt, preset, missing),
    startWei,
    ...(reserveWei === undefined ? {} : { reserveWei }),
    ...(buyNowWei === undefined ? {} : { buyNowWei }),
    reserveRule,
    increment: toIncrement(read.increment, preset.increment),
    ...(soft ? { softClose: soft } : {}),
    deliveryGraceMs: read.deliveryGraceSeconds ?? preset.deliveryGraceMs ?? 0,
    ...toHouseTerms(read, preset),
  };
}

type Missing = (key: string, expected: string) => SothebaisError;

function durationOf(read: ReadTerms, opensAt: Instant, preset: Preset, missing: Missing): number {
  const { closesAt, durationSeconds } = read;
  if (closesAt !== undefined && durationSeconds !== undefined) {
    throw missing('closesAt', 'either closesAt or durationSeconds, got both');
  }
  const durationMs =
    closesAt === undefined ? (durationSeconds ?? preset.durationMs) : closesAt - opensAt;
  if (durationMs === undefined) {
    throw missing('closesAt', 'the time of the close, or durationSeconds, got neither');
  }
  if (durationMs > 0) return durationMs;
  throw closesAt === undefined
    ? missing('durationSeconds', 'a time above zero')
    : missing('closesAt', 'a time after opensAt');
}

function toIncrement(read: ReadTerms['increment'], preset: Increment | undefined): Increment {
  if (read?.eth !== undefined) return { kind: 'fixed', stepWei: read.eth };
  if (read?.ladder) {
    const rungs = read.ladder.map(({ fromEth, stepEth }) => ({
      fromWei: fromEth,
      stepWei: stepEth,
    }));
    return { kind: 'ladder', rungs };
  }
  if (!read && preset) return preset;
  const like = preset?.kind === 'percent' ? preset : undefined;
  return {
    kind: 'percent',
    percent: read?.percent ?? '5',
    rounding: read?.rounding ?? like?.rounding ?? 'floor',
    // So that an equal bid never takes the lead, unless a house or a file will have it so.
    floorWei: read?.floorWei ?? like?.floorWei ?? ONE_WEI,
  };
}

function toSoftClose(read: ReadTerms, preset: Preset, missing: Missing): SoftClose | undefined {
  if (read.softClose === undefined) return preset.softClose;
  if (read.softClose === null) return undefined;
  const { windowSeconds, extendToSeconds, from, maxExtensions } = read.softClose;
  const windowMs = windowSeconds ?? preset.softClose?.windowMs;
  if (windowMs === undefined) throw missing('softClose.windowSeconds', 'seconds, got none');
  const most = maxExtensions ?? preset.softClose?.maxExtensions;
  return {
    windowMs,
    extendToMs: extendToSeconds ?? preset.softClose?.extendToMs ?? windowMs,
    from: from ?? preset.softClose?.from ?? 'now',
    ...(most === undefined ? {} : { maxExtensions: most }),
  };
}

function isAscending(rungs: readonly { readonly fromEth: Wei }[]): boolean {
  return rungs.every(({ fromEth }, i) => fromEth > (rungs[i - 1]?.fromEth ?? -1n));
}
