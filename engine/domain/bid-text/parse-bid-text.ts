import type { Currency, Reading } from './reading.js';

/** What the reader of bids is told about the room. */
export interface BidTextOptions {
  /** The host's own handle, with or without `@`; no third party in any case. */
  readonly hostHandle?: string;
  /** The currency of a bid that names none. @default 'ETH' */
  readonly lotCurrency?: Currency;
}

const PLAIN =
  /^(?:@\w+ +)?(i bid |i'll bid |i'll go |bid |make it )?(\d{1,18}(?:\.\d{1,18})?)( ?eth)?[!.]*$/i;

/** Reads what the words of one post come to: one offer, no offer, or a question to ask back. */
export function parseBidText(text: string, options: BidTextOptions = {}): Reading {
  const match = PLAIN.exec(text.trim());
  if (!match) {
    return /\d/.test(text)
      ? { kind: 'ambiguous', reason: 'a figure without a plain offer' }
      : { kind: 'none', reason: 'no offer' };
  }
  const [, verb, figure = '', unit] = match;
  if (!verb && !unit) return { kind: 'ambiguous', reason: 'amount without verb or unit' };
  const amount = shorten(figure);
  if (amount === '0') return { kind: 'none', reason: 'zero' };
  return {
    kind: 'bid',
    amount,
    currency: unit ? 'ETH' : (options.lotCurrency ?? 'ETH'),
    reason: 'offer',
  };
}

function shorten(figure: string): string {
  const [whole = '', fraction = ''] = figure.split('.');
  const digits = fraction.replace(/0+$/, '');
  const head = whole.replace(/^0+(?=\d)/, '');
  return digits ? `${head}.${digits}` : head;
}
