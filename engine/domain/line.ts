import { falseClaim } from './line/claims.js';
import { falseFigure } from './line/figures.js';
import { maskNames } from './line/mask.js';
import { tokensOf } from './line/tokens.js';
import type { ShowState } from './show.js';

/** A line that may go on air, or why it may not. */
export type VettedLine =
  { readonly ok: true; readonly line: string } | { readonly ok: false; readonly why: string };

/** Longest line that the caption holds, in UTF-16 units. */
export const LINE_LENGTH_MAX = 200;

/** Controls, bidi marks, joiners, private use, unassigned and lone surrogates. */
const UNSEEN = /\p{C}/u;
const FOREIGN = /[^A-Za-zÀ-ÖØ-öø-ɏ0-9 .,;:!?'’‘“”"()…–—\-&@#Ξξ\uE000-\uE002]/u;
const ADDRESS = /:\/\/|\bwww\b|\bhttps?\b|[a-z0-9]\.[a-z]{2}/;
const OTHER_MONEY =
  /[$£€¥₿%]|\b(?:weth|usdc?|usdt|dollars?|bucks?|cents?|gbp|pounds?|sterling|quid|pence|eur|euros?|sol|solana|btc|bitcoins?|sats?|satoshis?|[gm]?wei|yen|yuan|francs?|tether|dai|per ?cent)\b/;
const MISNAMED = /\uE002 (?:leads|leading|has it|is ahead|wins|won|takes it)|\b(?:with|to) \uE002/;

/**
 * Vets a line of the host: nothing leaves it that the screen does not hold.
 *
 * Every number, in digits or in English words, must be on screen now as what it counts; a
 * number that counts nothing is heard as an amount. Names and titles may be repeated as they
 * stand. Refused as well: addresses, mentions of anyone not on screen, other currencies, unseen
 * or foreign characters, promises, rulings, and any word on how things stand that is not so.
 * Time left is refused whatever it is: it is another by the time it is heard.
 *
 * Made for English. When in doubt it refuses: a silent host is no harm. Linear in the line.
 */
export function vetLine(line: string, show: ShowState): VettedLine {
  const why = reasonToRefuse(line, show);
  return why === undefined ? { ok: true, line } : { ok: false, why };
}

function reasonToRefuse(line: string, show: ShowState): string | undefined {
  if (line.trim() === '') return 'It is empty.';
  if (line.length > LINE_LENGTH_MAX) return `It is longer than ${LINE_LENGTH_MAX} characters.`;
  if (UNSEEN.test(line)) return 'It holds a character that cannot be seen.';

  const masked = maskNames(line, show);
  const words = masked.toLowerCase();
  if (OTHER_MONEY.test(words)) return 'It speaks of money other than ETH.';
  if (FOREIGN.test(masked)) return 'It holds a character that is not on screen.';
  if (words.includes('@')) return 'It mentions somebody who is not on screen.';
  if (ADDRESS.test(words)) return 'It holds an address.';
  if (MISNAMED.test(words)) return 'It gives the lot to somebody who does not lead.';
  return falseClaim(words, show) ?? falseFigure(tokensOf(words), show);
}
