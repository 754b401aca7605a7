import type { Increment, Terms } from '../../../domain/lot/terms.js';

/** The table of the trade, for prices of two digits: each rung, and the one above it. */
const RUNGS =
  '10 11 12 13 14 15 16 17 18 19 20 22 24 26 28 30 32 35 38 40 42 45 48 50 55 60 65 70 75 80 85 90 95 100'
    .split(' ')
    .map(BigInt);

/**
 * How far the next bid lies above a price, told a second time and in another way than the saleroom
 * tells it.
 */
export function naiveStep(increment: Increment, price: bigint): bigint {
  switch (increment.kind) {
    case 'fixed':
      return increment.stepWei;
    case 'ladder': {
      let step: bigint = increment.rungs[0]?.stepWei ?? 0n;
      for (const { fromWei, stepWei } of increment.rungs) if (fromWei <= price) step = stepWei;
      return step;
    }
    case 'percent': {
      const [whole = '0', part = ''] = increment.percent.split('.');
      const share = price * BigInt(`${whole}${part.padEnd(9, '0')}`);
      const divisor = 10n ** 11n;
      const up = increment.rounding === 'ceil' && share % divisor > 0n ? 1n : 0n;
      const step = share / divisor + up;
      return step < increment.floorWei ? increment.floorWei : step;
    }
    case 'trade': {
      let unit = 1n;
      while (price / unit >= 100n) unit *= 10n;
      if (price < 10n) return 1n;
      const above = RUNGS.find((rung) => rung * unit > price) ?? 100n;
      return above * unit - price;
    }
  }
}

/** The least bid that is taken over a price; over none, the first. */
export function naiveAsk(terms: Terms, price: bigint | undefined): bigint {
  const ask = price === undefined ? terms.startWei : price + naiveStep(terms.increment, price);
  const least = terms.reserveRule === 'on-bid' ? (terms.reserveWei ?? 0n) : 0n;
  return ask > least ? ask : least;
}
