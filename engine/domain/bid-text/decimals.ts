import type { Currency } from './reading.js';

/** Currencies whose figures are grouped by thousands and may carry a `k`. */
const DOLLARS: ReadonlySet<Currency> = new Set(['USD', 'USDC', 'GBP', 'EUR']);

/** Digits after the point that the smallest coin of each currency allows. */
const DECIMALS: Readonly<Record<Currency, number>> = {
  ETH: 18,
  WETH: 18,
  SOL: 9,
  BTC: 8,
  USDC: 6,
  USD: 2,
  GBP: 2,
  EUR: 2,
};

/** No honest amount is longer, and the book keeps no longer one. */
const DIGITS_MAX = 60;
/** A whole number in the form that every figure is brought to. */
const SHORTEST = /^[1-9][0-9]*$/;
const PLAIN = /^[0-9]*(?:\.[0-9]+)?$/;
const COMMA_GROUPED = /^[1-9][0-9]{0,2}(?:,[0-9]{3})+$/;
const DOT_GROUPED = /^[1-9][0-9]{0,2}(?:\.[0-9]{3})+$/;
const QUOTE_GROUPED = /^[1-9][0-9]{0,2}(?:['_][0-9]{3})+$/;

export const isDollar = (currency: Currency): boolean => DOLLARS.has(currency);

/**
 * Reads a figure as written, in the currency it turned out to be in.
 *
 * `_` stands for a space inside the figure.
 *
 * @returns a plain decimal in its shortest form, or undefined when it can be read in two ways
 */
export function readFigure(figure: string, currency: Currency): string | undefined {
  if (SHORTEST.test(figure)) return figure;
  const plain = ungroup(figure, DOLLARS.has(currency));
  if (plain === undefined || !PLAIN.test(plain) || plain === '') return undefined;
  return shorten(plain);
}

/** Whether the currency has coins as small as the last digit of a shortest decimal. */
export function isPayable(amount: string, currency: Currency): boolean {
  const point = amount.indexOf('.');
  const whole = point < 0 ? amount.length : point;
  return whole <= DIGITS_MAX && amount.length - whole - 1 <= DECIMALS[currency];
}

/** Without leading zeros, and without zeros or a point at the end. */
function shorten(decimal: string): string {
  if (SHORTEST.test(decimal)) return decimal;
  const [whole = '', fraction = ''] = decimal.split('.');
  const head = stripStart(whole);
  const tail = stripEnd(fraction);
  return tail === '' ? head : `${head}.${tail}`;
}

/** `decimal` times ten to the power `places`. */
export function shift(decimal: string, places: number): string {
  if (places === 0) return shorten(decimal);
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = fraction.padEnd(places, '0');
  return shorten(`${whole}${padded.slice(0, places)}.${padded.slice(places)}`);
}

/** Whether one amount is at least ten times the other. */
export function isTenfold(one: string, other: string): boolean {
  const places = Math.max(fractionLength(one), fractionLength(other));
  const [first, second] = [scaled(one, places), scaled(other, places)];
  return first >= second * 10n || second >= first * 10n;
}

const scaled = (decimal: string, places: number): bigint => BigInt(shift(decimal, places));
const fractionLength = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

function ungroup(figure: string, isDollars: boolean): string | undefined {
  const mark = /['_]/.exec(figure)?.[0];
  if (mark !== undefined) return isDollars ? ungroupQuoted(figure) : undefined;
  const comma = figure.lastIndexOf(',');
  const dot = figure.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) return ungroupBoth(figure, comma, dot);
  if (comma >= 0) return ungroupComma(figure, isDollars);
  // `1.500` dollars are fifteen hundred to some and one and a half to others.
  return isDollars && /\.[0-9]{3}$/.test(figure) ? undefined : figure;
}

function ungroupQuoted(figure: string): string | undefined {
  const end = /[.,][0-9]{1,2}$/.exec(figure);
  const whole = end ? figure.slice(0, end.index) : figure;
  if (!QUOTE_GROUPED.test(whole)) return undefined;
  const fraction = end ? `.${end[0].slice(1)}` : '';
  return whole.replace(/['_]/g, '') + fraction;
}

function ungroupBoth(figure: string, comma: number, dot: number): string | undefined {
  const last = Math.max(comma, dot);
  const whole = figure.slice(0, last);
  const grouped = comma > dot ? DOT_GROUPED : COMMA_GROUPED;
  if (!grouped.test(whole)) return undefined;
  return `${whole.replace(/[.,]/g, '')}.${figure.slice(last + 1)}`;
}

function ungroupComma(figure: string, isDollars: boolean): string | undefined {
  const parts = figure.split(',');
  const [whole = '', fraction = ''] = parts;
  const isGrouped = fraction.length === 3 || parts.length > 2;
  if (isGrouped) return isDollars && COMMA_GROUPED.test(figure) ? parts.join('') : undefined;
  if (isDollars && fraction.length > 3) return undefined;
  return `${whole}.${fraction}`;
}

function stripStart(digits: string): string {
  let start = 0;
  while (start < digits.length - 1 && digits[start] === '0') start += 1;
  return digits.slice(start) || '0';
}

function stripEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
