import { parseEth } from '../money.js';

/** One piece of a line: a word, a run of digits, a masked name or a mark of punctuation. */
export interface Token {
  readonly kind: 'word' | 'digits' | 'name' | 'mark';
  readonly text: string;
}

/** Ten to the eighteenth: figures are compared as exact integers at the scale of wei. */
const WHOLE = 10n ** 18n;

const SMALL = words(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
    'sixteen seventeen eighteen nineteen',
);
const TENS = words('_ _ twenty thirty forty fifty sixty seventy eighty ninety');
const SCALES = new Map([
  ['hundred', 100n],
  ['thousand', 1_000n],
  ['million', 1_000_000n],
  ['billion', 1_000_000_000n],
]);
const NOUGHTS = new Set(['nought', 'naught', 'nil', 'oh', 'o']);
const GROUPS = new Map([
  ['single', 1n],
  ['couple', 2n],
  ['pair', 2n],
  ['twice', 2n],
  ['thrice', 3n],
  ['dozen', 12n],
]);
const FRACTIONS = new Map([
  ['half', WHOLE / 2n],
  ['halves', WHOLE / 2n],
  ['quarter', WHOLE / 4n],
  ['quarters', WHOLE / 4n],
]);
const ORDINALS = words(
  '_ _ second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth ' +
    'fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
);
/** Numbers that say no certain figure in English, or say it in another language. */
const VAGUE = new Set(
  (
    'dozens hundreds thousands millions billions thirds double triple quadruple quintuple ' +
    'twofold threefold tenfold fourscore ' +
    'uno dos tres cuatro cinco siete ocho nueve diez deux trois quatre cinq sept huit neuf dix ' +
    'zwei drei vier fünf sechs sieben acht neun zehn tre quattro cinque sette otto nove dieci ' +
    'dois três quatro sete oito dez twee drie vijf zes zeven negen tien'
  ).split(' '),
);
/** `iv`, `xii`: two letters or more, for `i` is a pronoun. */
const ROMAN = /^(?=..)x{0,3}(?:ix|iv|v?i{0,3})$/;
const GLUE = new Set(['a', 'an', 'and', 'point', 'the', 'of', 'minus']);

/** A number found in a line; without a value where it can be read in no one way. */
export interface Figure {
  /** Scaled by ten to the eighteenth. */
  readonly value?: bigint;
  readonly ordinal: boolean;
  /** Index of the first token after it. */
  readonly next: number;
}

/** Whether a lower-case word is a number, part of one, or says nothing without one. */
export function isNumberWord(word: string): boolean {
  return GLUE.has(word) || NOUGHTS.has(word) || startsNumber(word);
}

/** Reads the number that starts at token `at`, in digits or English words. */
export function readFigure(tokens: readonly Token[], at: number): Figure | undefined {
  const token = tokens[at];
  if (token?.kind === 'digits') {
    const value = readDigits(token.text);
    if (value === undefined) return { ordinal: false, next: at + 1 };
    return withTail(tokens, at + 1, value);
  }
  if (token?.kind !== 'word') return undefined;
  return readWords(tokens, at, token.text);
}

function readWords(tokens: readonly Token[], at: number, word: string): Figure | undefined {
  if (VAGUE.has(word) || ROMAN.test(word)) return { ordinal: false, next: at + 1 };
  const ordinal = ORDINALS.get(word);
  if (ordinal !== undefined) return { value: ordinal * WHOLE, ordinal: true, next: at + 1 };
  const fraction = FRACTIONS.get(word);
  if (fraction !== undefined) return { value: fraction, ordinal: false, next: at + 1 };
  const group = GROUPS.get(word);
  if (group !== undefined) return { value: group * WHOLE, ordinal: false, next: at + 1 };
  if (word === 'point') return readPoint(tokens, at, 0n);
  if (NOUGHTS.has(word) && word.length > 2) return withTail(tokens, at + 1, 0n);
  if (!SMALL.has(word) && !TENS.has(word) && !SCALES.has(word)) return undefined;

  const whole = readWhole(tokens, at);
  return withTail(tokens, whole.next, whole.value * WHOLE);
}

/** What may follow a whole number: a scale, decimals, or `and a half`. */
function withTail(tokens: readonly Token[], at: number, value: bigint): Figure {
  const scale = SCALES.get(wordAt(tokens, at));
  if (scale !== undefined) return { value: value * scale, ordinal: false, next: at + 1 };
  const point = readPoint(tokens, at, value);
  if (point) return point;

  const direct = FRACTIONS.get(wordAt(tokens, at)); // "three quarters"
  if (direct !== undefined) {
    return { value: (value * direct) / WHOLE, ordinal: false, next: at + 1 };
  }
  if (wordAt(tokens, at) === 'and') {
    const count = wordAt(tokens, at + 1) === 'a' ? 1n : SMALL.get(wordAt(tokens, at + 1));
    const part = FRACTIONS.get(wordAt(tokens, at + 2));
    if (count !== undefined && part !== undefined) {
      return { value: value + count * part, ordinal: false, next: at + 3 };
    }
  }
  return { value, ordinal: false, next: at };
}

function readPoint(tokens: readonly Token[], at: number, whole: bigint): Figure | undefined {
  if (wordAt(tokens, at) !== 'point') return undefined;
  let digits = '';
  let next = at + 1;
  for (; ; next++) {
    const word = wordAt(tokens, next);
    const digit = NOUGHTS.has(word) ? 0n : SMALL.get(word);
    if (digit === undefined || digit > 9n) break;
    digits += digit.toString();
  }
  if (digits === '') return undefined;
  const part = parseEth(`0.${digits}`);
  return part === undefined
    ? { ordinal: false, next }
    : { value: whole + part, ordinal: false, next };
}

/** `two hundred and twelve`, `twenty five`, `a hundred`: stops where English would. */
function readWhole(tokens: readonly Token[], at: number): { value: bigint; next: number } {
  let total = 0n;
  let group = 0n;
  let ceiling = 100n; // What may still be added to the group: twenty may take five, five nothing.
  let next = at;
  for (; ; next++) {
    const word = wordAt(tokens, next);
    const tens = TENS.get(word);
    const small = SMALL.get(word);
    const scale = SCALES.get(word);
    if (tens !== undefined && ceiling > 10n) {
      group += tens * 10n;
      ceiling = 10n;
    } else if (small !== undefined && small < ceiling) {
      group += small;
      ceiling = 0n;
    } else if (scale === 100n && group < 100n && ceiling < 100n) {
      group *= 100n;
      ceiling = 100n;
    } else if (scale !== undefined && next > at) {
      total += (group === 0n ? 1n : group) * scale;
      group = 0n;
      ceiling = 100n;
    } else if (scale !== undefined) {
      group = scale;
      ceiling = 100n;
    } else if (!(word === 'and' && SCALES.has(wordAt(tokens, next - 1)) && continues(tokens, next)))
      break;
  }
  return { value: total + group, next };
}

/** Whether "and" is followed by the rest of a number, not by a fraction or another count. */
function continues(tokens: readonly Token[], and: number): boolean {
  const word = wordAt(tokens, and + 1);
  const after = wordAt(tokens, and + 2);
  return (SMALL.has(word) || TENS.has(word)) && !FRACTIONS.has(after);
}

function readDigits(text: string): bigint | undefined {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return parseEth(plain);
}

function startsNumber(word: string): boolean {
  return [SMALL, TENS, SCALES, GROUPS, FRACTIONS, ORDINALS, VAGUE].some((list) => list.has(word));
}

function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}

/** Words in the order of what they mean; `_` where a value has none. */
function words(list: string): ReadonlyMap<string, bigint> {
  const entries = list.split(' ').map((word, value) => [word, BigInt(value)] as const);
  return new Map(entries.filter(([word]) => word !== '_'));
}
