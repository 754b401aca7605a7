import { formatEth, parseEth } from '../../domain/money.js';

const SMALL = (
  'nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen ' +
  'fifteen sixteen seventeen eighteen nineteen'
).split(' ');
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const QUARTER = 10n ** 18n / 4n;
const PARTS = ['', 'a quarter', 'a half', 'three quarters'];
const LESS_THAN_ONE = ['', 'a quarter of an ether', 'half an ether', 'three quarters of an ether'];

/**
 * An amount the way an auctioneer says it: `four and a quarter`, `half an ether`, `4.15 ETH`.
 *
 * @param eth - an exact decimal of ETH
 */
export function spokenAmount(eth: string): string {
  const wei = parseEth(eth);
  if (wei === undefined || wei === 0n || wei % QUARTER !== 0n || wei >= 400n * QUARTER) {
    return `${wei === undefined ? eth : formatEth(wei)} ETH`;
  }
  const whole = Number(wei / (4n * QUARTER));
  const part = Number((wei / QUARTER) % 4n);
  if (whole === 0) return LESS_THAN_ONE[part] ?? '';
  if (part > 0) return `${spokenCount(whole)} and ${PARTS[part] ?? ''}`;
  return whole === 1 ? 'one ether' : spokenCount(whole);
}

/** A count as words up to ninety-nine, as digits beyond. */
export function spokenCount(count: number): string {
  const small = SMALL[count];
  if (small !== undefined) return small;
  if (!Number.isInteger(count) || count < 0 || count > 99) return String(count);
  const tens = TENS[Math.floor(count / 10)] ?? '';
  return count % 10 === 0 ? tens : `${tens}-${SMALL[count % 10] ?? ''}`;
}

/** A bidder's name for the ear: a plain handle without its `@`, anything else as it is shown. */
export function spokenName(name: string): string {
  const handle = /^@([A-Za-z]{3,})$/.exec(name)?.[1];
  return handle === undefined ? name : handle.slice(0, 1).toUpperCase() + handle.slice(1);
}
