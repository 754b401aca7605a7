import { decimalEnd, isDigit, isLetter, isSpace, lettersEnd } from './ascii.js';
import { foldText, isDoubtful } from './fold.js';
import type { FoldedText } from './fold.js';
import { allWords, entryOf } from './lexicon.js';
import type { Entry } from './lexicon.js';
import { allUnits, unitOf } from './units.js';
import type { Unit } from './units.js';

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
  readonly doubt: string | undefined;
  /** It stood behind a `#`: a topic, unless it is a word that counts. */
  readonly isTopic: boolean;
  /** What the lexicon has on the word or mark, and the unit that it names or looks like. */
  readonly entry: Entry | undefined;
  readonly unit: Unit | undefined;
}

/** The same token with other words in it. */
export const respell = (token: Token, text: string, glued = token.glued): Token =>
  makeToken(token.kind, text, glued, token.doubt, token.isTopic);

/** Every word that means something, looked up once a token. */
const KNOWN = new Map(
  [...allWords(), ...allUnits()].map(
    (word) => [word, { entry: entryOf(word), unit: unitOf(word) }] as const,
  ),
);

function makeToken(
  kind: Token['kind'],
  text: string,
  glued: boolean,
  doubt: string | undefined,
  isTopic: boolean,
): Token {
  const isWord = kind === 'word' || kind === 'run' || kind === 'mark';
  if (!isWord && kind !== 'cashtag') {
    return { kind, text, glued, doubt, isTopic, entry: undefined, unit: undefined };
  }
  const known = KNOWN.get(text);
  const unit = known ? known.unit : unitOf(text);
  return { kind, text, glued, doubt, isTopic, entry: isWord ? known?.entry : undefined, unit };
}

const DOUBTFUL = 'a lookalike or hidden character in a number or unit';
const NOTATION = 'a number in a notation that is not plain';

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
const NUMBER = /(?:[0-9]+|\.[0-9]+)(?:[.,'·。]+[0-9]+)*/y;
const GLUED_TAIL = /[a-z]+[+-]?[0-9][a-z0-9]*|[\^*×][0-9*^]+/iy;
/** Marks behind which a figure may begin with its point. */
const OPENERS = /^[\n$€£₿(~:=]$/;
const IN_HASHTAG = 'an amount glued into a hashtag';
const AMOUNT_TAG =
  /^#(?:bid|offer)?[0-9]+(?:_[0-9]+)?(?:k|eth|weth|usdc?|eur|gbp|sol|btc)?(?:bid|offer)?$/i;
const OTHER_NUMBER = /\p{N}/uy;
const RUN =
  /[\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+/y;
/** Letters of the scripts that do put spaces between words. */
const WORD =
  /(?:(?![\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])[\p{L}\p{M}])+(?:'[\p{L}\p{M}]+)*/uy;
const WORD_WITH_DIGITS = /[0-9][\p{L}0-9]*/uy;

/** Every picture of this plane is a mark, without a letter or a number among them. */
const HIGH_OF_PICTURES = 0xd83d;
const APOSTROPHE = 0x27;
/** Marks that may open something longer. */
const MAY_OPEN: ReadonlySet<number> = new Set(codesOf('@#$._-'));
const NAME_MARKS: ReadonlySet<number> = new Set(codesOf('.-_:'));
const LINK_STARTS: ReadonlySet<number> = new Set(codesOf('hwHW'));
const PLAIN_BEHIND: ReadonlySet<number> = new Set(codesOf(' \t\n!?);"*~'));
/** Letters and syllables of East Asia; no rule for numbers goes on into them. */
const EAST = 0x3041;

/** Whether the number that ends before `end` can only be that. */
function endsPlainly(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (end === text.length || PLAIN_BEHIND.has(next) || next >= EAST) return true;
  if (text[end] === ',' || text[end] === '.') return !/[0-9.,'·。]/.test(text[end + 1] ?? '');
  // `2eth`, but not `2e3`: letters that go on into more.
  if (text[end] !== 'e' && text[end] !== 'E') return false;
  const behind = text.charCodeAt(lettersEnd(text, end));
  return !(behind >= 128 || isDigit(behind) || behind === 0x2b || behind === 0x2d);
}

function codesOf(characters: string): number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

/** Cuts a text into tokens. Linear: each rule is anchored where the last token ended. */
export function scanText(raw: string): readonly Token[] {
  return new Scanner(foldText(raw)).scan();
}

class Scanner {
  readonly #folded: FoldedText;
  /** Without a dot inside a word there is no name of a host to look for. */
  readonly #hasHostNames: boolean;
  #at = 0;
  #glued = false;
  #last: Token | undefined;

  constructor(folded: FoldedText) {
    this.#folded = folded;
    this.#hasHostNames = /[a-z0-9_-]\.[a-z]/i.test(folded.text);
  }

  scan(): readonly Token[] {
    const tokens: Token[] = [];
    while (this.#at < this.#folded.text.length) {
      if (isSpace(this.#folded.text.charCodeAt(this.#at))) {
        this.#at += 1;
        this.#glued = false;
      } else {
        this.#last = this.#token();
        this.#glued = this.#last.text !== '\n';
        tokens.push(this.#last);
      }
    }
    return tokens;
  }

  #token(): Token {
    const plain = this.#plain(this.#folded.text.charCodeAt(this.#at));
    if (plain) return plain;
    const first = this.#folded.text[this.#at] ?? '';
    if (first === '@') return this.#handle() ?? this.#mark();
    if (first === '#') return this.#hashtag() ?? this.#mark();
    if (first === '$') return this.#cashtag() ?? this.#mark();
    if ((first >= '0' && first <= '9') || first === '.') return this.#figure();
    return this.#link() ?? this.#hostName() ?? this.#word() ?? this.#otherNumber() ?? this.#mark();
  }

  /**
   * What most tokens are, read without a rule: a word of plain letters, a decimal, a mark. Where
   * the character behind leaves it open what the token is, the rules below decide.
   */
  #plain(code: number): Token | undefined {
    if (isLetter(code)) return this.#plainWord(code);
    if (isDigit(code)) return this.#plainNumber();
    if (code >= HIGH_OF_PICTURES) return code === HIGH_OF_PICTURES ? this.#mark() : undefined;
    return code < 128 && !MAY_OPEN.has(code) ? this.#mark() : undefined;
  }

  #plainWord(code: number): Token | undefined {
    const { text } = this.#folded;
    const start = this.#at;
    const end = lettersEnd(text, start);
    const next = text.charCodeAt(end);
    if (next >= 128 || next === APOSTROPHE || isDigit(next)) return undefined;
    if (NAME_MARKS.has(next) && (this.#hasHostNames || LINK_STARTS.has(code))) return undefined;
    this.#at = end;
    return this.#make('word', text.slice(start, end), this.#doubt(start));
  }

  #plainNumber(): Token | undefined {
    const { text } = this.#folded;
    const start = this.#at;
    const end = decimalEnd(text, start);
    if (this.#hasHostNames || !endsPlainly(text, end)) return undefined;
    this.#at = end;
    return this.#make('number', text.slice(start, end), this.#doubt(start));
  }

  #handle(): Token | undefined {
    const handle = this.#match(HANDLE);
    if (handle !== undefined) return this.#make('handle', handle.slice(1));
    const number = this.#match(AT_NUMBER);
    return number === undefined ? undefined : this.#make('number', number.slice(1), NOTATION);
  }

  /** A hashtag of letters is its word; one that holds a figure may hold an amount. */
  #hashtag(): Token | undefined {
    const start = this.#at;
    const ref = this.#match(REF);
    if (ref !== undefined) return this.#make('ref', ref, this.#doubt(start));
    const tag = this.#match(HASHTAG);
    if (tag === undefined) return undefined;
    if (AMOUNT_TAG.test(tag)) return this.#make('number', '0', IN_HASHTAG);
    const numbered = /^#([\p{L}]+)[0-9]{1,6}$/u.exec(tag)?.[1]?.toLowerCase() ?? '';
    if (NUMBERED.has(numbered)) return this.#make('ref', tag.slice(1), this.#doubt(start));
    if (/\p{N}/u.test(tag)) return this.#make('name', tag);
    return this.#make('word', tag.slice(1), this.#doubt(start), true);
  }

  #cashtag(): Token | undefined {
    const cashtag = this.#match(CASHTAG);
    return cashtag === undefined ? undefined : this.#make('cashtag', cashtag.slice(1));
  }

  #figure(): Token {
    const name = this.#hexadecimal() ?? this.#hostName();
    if (name) return name;
    const time = this.#match(DATE) ?? this.#clock() ?? this.#match(HOURS) ?? this.#match(HOUR);
    if (time !== undefined) return this.#make('time', time);
    return this.#number() ?? this.#mark();
  }

  /** Forty hexadecimal digits are an address, sixty-four a hash; others may be an amount. */
  #hexadecimal(): Token | undefined {
    const hex = this.#match(SHORT_ADDRESS) ?? this.#match(HEX);
    if (hex === undefined) return undefined;
    const isName = hex.includes('.') || hex.length === 42 || hex.length === 66;
    return isName ? this.#make('name', hex) : this.#make('number', '0', NOTATION);
  }

  /** `lot 3:10 ETH` holds no hour. */
  #clock(): string | undefined {
    return NUMBERED.has(this.#last?.text ?? '') ? undefined : this.#match(CLOCK);
  }

  #number(): Token | undefined {
    const start = this.#at;
    const number = this.#match(NUMBER);
    if (number === undefined) return undefined;
    if (this.#match(GLUED_TAIL) !== undefined) return this.#make('number', number, NOTATION);
    const isTail = number.startsWith('.') && this.#glued && !OPENERS.test(this.#last?.text ?? '');
    return this.#make('number', number, isTail ? NOTATION : this.#doubt(start));
  }

  #otherNumber(): Token | undefined {
    const start = this.#at;
    const other = this.#match(OTHER_NUMBER);
    if (other === undefined) return undefined;
    return other === '½'
      ? this.#make('number', '½', this.#doubt(start))
      : this.#make('number', '0', DOUBTFUL);
  }

  #link(): Token | undefined {
    const link = this.#match(LINK);
    return link === undefined ? undefined : this.#make('name', link);
  }

  #hostName(): Token | undefined {
    const name = this.#hasHostNames ? this.#match(HOST_NAME) : undefined;
    return name === undefined ? undefined : this.#make('name', name);
  }

  #word(): Token | undefined {
    const start = this.#at;
    const run = this.#match(RUN);
    if (run !== undefined) return this.#make('run', run, this.#doubt(start));
    const word = this.#match(WORD);
    if (word === undefined) return undefined;
    const token = this.#make('word', word, this.#doubt(start));
    const isApart = GLUES.has(token.text) || /[^\x00-\u024f]/.test(word);
    const digits = isApart ? undefined : this.#match(WORD_WITH_DIGITS);
    if (digits === undefined) return token;
    const isRef = NUMBERED.has(token.text) && /^[0-9]+$/.test(digits);
    return this.#make(isRef ? 'ref' : 'name', word + digits, this.#doubt(start));
  }

  #mark(): Token {
    const code = this.#folded.text.codePointAt(this.#at) ?? 0;
    const mark = String.fromCodePoint(code);
    this.#at += mark.length;
    return this.#make('mark', mark === '。' ? '.' : mark);
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

  #make(kind: Token['kind'], text: string, doubt?: string, isTopic = false): Token {
    return makeToken(kind, text.toLowerCase(), this.#glued, doubt, isTopic);
  }
}

/** Words before the number of a lot, a paddle or the like. */
export const NUMBERED: ReadonlySet<string> = new Set(
  (
    'lot lots lote lotes los lotto lotti kavel лот лота лоту ロット 로트 拍品 lotnr paddle paleta palette bieter bieternummer ' +
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
  'bid',
  'offer',
]);
