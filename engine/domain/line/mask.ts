import { isClaim } from './claims.js';
import { holdsFigure } from './figures.js';
import { isNumberWord } from './number-words.js';
import type { PhraseOnScreen } from './on-screen.js';
import { phrasesOnScreen } from './on-screen.js';
import { MASKS, tokensOf } from './tokens.js';
import type { ShowState } from '../show.js';

const OPENING_QUOTES = /["“‘]$/;
const CLOSING_QUOTES = /^["”’]/;
const IN_A_WORD = /[\p{L}\p{N}_]/u;
/** Words that give a number its meaning, so that a title of them alone could pass for one. */
const ROLE_WORDS = new Set(
  'lot lots paddle paddles bid bids bidder bidders eth ether at for by in to'.split(' '),
);

/**
 * Puts a mask over every name, title and wording of the screen that the line repeats.
 *
 * A title such as "Seven" or a bidder called "Sold" would let anything be said: where the
 * words could pass for the house's own they count as a name only in quotation marks.
 */
export function maskNames(line: string, show: ShowState): string {
  const phrases = [...phrasesOnScreen(show)].sort((a, b) => b.text.length - a.text.length);
  return phrases.reduce(maskPhrase, line);
}

function maskPhrase(line: string, { text, of }: PhraseOnScreen): string {
  const phrase = text.trim();
  const folded = fold(line);
  const wanted = fold(phrase);
  if (!folded.includes(wanted)) return line;

  const quotedOnly = needsQuotes(phrase);
  let masked = '';
  let from = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const before = line.slice(Math.max(0, at - 1), at);
    const after = line.slice(at + phrase.length, at + phrase.length + 1);
    if (isPartOfWord(before, phrase, after)) continue;
    if (quotedOnly && !(OPENING_QUOTES.test(before) && CLOSING_QUOTES.test(after))) continue;
    masked += line.slice(from, at) + MASKS[of];
    from = at + phrase.length;
  }
  return masked + line.slice(from);
}

function isPartOfWord(before: string, phrase: string, after: string): boolean {
  const joins = (a: string, b: string) => IN_A_WORD.test(a) && IN_A_WORD.test(b);
  return (
    joins(before, phrase.slice(0, 1)) ||
    joins(phrase.slice(-1), after) ||
    // `@ada` is not the beginning of a line's own `x@ada`.
    (phrase.startsWith('@') && IN_A_WORD.test(before))
  );
}

function needsQuotes(phrase: string): boolean {
  if (/^@\w+$/.test(phrase) || /^(?:1\d|20)\d\d$/.test(phrase)) return false;
  const words = phrase.toLowerCase();
  if (isClaim(words)) return true;
  const tokens = tokensOf(words);
  const speaks = tokens.some(
    ({ kind, text }) =>
      kind === 'word' && text.length > 1 && !isNumberWord(text) && !ROLE_WORDS.has(text),
  );
  return !speaks && (holdsFigure(tokens) || tokens.every(({ text }) => isNumberWord(text)));
}

/** Lower case of the same length: a letter whose small form is longer stays as it is. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
