import type { Wei } from '../ids.js';
import { parseEth } from '../money.js';
import { invariant } from '../invariant.js';
import type { Increment, Terms } from './terms.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Terms that a known house fills in; the rest is the consignor's. */
export type Preset = Partial<Omit<Terms, 'opensAt'>>;

function eth(text: string): Wei {
  const wei = parseEth(text);
  invariant(wei !== undefined, 'a preset states its amounts as plain decimals');
  return wei;
}

function percent(text: string, floorWei: bigint): Increment {
  return { kind: 'percent', percent: text, rounding: 'floor', floorWei: floorWei as Wei };
}

function resetTo(windowMs: number): NonNullable<Terms['softClose']> {
  return { windowMs, extendToMs: windowMs, from: 'now' };
}

/** How the contracts on chain agree: a time is a block's, so nothing is waited for. */
const ON_CHAIN = { endInclusive: false, proxy: false, deliveryGraceMs: 0 } as const;

const EBAY_STEPS = [
  ['0', '0.05'],
  ['1', '0.25'],
  ['5', '0.5'],
  ['25', '1'],
  ['100', '2.5'],
  ['250', '5'],
  ['500', '10'],
  ['1000', '25'],
  ['2500', '50'],
  ['5000', '100'],
] as const;

/** How the known houses rule, as their contracts and pages say. */
export const PRESETS = {
  nouns: {
    ...ON_CHAIN,
    durationMs: DAY_MS,
    clockStarts: 'open',
    startWei: eth('0'),
    reserveRule: 'on-bid',
    increment: percent('5', 0n),
    softClose: resetTo(15 * MINUTE_MS),
    firstBidExtends: true,
    selfRaise: 'allow',
    pauseTakesBids: true,
    withdrawal: 'never',
  },
  zora: {
    ...ON_CHAIN,
    durationMs: DAY_MS,
    clockStarts: 'first-bid',
    startWei: eth('0'),
    reserveRule: 'on-bid',
    increment: percent('5', 0n),
    softClose: resetTo(15 * MINUTE_MS),
    // Its first bid has the whole duration left, so it extends only one shorter than the window.
    firstBidExtends: true,
    selfRaise: 'allow',
    withdrawal: 'before-first-bid',
  },
  foundation: {
    ...ON_CHAIN,
    durationMs: DAY_MS,
    clockStarts: 'first-bid',
    reserveRule: 'on-bid',
    increment: percent('10', 1n),
    softClose: resetTo(15 * MINUTE_MS),
    firstBidExtends: false,
    selfRaise: 'refuse',
    endInclusive: true,
    withdrawal: 'before-first-bid',
  },
  manifold: {
    ...ON_CHAIN,
    durationMs: DAY_MS,
    clockStarts: 'first-bid',
    reserveRule: 'on-bid',
    increment: percent('5', 1n),
    softClose: resetTo(10 * MINUTE_MS),
    firstBidExtends: true,
    selfRaise: 'allow',
    withdrawal: 'before-first-bid',
  },
  ebay: {
    clockStarts: 'open',
    reserveRule: 'at-hammer',
    increment: {
      kind: 'ladder',
      rungs: EBAY_STEPS.map(([from, step]) => ({ fromWei: eth(from), stepWei: eth(step) })),
    },
    firstBidExtends: false,
    selfRaise: 'allow',
    endInclusive: true,
    proxy: true,
    deliveryGraceMs: 0,
  },
  saleroom: {
    clockStarts: 'open',
    reserveRule: 'at-hammer',
    increment: { kind: 'trade' },
    softClose: { ...resetTo(15_000), maxExtensions: 20 },
    firstBidExtends: true,
    selfRaise: 'refuse',
    endInclusive: false,
    proxy: false,
    deliveryGraceMs: 3_000,
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
