import { isDollar, isPayable, readFigure, shift } from './decimals.js';
import { halfMoreAt, placesOf, readFraction, readNumberWords } from './number-words.js';
import type { Currency } from './reading.js';
import type { Token } from './tokens.js';

/** A figure with its unit, as far as it can be told. */
export interface Figure {
  /** A plain decimal; meaningless where `doubt` says why it cannot be told. */
  readonly amount: string;
  /** Undefined when no unit stands by it: the lot's currency then decides. */
  readonly currency: Currency | undefined;
  readonly doubt: string | undefined;
  readonly isNegative: boolean;
}

export type FigureAt =
  | { readonly kind: 'figure'; readonly figure: Figure; readonly next: number }
  /** A number that is no amount: an hour, an ordinal, an edition. */
  | { readonly kind: 'time' | 'nothing'; readonly next: number };

interface Core {
  readonly text: string;
  readonly next: number;
  readonly places: number;
  readonly isHalfMore: boolean;
  readonly needsUnit: boolean;
  readonly doubt?: string | undefined;
}

const UNREADABLE = 'a figure that can be read in two ways';
const ORDINAL = /^(?:st|nd|rd|th|er|ère|ème|ª|º|te|ten|ste)$/;
const TIME_WORDS: ReadonlySet<string> = new Set('pm am h hr hrs min mins sec secs uhr'.split(' '));
/** Words that count things, between a figure and its unit. */
const CLASSIFIERS = new Set(['个', '個', '枚', '개', '個の', 'tane', 'adet', 'de']);
const HALF_SIGN = '½';

/** Reads the figure that begins at `start`, if one does. */
export function readFigureAt(
  tokens: readonly Token[],
  start: number,
  lotCurrency: Currency,
): FigureAt | undefined {
  const prefix = readPrefix(tokens, start);
  const core = readCore(tokens, prefix?.next ?? start);
  if (!core) return undefined;
  if (!prefix) {
    const other = readNoAmount(tokens, core.next);
    if (other) return other;
    if (isEdition(tokens, start)) return { kind: 'nothing', next: start + 3 };
  }
  const suffix = readSuffix(tokens, core.next);
  if (core.needsUnit && !suffix.unit && !prefix) return undefined;
  const currency = prefix?.currency ?? suffix.currency;
  const value = valueOf(core, suffix, currency ?? lotCurrency, currency !== undefined);
  const doubt =
    core.doubt ??
    prefix?.doubt ??
    suffix.doubt ??
    (isTwoCurrencies(prefix, suffix) ? 'two currencies by one figure' : undefined) ??
    whyUnpayable(value, currency ?? lotCurrency);
  const figure = { amount: value ?? '0', currency, doubt, isNegative: false };
  return { kind: 'figure', figure, next: suffix.next };
}

const isTwoCurrencies = (prefix: Prefix | undefined, suffix: Suffix): boolean =>
  prefix?.currency !== undefined &&
  suffix.currency !== undefined &&
  prefix.currency !== suffix.currency;

function whyUnpayable(value: string | undefined, currency: Currency): string | undefined {
  if (value === undefined) return UNREADABLE;
  if (isPayable(value, currency)) return undefined;
  return 'an amount finer than the smallest coin, or longer than any';
}

function valueOf(
  core: Core,
  suffix: Suffix,
  currency: Currency,
  isNamed: boolean,
): string | undefined {
  if (suffix.isThousands && !isDollar(currency)) return undefined;
  const places = core.places + (suffix.isThousands ? 3 : 0);
  const figure = core.text === '' ? undefined : readFigure(core.text, currency);
  if (figure === undefined) return undefined;
  const shifted = shift(figure, places);
  // Five thousand of what? Nobody counts ether in thousands without saying so.
  if (places > 0 && !isNamed && !isDollar(currency)) return undefined;
  if (!core.isHalfMore && !suffix.isHalfMore) return shifted;
  return shifted.includes('.') || places > 0 ? undefined : `${shifted}.5`;
}

interface Prefix {
  readonly currency?: Currency;
  readonly doubt?: string;
  readonly next: number;
}

/** A unit before the figure: `$5`, `ETH 2`, `US$ 5`. */
function readPrefix(tokens: readonly Token[], start: number): Prefix | undefined {
  const first = tokens[start];
  if (!first) return undefined;
  const second = tokens[start + 1];
  if (second?.text === '$' && second.glued && first.kind === 'word' && first.text.length <= 2) {
    if (tokens[start + 2]?.kind !== 'number') return undefined;
    if (first.text === 'us') return { currency: 'USD', next: start + 2 };
    return { doubt: 'dollars of another country', next: start + 2 };
  }
  if (first.kind !== 'word' && first.kind !== 'mark' && first.kind !== 'cashtag') return undefined;
  if (second?.kind !== 'number') return undefined;
  const unit = first.unit;
  if (!unit) return undefined;
  // `ETH 2.0` is the name of a network.
  if (first.text === 'eth' && second.text === '2.0') return { doubt: UNREADABLE, next: start + 1 };
  if (first.doubt !== undefined) return { doubt: first.doubt, next: start + 1 };
  return { ...unit, next: start + 1 };
}

function readCore(tokens: readonly Token[], start: number): Core | undefined {
  const token = tokens[start];
  if (token?.kind === 'number') return readLiteral(tokens, start, token);
  if (token?.kind !== 'word' && token?.kind !== 'run') return undefined;
  const spelled = readNumberWords(tokens, start);
  if (!spelled) return undefined;
  const more = halfMoreAt(tokens, spelled.next);
  const repeat = repeatedInBrackets(tokens, spelled.next + more, spelled.value);
  return {
    text: spelled.value ?? '',
    next: spelled.next + more + repeat,
    places: 0,
    isHalfMore: more > 0,
    needsUnit: spelled.needsUnit && more === 0,
    doubt: token.doubt ?? spelled.doubt,
  };
}

/** `two (2) ETH` says one figure twice. */
function repeatedInBrackets(tokens: readonly Token[], at: number, value?: string): number {
  const isRepeated = tokens[at]?.text === '(' && tokens[at + 2]?.text === ')';
  return isRepeated && tokens[at + 1]?.text === value ? 3 : 0;
}

function readLiteral(tokens: readonly Token[], start: number, token: Token): Core {
  if (token.text === HALF_SIGN) {
    return {
      text: '0.5',
      next: start + 1,
      places: 0,
      isHalfMore: false,
      needsUnit: false,
      doubt: token.doubt,
    };
  }
  const slashed = readSlash(tokens, start);
  if (slashed) return slashed;
  let [text, next] = [token.text, start + 1];
  let doubt = token.doubt;
  let goesOn = /^[0-9]{1,3}$/.test(text);
  for (; goesOn; next += 1) {
    const group = tokens[next];
    if (group?.kind !== 'number' || group.glued || !/^[0-9]{3}(?:[.,][0-9]+)?$/.test(group.text))
      break;
    text = `${text}_${group.text}`;
    goesOn = group.text.length === 3;
    doubt ??= group.doubt;
  }
  const fraction = /^[0-9]+$/.test(text) ? readFraction(tokens, next) : undefined;
  if (fraction) {
    text = `${text}.${fraction.digits}`;
    next = fraction.next;
    doubt ??= fraction.doubt;
  }
  const beside = tokens[next];
  const isMore = beside?.text === HALF_SIGN || isHalfSlash(tokens, next);
  // Two figures run together: nobody can tell where one ends.
  if (beside?.kind === 'number' && beside.glued && !isMore) doubt ??= UNREADABLE;
  let more = halfMoreAt(tokens, next);
  if (tokens[next]?.text === HALF_SIGN) more = 1;
  if (isHalfSlash(tokens, next)) more = 3;
  const places = more === 0 ? placesOf(tokens[next]) : undefined;
  if (places !== undefined) {
    if (isMillionToSome(tokens, next)) doubt ??= UNREADABLE;
    next += 1;
  }
  return {
    text,
    next: next + more,
    places: places ?? 0,
    isHalfMore: more > 0,
    needsUnit: false,
    doubt,
  };
}

/** `2 mil` is two million in English and two thousand in Spanish, unless the dollars are Spanish. */
const isMillionToSome = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'mil' && !/^d[oó]lares$/.test(tokens[at + 1]?.text ?? '');

function isHalfSlash(tokens: readonly Token[], at: number): boolean {
  const one = tokens[at];
  if (one?.text !== '1') return false;
  const [slash, two, more] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]];
  if (slash?.text !== '/' || two?.text !== '2' || more?.text === '/') return false;
  const isClean = one.doubt === undefined && two.doubt === undefined;
  return slash.glued && two.glued && isClean;
}

/** One slash makes a half; any other stands between alternatives. */
function readSlash(tokens: readonly Token[], start: number): Core | undefined {
  const slash = tokens[start + 1];
  if (slash?.text !== '/' || tokens[start + 2]?.kind !== 'number') return undefined;
  const core = { next: start + 3, places: 0, isHalfMore: false, needsUnit: false };
  if (isHalfSlash(tokens, start)) return { ...core, text: '0.5' };
  return { ...core, text: '', doubt: 'a slash between two figures' };
}

/** `1/1` and `1 of 1` name an edition, unless a unit follows. */
function isEdition(tokens: readonly Token[], start: number): boolean {
  if (tokens[start]?.text !== '1') return false;
  const [link, other, unit] = [tokens[start + 1], tokens[start + 2], tokens[start + 3]];
  if (other?.kind !== 'number' || unit?.unit) return false;
  return link?.text === 'of' || (link?.text === '/' && other.text === '1');
}

function readNoAmount(tokens: readonly Token[], at: number): FigureAt | undefined {
  const word = tokens[at];
  if (word?.kind !== 'word' && word?.kind !== 'run') return undefined;
  if (word.glued && ORDINAL.test(word.text)) return { kind: 'nothing', next: at + 1 };
  if (TIME_WORDS.has(word.text) || word.entry?.cue === 'duration') {
    return { kind: 'time', next: at + 1 };
  }
  if (word.text === 'o' && tokens[at + 1]?.text === 'clock') return { kind: 'time', next: at + 2 };
  return undefined;
}

interface Suffix {
  readonly unit: boolean;
  readonly currency?: Currency | undefined;
  readonly doubt?: string | undefined;
  readonly isThousands: boolean;
  readonly isHalfMore: boolean;
  readonly next: number;
}

/** What stands right behind the figure: `k`, a unit, `and a half`, or something that spoils it. */
function readSuffix(tokens: readonly Token[], start: number): Suffix {
  let at = start;
  let isThousands = false;
  if (tokens[at]?.text === 'k' && tokens[at]?.glued) {
    isThousands = true;
    at += 1;
  }
  if (CLASSIFIERS.has(tokens[at]?.text ?? '') && tokens[at + 1]?.unit) at += 1;
  if (tokens[at]?.text === 'us' && tokens[at + 1]?.unit) at += 1;
  const spoiler = spoilerAt(tokens, at);
  const token = tokens[at];
  const unit = token && isUnitPlace(token) ? token.unit : undefined;
  if (!unit || !token) {
    const doubt = spoiler ?? (isThousands ? token?.doubt : undefined);
    return { unit: false, doubt, isThousands, isHalfMore: false, next: spoiler ? at + 1 : at };
  }
  at += 1;
  const more = halfMoreAt(tokens, at);
  const second = tokens[at + more];
  const again = second && isUnitPlace(second) && second.text !== 'op' ? second.unit : undefined;
  let doubt = 'doubt' in unit ? unit.doubt : token.doubt;
  if (again && again.currency !== unit.currency && tokens[at + more + 1]?.kind !== 'number') {
    doubt ??= 'two currencies by one figure';
  }
  if (second?.text === '+' && second.glued) doubt ??= 'at least so much';
  if (second?.kind === 'number' && second.glued) doubt ??= UNREADABLE;
  const isSame = again !== undefined && again.currency === unit.currency && token.kind !== 'mark';
  return {
    unit: true,
    currency: unit.currency,
    doubt,
    isThousands,
    isHalfMore: more > 0,
    next: at + more + (isSame && tokens[at + more + 1]?.kind !== 'number' ? 1 : 0),
  };
}

/** Pictures that cheer; any other behind a figure may be what it counts. */
const CHEERS: ReadonlySet<string> = new Set(
  '🔥🚀🙏🙌👏💎✨🎉🎊❤💙💚💛🧡💜🖤🤍🤎💖💗💓💞💘💝💕😍🥰😊😀😃😄😁🙂😇👍✋🖐🙋💪⚡🌟⭐✅☑✔🎯🏆🎨🖼👀💥🫡🤝👑🥳😎🤩🫶🤞☝👆👇👉👈🔨⚖🎬📣📢💫🌈☀🌊🤌👌✌🤘🤙🐋🐳🦄🎈🍀🥂🍾🍻💐🌹🌸🌺🌻🌷'.match(
    /./gu,
  ),
);
const isThing = (text: string): boolean =>
  text > '\u00ff' && /\p{Extended_Pictographic}/u.test(text) && !CHEERS.has(text);

const isUnitPlace = (token: Token): boolean =>
  token.kind === 'word' ||
  token.kind === 'run' ||
  token.kind === 'mark' ||
  token.kind === 'cashtag';

/** Why what follows a figure makes it unreadable. */
function spoilerAt(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'cashtag' && !token.unit) return 'a unit that is no currency of the room';
  if (token.kind === 'mark') return spoilingMark(tokens, at, token);
  if (token.kind === 'name' && token.glued) return UNREADABLE;
  if (token.kind !== 'word' || token.unit) return undefined;
  if (token.glued && /^[\x00-\u024f]+$/.test(token.text)) return 'a unit that is none';
  const isLetter = /^[b-df-hj-nq-xze]$/.test(token.text);
  const after = tokens[at + 1];
  const isLast =
    after === undefined || after.kind === 'mark' || /^[b-df-hj-nq-xz]$/.test(after.text);
  return isLetter && isLast ? 'a unit cut to one letter' : undefined;
}

function spoilingMark(tokens: readonly Token[], at: number, token: Token): string | undefined {
  if (token.text === '%') return 'a share, not an amount';
  if (isThing(token.text)) return 'a picture in the place of the unit';
  if (!token.glued || token.unit) return undefined;
  if (token.text === '+') return 'at least so much';
  if ((token.text === '^' || token.text === '*') && tokens[at + 1]?.kind === 'number') {
    return 'a number in a notation that is not plain';
  }
  return /[\p{Sc}≡☰×]/u.test(token.text) ? 'a unit that is no currency of the room' : undefined;
}
