import { foldText, isDoubtful } from './fold.js';
import type { FoldedText } from './fold.js';

/** One piece of a text, as far as it can be told without knowing any language. */
export interface Token {
  /**
   * `name`: letters with digits, an ENS name, an address, a link; `ref`: a number behind `#`;
   * `time`: an hour or a date; `run`: letters of a script without spaces, not yet cut into words.
   */
  readonly kind:
    'word' | 'run' | 'number' | 'mark' | 'handle' | 'cashtag' | 'name' | 'ref' | 'time';
  /** In small letters; a handle without its `@`, a cashtag without its `$`. */
  readonly text: string;
  /** No white space stands before it. */
  readonly glued: boolean;
  /** It holds a lookalike or hides something, or is written as no plain number is. */
  readonly doubt?: string;
  /** It stood behind a `#`: a topic, unless it is a word that counts. */
  readonly isTopic?: boolean;
}

const DOUBTFUL = 'a lookalike or hidden character in a number or unit';
const NOTATION = 'a number in a notation that is not plain';

const SPACE = /[ \t]+/y;
const LINK = /(?:https?:\/\/|www\.)[^\s]*/iy;
const HOST_NAME =
  /[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,4}\.(?:eth|com|org|net|io|xyz|app|co|art|gg|ai|fi|me|ly|dev|link|lens|sol)(?![a-z0-9_])(?:\/[^\s]*)?/iy;
const HANDLE = /@([a-z_][a-z0-9_]*|[0-9]+[a-z_][a-z0-9_]*)/iy;
const AT_NUMBER = /@[0-9][0-9.,]*/y;
const REF = /# ?[0-9]+(?![\p{L}0-9_])/uy;
const HASHTAG = /#[\p{L}\p{N}_]+/uy;
const CASHTAG = /\$([a-z]+)(?![a-z0-9])/iy;
const SHORT_ADDRESS = /0x[0-9a-f]{2,}(?:\.{2,3})[0-9a-f]{2,}/iy;
const HEX = /0x[0-9a-z]*(?![\p{L}])/iuy;
const CLOCK = /[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])/y;
const DATE = /[0-9]{1,4}(?:([/-])[0-9]{1,2}\1[0-9]{1,4})(?![0-9])/y;
const HOUR = /[0-9]{1,3}(?:[.:][0-9]{2})?(?:am|pm|hrs?|h|mins?|secs?|s|d|days?)(?![\p{L}])/iuy;
const HOURS = /[0-9]{1,2}[hd][0-9]{1,2}[hm]?(?![\p{L}0-9])/iuy;
const NUMBER = /(?:[0-9]+|\.[0-9]+)(?:[.,'·]+[0-9]+)*/y;
const GLUED_TAIL = /[a-z]+[+-]?[0-9][a-z0-9]*|[\^*×][0-9*^]+/iy;
const OTHER_NUMBER = /\p{N}/uy;
const RUN =
  /[\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+/y;
/** Letters of the scripts that do put spaces between words. */
const WORD =
  /(?:(?![\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])[\p{L}\p{M}])+(?:'[\p{L}\p{M}]+)*/uy;
const WORD_WITH_DIGITS = /[0-9][\p{L}0-9]*/uy;

/** Cuts a text into tokens. Linear: each rule is anchored where the last token ended. */
export function scanText(raw: string): readonly Token[] {
  return new Scanner(foldText(raw)).scan();
}

class Scanner {
  readonly #folded: FoldedText;
  readonly #tokens: Token[] = [];
  #at = 0;
  #glued = false;

  constructor(folded: FoldedText) {
    this.#folded = folded;
  }

  scan(): readonly Token[] {
    const { text } = this.#folded;
    while (this.#at < text.length) {
      if (this.#match(SPACE) !== undefined) this.#glued = false;
      else this.#token();
    }
    return this.#tokens;
  }

  #token(): void {
    const first = this.#folded.text[this.#at] ?? '';
    if (first === '@' || first === '#' || first === '$') this.#sigil(first);
    else if ((first >= '0' && first <= '9') || first === '.') this.#figure();
    else this.#wordOrMark();
  }

  #sigil(first: string): void {
    if (first === '@') {
      const handle = this.#match(HANDLE);
      if (handle !== undefined) return this.#push('handle', handle.slice(1).toLowerCase());
      const number = this.#match(AT_NUMBER);
      if (number !== undefined) return this.#push('number', number.slice(1), NOTATION);
    } else if (first === '#') {
      const ref = this.#match(REF);
      if (ref !== undefined) return this.#push('ref', ref);
      if (this.#hashtag()) return undefined;
    } else {
      const cashtag = this.#match(CASHTAG);
      if (cashtag !== undefined) return this.#push('cashtag', cashtag.slice(1).toLowerCase());
    }
    return this.#mark();
  }

  /** A hashtag of letters is its word; one that holds a figure may hold an amount. */
  #hashtag(): boolean {
    const start = this.#at;
    const tag = this.#match(HASHTAG);
    if (tag === undefined) return false;
    if (/\p{N}/u.test(tag)) {
      const isAmount = /^#(?:bid|offer)?[0-9]+(?:_?[0-9]+)?(?:k|eth|weth|usdc?|eur|gbp|sol|btc)?$/i;
      if (isAmount.test(tag)) this.#push('number', '0', 'an amount glued into a hashtag');
      else this.#push('name', tag);
      return true;
    }
    this.#push('word', tag.slice(1).toLowerCase(), this.#doubt(start + 1), true);
    return true;
  }

  #figure(): void {
    if (this.#hexadecimal()) return undefined;
    const name = this.#match(HOST_NAME);
    if (name !== undefined) return this.#push('name', name.toLowerCase());
    const time =
      this.#match(DATE) ??
      (this.#isAfterLotWord() ? undefined : this.#match(CLOCK)) ??
      this.#match(HOURS) ??
      this.#match(HOUR);
    if (time !== undefined) return this.#push('time', time.toLowerCase());
    const start = this.#at;
    const number = this.#match(NUMBER);
    if (number === undefined) return this.#mark();
    return this.#number(start, number);
  }

  #number(start: number, number: string): void {
    if (this.#match(GLUED_TAIL) !== undefined) return this.#push('number', number, NOTATION);
    const before = this.#tokens.at(-1);
    const isTail = number.startsWith('.') && this.#glued && before !== undefined;
    if (isTail && !/^[\n$€£₿(~:=]$/.test(before.text))
      return this.#push('number', number, NOTATION);
    const doubt = isDoubtful(this.#folded, start, this.#at) ? DOUBTFUL : undefined;
    return this.#push('number', number, doubt);
  }

  /** Forty hexadecimal digits are an address, sixty-four a hash; others may be an amount. */
  #hexadecimal(): boolean {
    const hex = this.#match(SHORT_ADDRESS) ?? this.#match(HEX);
    if (hex === undefined) return false;
    const isName = hex.includes('.') || hex.length === 42 || hex.length === 66;
    if (isName) this.#push('name', hex.toLowerCase());
    else this.#push('number', '0', NOTATION);
    return true;
  }

  #wordOrMark(): void {
    const link = this.#match(LINK) ?? this.#match(HOST_NAME);
    if (link !== undefined) return this.#push('name', link.toLowerCase());
    const start = this.#at;
    const run = this.#match(RUN);
    if (run !== undefined) return this.#push('run', run, this.#doubt(start));
    const word = this.#match(WORD);
    if (word !== undefined) return this.#word(start, word.toLowerCase());
    const other = this.#match(OTHER_NUMBER);
    if (other === '½') return this.#push('number', '½', this.#doubt(start));
    if (other !== undefined) return this.#push('number', '0', DOUBTFUL);
    return this.#mark();
  }

  #word(start: number, word: string): void {
    const splits = GLUES.has(word) || /[^\x00-\u024f]/.test(word);
    const digits = splits ? undefined : this.#match(WORD_WITH_DIGITS);
    if (digits === undefined) return this.#push('word', word, this.#doubt(start));
    return LOT_WORDS.has(word) && /^[0-9]+$/.test(digits)
      ? this.#push('ref', word + digits)
      : this.#push('name', word + digits);
  }

  #mark(): void {
    const code = this.#folded.text.codePointAt(this.#at) ?? 0;
    const mark = String.fromCodePoint(code);
    this.#at += mark.length;
    this.#push('mark', mark);
  }

  #isAfterLotWord(): boolean {
    return LOT_WORDS.has(this.#tokens.at(-1)?.text ?? '');
  }

  #doubt(start: number): string | undefined {
    return isDoubtful(this.#folded, start, this.#at) ? DOUBTFUL : undefined;
  }

  #match(rule: RegExp): string | undefined {
    rule.lastIndex = this.#at;
    const found = rule.exec(this.#folded.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #push(kind: Token['kind'], text: string, doubt?: string, isTopic = false): void {
    const token = { kind, text, glued: this.#glued, isTopic };
    this.#tokens.push(doubt === undefined ? token : { ...token, doubt });
    this.#glued = text !== '\n';
  }
}

/** Words before the number of a lot or a paddle. */
export const LOT_WORDS: ReadonlySet<string> = new Set(
  (
    'lot lots lote los lotto kavel лот ロット 로트 拍品 lotnr paddle paleta palette bieter bieternummer ' +
    'number no num nr número numero item token edition round paddel raquete ' +
    'numéro nummer pala номер участник plaka ลot أرض مزاد لوت القطعة'
  ).split(' '),
);

/** Words that people run together with the figure after them. */
const GLUES: ReadonlySet<string> = new Set([
  'eth',
  'weth',
  'usd',
  'usdc',
  'eur',
  'gbp',
  'sol',
  'btc',
]);
