import type { Wei } from './ids.js';

const DECIMALS = 18;
/** An integer of so many digits is exact as a number, and several times as quick to read. */
const EXACT_DIGITS = 15;
const TEN_TO: readonly bigint[] = Array.from({ length: DECIMALS + 1 }, (_, n) => 10n ** BigInt(n));
/** No amount is longer: the chain's largest has 78 digits. */
const FORM = /^(\d{1,78})(?:\.(\d{1,78}))?$/;
const NOT_ZERO = /[^0]/;
const BASIS_POINTS = 10_000n;

/**
 * Reads a plain decimal amount of ETH, such as `1.25`, as wei.
 *
 * @returns undefined for a sign, exponent, grouping, or a digit finer than a wei
 */
export function parseEth(text: string): Wei | undefined {
  if (text.length <= EXACT_DIGITS) {
    const amountWei = parseShort(text);
    if (amountWei !== undefined) return amountWei;
  }
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > DECIMALS && NOT_ZERO.test(fraction.slice(DECIMALS))) return undefined;
  return BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0')) as Wei;
}

/** Reads digits around at most one point; undefined for anything else. */
function parseShort(text: string): Wei | undefined {
  const last = text.length - 1;
  if (last < 0) return undefined;
  let digits = 0;
  let point = last;
  for (let i = 0; i <= last; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === POINT && point === last && i > 0 && i < last) point = i;
    else return undefined;
  }
  return (BigInt(digits) * (TEN_TO[DECIMALS - (last - point)] ?? 1n)) as Wei;
}
/** The point, as far from the digit zero as it stands in ASCII. */
const POINT = -2;

/** Writes wei as the shortest exact decimal of ETH: no exponent, grouping or trailing zeros. */
export function formatEth(amountWei: Wei): string {
  const digits = amountWei.toString().padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  let end = digits.length;
  while (end > whole.length && digits[end - 1] === '0') end -= 1;
  return end > whole.length ? `${whole}.${digits.slice(whole.length, end)}` : whole;
}

/** The house's fee on a hammer price: basis points of it, rounded down to the wei. */
export function premiumOf(hammerWei: Wei, premiumBps: number): Wei {
  return ((hammerWei * BigInt(premiumBps)) / BASIS_POINTS) as Wei;
}

/** The highest hammer price that `moneyWei` pays together with its premium. */
export function highestCoveredWei(moneyWei: Wei, premiumBps: number): Wei {
  return (((moneyWei + 1n) * BASIS_POINTS - 1n) / (BASIS_POINTS + BigInt(premiumBps))) as Wei;
}
