import type { Wei } from '../ids.js';
import type { Lot } from './lot.js';
import type { Increment, Terms } from './terms.js';

/** Least bid that the floor takes next, in wei. */
export function askingBidWei(lot: Lot): Wei {
  return lot.priceWei === undefined
    ? atLeastReserve(lot.terms, lot.terms.startWei)
    : askAbove(lot.terms, lot.priceWei);
}

/** Least bid that is taken over a price. */
export function askAbove(terms: Terms, priceWei: Wei): Wei {
  return atLeastReserve(terms, (priceWei + stepWei(terms.increment, priceWei)) as Wei);
}

/** How far above a price the next bid must lie. Zero where the house's own rounding makes it so. */
export function stepWei(increment: Increment, priceWei: Wei): Wei {
  switch (increment.kind) {
    case 'fixed':
      return increment.stepWei;
    case 'percent': {
      const share = shareOf(priceWei, increment.percent, increment.rounding);
      return share > increment.floorWei ? share : increment.floorWei;
    }
    case 'ladder': {
      const rung = increment.rungs.findLast(({ fromWei }) => fromWei <= priceWei);
      return (rung ?? increment.rungs[0])?.stepWei ?? (0n as Wei);
    }
    case 'trade':
      return (tradeRungAbove(priceWei) - priceWei) as Wei;
  }
}

/** A house that refuses bids below the reserve asks for it; one that waits for the hammer does not. */
function atLeastReserve({ reserveRule, reserveWei }: Terms, askWei: Wei): Wei {
  if (reserveRule !== 'on-bid' || reserveWei === undefined) return askWei;
  return reserveWei > askWei ? reserveWei : askWei;
}

function shareOf(priceWei: Wei, percent: string, rounding: 'floor' | 'ceil'): Wei {
  const [whole = '0', fraction = ''] = percent.split('.');
  const divisor = 100n * 10n ** BigInt(fraction.length);
  const product = priceWei * BigInt(whole + fraction);
  return ((rounding === 'ceil' ? product + divisor - 1n : product) / divisor) as Wei;
}

/** Rungs of one decade, in tenths of its first. */
const TRADE_RUNGS = [
  ...[10n, 11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n, 19n],
  ...[20n, 22n, 24n, 26n, 28n, 30n, 32n, 35n, 38n, 40n, 42n, 45n, 48n],
  ...[50n, 55n, 60n, 65n, 70n, 75n, 80n, 85n, 90n, 95n, 100n],
];

function tradeRungAbove(priceWei: Wei): bigint {
  const digits = priceWei.toString().length;
  // Below ten wei a rung would be a part of one.
  if (digits < 2) return priceWei + 1n;
  const tenth = 10n ** BigInt(digits - 2);
  const rung = TRADE_RUNGS.find((tenths) => tenths * tenth > priceWei);
  return (rung ?? 100n) * tenth;
}
