import type { Wei } from '../../domain/ids.js';
import type { Chance } from './chance.js';

/** What a bidder knows when he names his figure. */
export interface Offering {
  readonly askWei: Wei;
  /** Where this lot's bidding should get to with `bidsLeft` more bids. */
  readonly targetWei: Wei;
  readonly ceilingWei: Wei;
  /** Bids still to come, this one included. */
  readonly bidsLeft: number;
}

/**
 * The amount of one bid: the ask, or a jump over it, in a figure a person would say.
 *
 * @returns undefined where the ask lies beyond the ceiling: nobody goes on
 */
export function chooseAmount(offering: Offering, chance: Chance): Wei | undefined {
  const { askWei, targetWei, ceilingWei, bidsLeft } = offering;
  if (askWei > ceilingWei) return undefined;
  const isLast = bidsLeft <= 1;
  // Drawn in any case, so that the ask never moves the dice.
  const permille = BigInt(chance.between(300, 1700));
  const takesAsk = chance.below(10) < 3;
  const spanWei = targetWei - askWei;
  const sayableWei = roundUp(askWei);
  const leastWei = sayableWei <= ceilingWei ? sayableWei : askWei;
  if (spanWei <= 0n || (takesAsk && !isLast)) return leastWei;

  const jumpWei = isLast ? spanWei : (spanWei * permille) / 1000n / BigInt(bidsLeft);
  const saidWei = roundDown((askWei + jumpWei) as Wei);
  if (saidWei < askWei) return leastWei;
  return saidWei > ceilingWei ? ceilingWei : saidWei;
}

/** Cuts an amount to its first two figures: 1.2734 is said as 1.2. */
export function roundDown(amountWei: Wei): Wei {
  const unit = unitOf(amountWei);
  return ((amountWei / unit) * unit) as Wei;
}

/** Safely above what a bid that is not ruled on yet will make the ask: an eighth, two figures. */
export function overWei(amountWei: Wei): Wei {
  return roundUp((amountWei + amountWei / 8n) as Wei);
}

/** Nobody bids in hundred-thousandths: 0.55125 is said as 0.56. */
function roundUp(amountWei: Wei): Wei {
  const unit = unitOf(amountWei);
  return (((amountWei + unit - 1n) / unit) * unit) as Wei;
}

const unitOf = (amountWei: bigint): bigint =>
  10n ** BigInt(Math.max(0, amountWei.toString().length - 2));
