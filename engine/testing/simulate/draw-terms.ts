import type { Wei } from '../../domain/ids.js';
import { PRESETS, type PresetName } from '../../domain/lot/presets.js';
import type { Increment, SoftClose, Terms } from '../../domain/lot/terms.js';
import type { Chance } from '../../sandbox/crowd/chance.js';
import { oneIn } from './world/odds.js';

/** A thousandth of an ether, in wei. */
export const MILLI = 10n ** 15n;

const wei = (milli: number): Wei => (BigInt(milli) * MILLI) as Wei;

/** Terms of a lot and its reserve: those of a known house, or any that can be told. */
export function drawTerms(chance: Chance): {
  readonly terms: Omit<Terms, 'opensAt' | 'reserveWei'>;
  readonly reserveWei?: Wei;
} {
  const drawn = anyTerms(chance);
  const names = Object.keys(PRESETS) as [PresetName, ...PresetName[]];
  const preset = oneIn(chance, 2) ? PRESETS[chance.pick(names)] : {};
  // A day of bidding is cut to minutes, and what extends it in the same measure.
  const { softClose, ...rest } = { ...drawn, ...preset, durationMs: drawn.durationMs };
  const terms = softClose ? { ...rest, softClose: shortened(softClose, chance) } : rest;
  return oneIn(chance, 2) ? { terms } : { terms, reserveWei: wei(chance.between(500, 5_000)) };
}

function anyTerms(chance: Chance): Omit<Terms, 'opensAt' | 'reserveWei'> {
  const yes = () => oneIn(chance, 2);
  return {
    durationMs: chance.pick([5_000, 30_000, 90_000]),
    clockStarts: chance.pick(['open', 'open', 'first-bid']),
    startWei: chance.pick([wei(0), 1n as Wei, wei(100), wei(1_000)]),
    reserveRule: chance.pick(['at-hammer', 'on-bid']),
    increment: drawIncrement(chance),
    ...(yes() ? { softClose: drawSoftClose(chance) } : {}),
    firstBidExtends: yes(),
    selfRaise: chance.pick(['allow', 'refuse']),
    endInclusive: yes(),
    proxy: yes(),
    deliveryGraceMs: chance.pick([0, 1, 3_000, 8_000]),
    ...(oneIn(chance, 3) ? { absentee: true } : {}),
    // Never below the reserve, nor below the opening bid: no catalogue says so.
    ...(oneIn(chance, 4) ? { buyNowWei: wei(chance.between(5_000, 8_000)) } : {}),
    withdrawal: chance.pick(['any-time', 'any-time', 'before-first-bid', 'never']),
  };
}

const drawIncrement = (chance: Chance): Increment =>
  chance.pick<Increment>([
    { kind: 'trade' },
    { kind: 'fixed', stepWei: chance.pick([1n as Wei, wei(50), wei(1_000)]) },
    {
      kind: 'percent',
      percent: chance.pick(['5', '2.5', '0.1', '100']),
      rounding: chance.pick(['floor', 'ceil']),
      floorWei: chance.pick([0n as Wei, 1n as Wei, wei(10)]),
    },
    {
      kind: 'ladder',
      rungs: [
        { fromWei: wei(0), stepWei: wei(20) },
        { fromWei: wei(1_000), stepWei: wei(250) },
        { fromWei: wei(5_000), stepWei: wei(1_000) },
      ],
    },
  ]);

const drawSoftClose = (chance: Chance): SoftClose => ({
  windowMs: chance.pick([1, 5_000, 15_000]),
  extendToMs: chance.pick([1, 5_000, 20_000]),
  from: chance.pick(['now', 'close']),
  ...(oneIn(chance, 2) ? { maxExtensions: chance.pick([0, 1, 20]) } : {}),
});

const shortened = (softClose: SoftClose, chance: Chance): SoftClose => ({
  ...softClose,
  ...(softClose.windowMs > 60_000 ? { windowMs: 15_000, extendToMs: 15_000 } : {}),
  // Nobody can outlast a crowd that never tires.
  maxExtensions: Math.min(softClose.maxExtensions ?? 30, chance.between(5, 30)),
});
