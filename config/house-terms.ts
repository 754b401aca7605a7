import { z } from 'zod';
import { PRESETS, type Preset, type PresetName } from '../engine/domain/lot/presets.js';
import type { Terms } from '../engine/domain/lot/terms.js';
import { ethAmount } from './amounts.js';

const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];

/** How a house sells: what the terms of a catalogue and those of a rehearsal have in common. */
export const houseTerms = z.strictObject({
  preset: z
    .enum(PRESET_NAMES)
    .optional()
    .describe('A known house whose terms hold where nothing else is said.'),
  clockStarts: z
    .enum(['open', 'first-bid'])
    .optional()
    .describe('Whether the time of bidding runs from the opening or from the first bid.'),
  selfRaise: z.enum(['allow', 'refuse']).optional().describe('Whether who leads may bid again.'),
  endInclusive: z
    .boolean()
    .optional()
    .describe('Whether a bid placed at the very millisecond of the close still counts.'),
  proxy: z
    .boolean()
    .optional()
    .describe('Bids are maximums: the house bids for their owners up to them.'),
  absentee: z
    .boolean()
    .optional()
    .describe(
      'Whether bids may be left before the lot opens, as maximums that the house bids up to.',
    ),
  withdrawal: z
    .enum(['any-time', 'before-first-bid', 'never'])
    .optional()
    .describe('Until when the lot may be withdrawn.'),
});

/** The keys of one lot that names a price to have it at. */
export const buyNowEth = ethAmount
  .optional()
  .describe('Who offers it before there is a bid has the lot at this price, and bidding ends.');

type HouseTerms = z.output<typeof houseTerms>;

/** What the keys in common come to: as said, else as the known house has it, else plainly. */
export function toHouseTerms(read: HouseTerms, preset: Preset) {
  const absentee = read.absentee ?? preset.absentee;
  const withdrawal = read.withdrawal ?? preset.withdrawal;
  return {
    clockStarts: read.clockStarts ?? preset.clockStarts ?? 'open',
    firstBidExtends: preset.firstBidExtends ?? true,
    selfRaise: read.selfRaise ?? preset.selfRaise ?? 'refuse',
    endInclusive: read.endInclusive ?? preset.endInclusive ?? false,
    proxy: read.proxy ?? preset.proxy ?? false,
    ...(absentee === undefined ? {} : { absentee }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(preset.pauseTakesBids ? { pauseTakesBids: true } : {}),
  } satisfies Partial<Terms>;
}
