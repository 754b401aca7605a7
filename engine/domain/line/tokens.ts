import type { Token } from './number-words.js';

/** Stand where a name on screen stood, so that nothing in it is read as the host's own words. */
export const MASKS = { house: '\uE000', leader: '\uE001', bidder: '\uE002' } as const;

/** Digits that stick to letters, `2nd` or `4k`, come out as one run and are no plain number. */
const PIECES =
  /[\uE000-\uE002]|\.\d[\d.,a-zà-ɏ]*|\d[\da-zà-ɏ]*(?:[.,]\d[\da-zà-ɏ]*)*|[a-zà-ɏ][\da-zà-ɏ]*(?:['’][a-zà-ɏ]+)?|Ξ|[^\s]/gu;

/**
 * Cuts a masked line in lower case into words, digits, names and marks.
 *
 * A hyphen between words is left out, so that `twenty-five` reads as `twenty five`.
 */
export function tokensOf(line: string): readonly Token[] {
  const pieces = line.replace(/(?<=[a-zà-ɏ\d])-(?=[a-zà-ɏ\d])/gu, ' ').match(PIECES) ?? [];
  return pieces.map((text) => ({ kind: kindOf(text), text }));
}

function kindOf(text: string): Token['kind'] {
  if (/^[\uE000-\uE002]/u.test(text)) return 'name';
  if (/\d/.test(text)) return 'digits';
  return /^[a-zà-ɏ]/u.test(text) ? 'word' : 'mark';
}
