import { readNumberWords } from './number-words.js';
import { NUMBERED } from './tokens.js';
import type { Token } from './tokens.js';

/** A number that names something, and the index of the first token after it. */
export interface NumberedAt {
  /** Digits of a lot number without leading zeros; undefined for paddles and the like. */
  readonly lot?: string;
  /** It may as well be an amount. */
  readonly doubt?: string;
  readonly next: number;
}

/** Words for what is sold under a number; `NUMBERED` holds these and others that take one. */
const LOTS: ReadonlySet<string> = new Set(
  'lot lots lote lotes los lotto lotti kavel lotnr лот лота лоту ロット 로트 拍品 号拍品 號拍品 لوت'.split(
    ' ',
  ),
);
/** Where `los` is the article of Spanish. */
const BEFORE_ARTICLE: ReadonlySet<string> = new Set(
  'por a de en con todos para y o que entre sobre son'.split(' '),
);
/** Behind these the lot is pointed at, not numbered. */
const POINTERS: ReadonlySet<string> = new Set('this that the my your a'.split(' '));
/** What stands between the word and its number, and between a number and the word behind it. */
const LINK = /^(?:#|\.|:|-|no|nr|n|o|number|número|nummer|numero|номер|°|号|番|番号|번|번호)$/;
/** `lot no. : 3` has as many as anyone writes. */
const LINKS_MAX = 4;
const COUNTER: ReadonlySet<string> = new Set(['번', '号', '號', '番', '号の', '番の']);
const DIGITS = /^[0-9]{1,6}$/;

/**
 * Reads the name of a lot, a paddle or the like that begins at `start`, if one does. With a unit
 * behind it the number may be an amount: `lot 3 ETH`.
 */
export function readNumberedAt(tokens: readonly Token[], start: number): NumberedAt | undefined {
  const found = readNumbered(tokens, start);
  if (!found || !tokens[found.next]?.unit) return found;
  const isNext = tokens[found.next + 1]?.kind === 'number';
  return isNext ? found : { doubt: 'a lot number or an amount', next: found.next };
}

function readNumbered(tokens: readonly Token[], start: number): NumberedAt | undefined {
  const token = tokens[start];
  if (token?.kind === 'ref') return named(/^[^#0-9]+/.exec(token.text)?.[0], token, start);
  if (token?.kind === 'number') return readCounted(tokens, start);
  if (token?.kind !== 'word' && token?.kind !== 'run') return undefined;
  if (!NUMBERED.has(token.text)) return undefined;
  let at = start + 1;
  while (at - start <= LINKS_MAX && LINK.test(tokens[at]?.text ?? '')) at += 1;
  const number = tokens[at];
  if (number?.kind === 'ref') return named(token.text, number, at);
  if (number?.kind === 'number' && DIGITS.test(number.text)) {
    return named(isArticle(tokens, start) ? undefined : token.text, number, at);
  }
  return readSpelled(tokens, start, at);
}

function named(word: string | undefined, number: Token, at: number): NumberedAt {
  const { doubt } = number;
  if (word === undefined || !LOTS.has(word)) return { next: at + 1 };
  if (doubt !== undefined) return { doubt, next: at + 1 };
  return { lot: number.text.replace(/[^0-9]+0*|^0+/g, '') || '0', next: at + 1 };
}

/** `3号拍品`, `3번 로트`: the number first. */
function readCounted(tokens: readonly Token[], start: number): NumberedAt | undefined {
  const [number, counter, word] = [tokens[start], tokens[start + 1], tokens[start + 2]];
  if (!number || counter?.kind !== 'run' || !DIGITS.test(number.text)) return undefined;
  const isWhole = /^[号號]拍品$/.test(counter.text);
  if (!isWhole && !(COUNTER.has(counter.text) && LOTS.has(word?.text ?? ''))) return undefined;
  return named('lot', number, start + (isWhole ? 1 : 2));
}

/** `lot seven`; `lot twenty two ETH` may be lot 22, or two ether for lot 20. */
function readSpelled(tokens: readonly Token[], start: number, at: number): NumberedAt | undefined {
  const word = tokens[start]?.text ?? '';
  const isPointedAt = POINTERS.has(tokens[start - 1]?.text ?? '');
  if (!LOTS.has(word) || word === 'los' || isPointedAt) return undefined;
  const spelled = readNumberWords(tokens, at);
  const { value = '', next = at } = spelled ?? {};
  if (!DIGITS.test(value) || (spelled?.needsUnit === true && tokens[at]?.text !== 'one')) {
    return undefined;
  }
  return { lot: value, next };
}

const isArticle = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'los' && BEFORE_ARTICLE.has(tokens[at - 1]?.text ?? '');
