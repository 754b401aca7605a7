import type { Entry } from './lexicon.js';
import type { Token } from './tokens.js';

/** A number spelled out, and the index of the first token after it. */
export interface SpelledNumber {
  /** A plain decimal; undefined when the words do not come to one number. */
  readonly value: string | undefined;
  /** Only its place before a unit makes it a number. */
  readonly needsUnit: boolean;
  readonly next: number;
  readonly doubt?: string | undefined;
}

const HAN = new Map<string, number>([
  ...Array.from('零一二三四五六七八九', (digit, value) => [digit, value] as const),
  ...Array.from('〇壹贰叁肆伍陆柒捌玖', (digit, value) => [digit, value] as const),
  ['两', 2],
  ['兩', 2],
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
  ['万', 10_000],
  ['萬', 10_000],
  ['亿', 100_000_000],
  ['億', 100_000_000],
  ['点', -1],
]);
const WORDS_MAX = 12;

/** Every numeral that `hanValueOf` knows. */
export const allHanNumerals = (): readonly string[] => [...HAN.keys()];

/** The value of one Chinese or Japanese numeral; -1 for the decimal mark. */
export const hanValueOf = (character: string): number | undefined => HAN.get(character);

/** How many powers of ten the word multiplies a figure before it by: `thousand`, `mil`, `万`. */
export function placesOf(word: Token | undefined): number | undefined {
  if (!word) return undefined;
  const value = word.entry?.number?.value ?? String(HAN.get(word.text) ?? '');
  return /^1000+$/.test(value) ? value.length - 1 : undefined;
}

/** Reads the number that the words from `start` spell, if they begin one. */
export function readNumberWords(
  tokens: readonly Token[],
  start: number,
): SpelledNumber | undefined {
  const token = tokens[start];
  if (!token) return undefined;
  if (token.kind === 'run' && hanValueOf(token.text) !== undefined && !token.entry?.isHalf) {
    return readHan(tokens, start);
  }
  if (!token.entry) return undefined;
  const half = phraseAt(tokens, start, isHalf);
  if (half) return { value: '0.5', needsUnit: true, next: start + half.length };
  return readSpelled(tokens, start);
}

/** A phrase of the lexicon, and how many words of the text it takes. */
export interface PhraseAt {
  readonly entry: Entry;
  readonly length: number;
}

/** The longest phrase at `start` that passes. */
export function phraseAt(
  tokens: readonly Token[],
  start: number,
  passes: (entry: Entry) => boolean,
): PhraseAt | undefined {
  let found: PhraseAt | undefined;
  let entry = tokens[start]?.entry;
  for (let length = 1; entry; length += 1) {
    if (passes(entry)) found = { entry, length };
    const token = tokens[start + length];
    if (!entry.next || (token?.kind !== 'word' && token?.kind !== 'run')) break;
    entry = entry.next.get(token.text);
  }
  return found;
}

const isHalf = (entry: Entry): boolean => entry.isHalf;
const isNumber = (entry: Entry): boolean => entry.number !== undefined;
const isAndHalf = (entry: Entry): boolean => entry.isAndHalf;

/** Words that add a half to the number before them; zero when none stand at `start`. */
export const halfMoreAt = (tokens: readonly Token[], start: number): number =>
  phraseAt(tokens, start, isAndHalf)?.length ?? 0;

const ADDING = new Set(['y', 'e', 'et', 'and', 'و']);

function readSpelled(tokens: readonly Token[], start: number): SpelledNumber | undefined {
  const sum = new Sum();
  let at = start;
  let words = 0;
  let needsUnit = false;
  while (words < WORDS_MAX) {
    const skip = words > 0 ? linkAt(tokens, at, sum) : 0;
    const found = phraseAt(tokens, at + skip, isNumber);
    const word = found?.entry.number;
    if (!found || !word) break;
    if (words > 0 && word.needsUnit && !sum.takes(word.value)) break;
    sum.add(word.value);
    needsUnit = words === 0 && word.needsUnit;
    words += 1;
    at += skip + found.length;
  }
  if (words === 0) return undefined;
  const fraction = readFraction(tokens, at);
  if (!fraction) return { value: sum.value(), needsUnit, next: at };
  const whole = sum.value();
  const value = whole === undefined ? undefined : `${whole}.${fraction.digits}`;
  return { value, needsUnit: false, next: fraction.next, doubt: fraction.doubt };
}

/** `twenty-five`, `cuarenta y dos`: a mark or a small word between tens and ones. */
function linkAt(tokens: readonly Token[], at: number, sum: Sum): number {
  const token = tokens[at];
  if (token?.text === '-' && token.glued && tokens[at + 1]?.glued) return sum.endsInTens() ? 1 : 0;
  if (!token || !ADDING.has(token.text)) return 0;
  const next = tokens[at + 1]?.entry?.number;
  return next && sum.takesAfterAnd(next.value) ? 1 : 0;
}

/** A spoken decimal, from the word for its point on: `point five`, `comma 75`. */
export function readFraction(
  tokens: readonly Token[],
  at: number,
): { digits: string; next: number; doubt?: string | undefined } | undefined {
  if (tokens[at]?.entry?.isPoint !== true) return undefined;
  const written = tokens[at + 1];
  if (written?.kind === 'number' && /^[0-9]+$/.test(written.text)) {
    return { digits: written.text, next: at + 2, doubt: written.doubt };
  }
  let digits = '';
  let next = at + 1;
  for (; digits.length < WORDS_MAX; next += 1) {
    const value = tokens[next]?.entry?.number?.value;
    if (value === undefined || !/^[0-9]$/.test(value)) break;
    digits += value;
  }
  return digits === '' ? undefined : { digits, next };
}

/** Adds number words in the way most languages say them: large before small. */
class Sum {
  #total = 0n;
  #current = 0n;
  #decimal: string | undefined;
  #isBroken = false;
  #isFirst = true;

  takes(value: string): boolean {
    return !value.includes('.') && (BigInt(value) >= 100n || this.#fits(BigInt(value)));
  }

  takesAfterAnd(value: string): boolean {
    if (!/^[1-9][0-9]?$/.test(value)) return false;
    const isRound = this.#total + this.#current >= 100n && this.#current % 100n === 0n;
    return isRound || (value.length === 1 && this.endsInTens());
  }

  endsInTens(): boolean {
    const rest = this.#current % 100n;
    return rest >= 20n && rest % 10n === 0n;
  }

  add(value: string): void {
    if (value.includes('.')) {
      this.#isBroken ||= !this.#isFirst;
      this.#decimal = value;
    } else this.#addWhole(BigInt(value));
    this.#isFirst = false;
  }

  value(): string | undefined {
    if (this.#isBroken) return undefined;
    return this.#decimal ?? (this.#total + this.#current).toString();
  }

  #addWhole(value: bigint): void {
    if (value >= 1_000n) {
      this.#total += (this.#current || 1n) * value;
      this.#current = 0n;
    } else if (value === 100n && this.#current < 10n) {
      this.#current = (this.#current || 1n) * value;
    } else if (this.#isFirst || this.#fits(value)) this.#current += value;
    else this.#isBroken = true;
  }

  #fits(value: bigint): boolean {
    if (this.#decimal !== undefined || this.#isFirst) return false;
    if (this.#current === 0n) return this.#total > 0n;
    if (value < 100n && this.#current % 100n === 0n) return true;
    return value < 10n && value > 0n && this.endsInTens();
  }
}

function readHan(tokens: readonly Token[], start: number): SpelledNumber {
  let total = 0n;
  let section = 0n;
  let digit: bigint | undefined;
  let fraction: string | undefined;
  let isBroken = false;
  let at = start;
  for (; at < start + WORDS_MAX; at += 1) {
    const value = hanValueOf(tokens[at]?.text ?? '');
    if (value === undefined) break;
    if (value === -1) {
      isBroken ||= fraction !== undefined || at === start;
      fraction = '';
    } else if (fraction !== undefined) {
      isBroken ||= value > 9;
      fraction += String(value);
    } else if (value < 10) {
      isBroken ||= digit !== undefined && digit !== 0n;
      digit = BigInt(value);
    } else if (value < 10_000) {
      section += (digit ?? 1n) * BigInt(value);
      digit = undefined;
    } else {
      total += (section + (digit ?? 0n) || 1n) * BigInt(value);
      [section, digit] = [0n, undefined];
    }
  }
  const whole = (total + section + (digit ?? 0n)).toString();
  const value = isBroken || fraction === '' ? undefined : fraction ? `${whole}.${fraction}` : whole;
  const isAlone = at === start + 1;
  return { value, needsUnit: isAlone, next: at };
}
