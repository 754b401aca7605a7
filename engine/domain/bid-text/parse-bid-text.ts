import { foldConversions } from './conversions.js';
import { readSegments } from './items.js';
import { judgeSegment } from './judge-segment.js';
import { isRepost, withoutQuotes } from './quotes.js';
import type { Currency, Reading } from './reading.js';
import { spellOut } from './spelling.js';
import { concludeTalk } from './talk.js';
import { scanText } from './tokens.js';

/** What the reader of bids is told about the room. */
export interface BidTextOptions {
  /** The host's own handle, with or without `@`: no third party in any case. */
  readonly hostHandle?: string;
  /** The currency of a bid that names none. @default 'ETH' */
  readonly lotCurrency?: Currency;
}

/** Longer than any post on X can be; no more than this is ever read. */
const LENGTH_MAX = 25_000;

/** How people address the host when nobody said what its handle is. */
const USUAL_HOST = /sotheb|auction|^(?:the_?)?host$/;

/**
 * Reads what the words of one post come to: one offer, no offer, or a question to ask back.
 *
 * Pure, linear in the length of the text, and never fails; what is longer than 25,000 UTF-16 units
 * is asked back unread. Doubt is never a bid: the costliest error is to take as one what was not.
 */
export function parseBidText(text: string, options: BidTextOptions = {}): Reading {
  if (text.length > LENGTH_MAX) return { kind: 'ambiguous', reason: 'a text longer than any post' };
  const lotCurrency = options.lotCurrency ?? 'ETH';
  const handle = options.hostHandle?.replace(/^@/, '').toLowerCase();
  const isHost = (name: string): boolean =>
    handle === undefined ? USUAL_HOST.test(name) : name === handle;

  const tokens = spellOut(scanText(text));
  if (isRepost(tokens)) return { kind: 'none', reason: 'quotation' };
  const spoken = withoutQuotes(tokens);
  const segments = foldConversions(readSegments(spoken, { isHost, lotCurrency }), lotCurrency);
  const judged = segments.map((segment) => judgeSegment(segment, lotCurrency));
  const reading = concludeTalk(judged, lotCurrency);

  const hidesWords = spoken.length < tokens.length && reading.kind === 'none';
  return hidesWords ? { kind: 'none', reason: 'quotation' } : reading;
}
