import { readFigureAt } from './figures.js';
import type { Figure } from './figures.js';
import type { Entry } from './lexicon.js';
import { readNumberedAt } from './lots.js';
import { phraseAt } from './number-words.js';
import type { Currency } from './reading.js';
import type { Token } from './tokens.js';
import type { Cue } from './words/vocabulary.js';

/** One thing that a sentence says, in the order said. */
export type Item =
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'cue'; readonly cue: Cue; readonly text: string }
  | { readonly kind: 'unknown' | 'unit' | 'time' | 'wallet' | 'lot'; readonly text: string }
  | { readonly kind: 'handle'; readonly isHost: boolean; readonly isLeading: boolean };

/** A stretch between marks of punctuation that is judged by itself. */
export interface Segment {
  readonly items: readonly Item[];
  /** The mark that ends it; empty at the end of the text. */
  readonly end: string;
  readonly isInBrackets: boolean;
  /** The mark that ends the sentence it is part of. */
  readonly sentenceEnd: string;
}

const ENDS = new Set(['.', '!', '?', ';', '\n', ',', '—', '(', ')', '|', '؛']);
/** What follows these is another thing said, whatever stood before. */
const CUTTING: ReadonlySet<Cue> = new Set(['fix', 'undo', 'machine']);
const SENTENCE_OPENERS: ReadonlySet<Cue> = new Set(['self', 'other', 'fix', 'report']);

interface RoomContext {
  readonly isHost: (handle: string) => boolean;
  readonly lotCurrency: Currency;
}

/** Groups tokens into what they mean, cut into segments at the marks of punctuation. */
export function readSegments(tokens: readonly Token[], context: RoomContext): readonly Segment[] {
  const reader = new Reader(tokens, context);
  return reader.read();
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #isHost: (handle: string) => boolean;
  readonly #lotCurrency: Currency;
  readonly #segments: Segment[] = [];
  #items: Item[] = [];
  /** Whether the segment so far says something, and whether it is more than names. */
  #isLoud = false;
  #isNames = true;
  #at = 0;
  #isInBrackets = false;
  #hasSpoken = false;

  constructor(tokens: readonly Token[], { isHost, lotCurrency }: RoomContext) {
    this.#tokens = tokens;
    this.#isHost = isHost;
    this.#lotCurrency = lotCurrency;
  }

  read(): readonly Segment[] {
    while (this.#at < this.#tokens.length) this.#step();
    this.#cut('');
    return withSentenceEnds(this.#segments);
  }

  #step(): void {
    const token = this.#tokens[this.#at];
    if (!token) return;
    if (token.kind === 'handle') this.#handle(token);
    else if (this.#signed(token) || this.#numbered()) return;
    else this.#spoken(token);
  }

  #handle(token: Token): void {
    this.#at += 1;
    const isHost = this.#isHost(token.text);
    this.#put({ kind: 'handle', isHost, isLeading: !this.#hasSpoken });
  }

  /** A sign glued before a figure: less than nothing, or on top of something. */
  #signed(token: Token): boolean {
    if (!this.#isSign(token)) return false;
    const found = readFigureAt(this.#tokens, this.#at + 1, this.#lotCurrency);
    if (found?.kind !== 'figure') return false;
    this.#at = found.next;
    const isNegative = token.text !== '+';
    this.#say({ kind: 'figure', figure: { ...found.figure, isNegative } });
    if (!isNegative) this.#say({ kind: 'cue', cue: 'raise', text: '+' });
    return true;
  }

  #isSign(token: Token): boolean {
    const next = this.#tokens[this.#at + 1];
    if (token.kind !== 'mark') return next?.kind === 'number' && MINUS.has(token.text);
    if (token.text !== '-' && token.text !== '+') return false;
    const before = this.#tokens[this.#at - 1];
    if (token.glued && before !== undefined && before.text !== '(') return false;
    return next?.glued === true && (next.kind === 'number' || next.unit !== undefined);
  }

  /** Lot and paddle numbers are names, whatever word or sign leads them. */
  #numbered(): boolean {
    const found = readNumberedAt(this.#tokens, this.#at);
    if (!found) return false;
    this.#at = found.next;
    if (found.doubt !== undefined) {
      this.#say({ kind: 'figure', figure: unreadable(found.doubt) });
    }
    if (found.lot !== undefined) this.#put({ kind: 'lot', text: found.lot });
    return true;
  }

  /** A phrase of several words goes before a figure, and a figure before a word. */
  #spoken(token: Token): void {
    const found = phraseAt(this.#tokens, this.#at, this.#isFitting);
    const isFigure = (found === undefined || found.length < 2) && this.#figure();
    if (isFigure) return;
    if (found?.entry.cue !== undefined)
      this.#cue(found.entry.cue, found.entry.phrase, found.length);
    else if (token.kind === 'mark') this.#mark(token);
    else this.#single(token);
  }

  #cue(found: Cue, text: string, length: number): void {
    const isBetween = found === 'no' && this.#items.at(-1)?.kind === 'figure';
    const next = isBetween
      ? readFigureAt(this.#tokens, this.#at + length, this.#lotCurrency)
      : undefined;
    const cue = next?.kind === 'figure' ? 'fix' : found === 'askFirst' ? 'ask' : found;
    if (this.#opensSentence(cue) || CUTTING.has(cue)) this.#cut(',');
    this.#at += length;
    this.#say({ kind: 'cue', cue, text });
  }

  readonly #isFitting = ({ cue }: Entry): boolean =>
    cue !== undefined && (cue !== 'askFirst' || !this.#isLoud);

  /** `… but I bid 3`: a new subject behind a joining word begins a sentence of its own. */
  #opensSentence(cue: Cue): boolean {
    const last = this.#items.at(-1);
    return SENTENCE_OPENERS.has(cue) && last?.kind === 'cue' && last.cue === 'and';
  }

  #figure(): boolean {
    const found = readFigureAt(this.#tokens, this.#at, this.#lotCurrency);
    if (!found) return false;
    this.#at = found.next;
    if (found.kind === 'figure') this.#say({ kind: 'figure', figure: found.figure });
    if (found.kind === 'time') this.#say({ kind: 'time', text: '' });
    return true;
  }

  #mark(token: Token): void {
    this.#at += 1;
    if (token.text === '(') this.#cut('(');
    else if (token.text === ')') this.#cut(')');
    else if (ENDS.has(token.text)) this.#cut(token.text);
    else this.#smallMark(token);
  }

  #smallMark(token: Token): void {
    const next = this.#tokens[this.#at];
    if (COMPARING.has(token.text) && this.#isCompared(token))
      this.#put({ kind: 'cue', cue: 'ceiling', text: token.text });
    else if (token.text === '~' && this.#isRepeated('~')) return;
    else if (token.text === '~') this.#put({ kind: 'cue', cue: 'about', text: '~' });
    else if (token.text === '&') this.#put({ kind: 'cue', cue: 'and', text: '&' });
    else if (token.text === '/' && next?.glued && /^(?:s|sarcasm|srs|j|jk|hj)$/.test(next.text)) {
      this.#at += 1;
      this.#put({ kind: 'cue', cue: TONES.get(next.text) ?? 'mock', text: '/s' });
    } else if (token.text === '-' || token.text === '/') {
      this.#put({ kind: 'cue', cue: 'range', text: token.text });
    }
  }

  /** `~~~` is a rule or a wave, not a guess. */
  #isRepeated(mark: string): boolean {
    const [before, after] = [this.#tokens[this.#at - 2], this.#tokens[this.#at]];
    return before?.text === mark || after?.text === mark;
  }

  /** `<2` is no amount; `->` and a heart compare nothing. */
  #isCompared(token: Token): boolean {
    const before = this.#tokens[this.#at - 2];
    if (token.glued && (before?.text === '-' || before?.text === '=')) return false;
    const next = this.#tokens[this.#at];
    const isHeart = next?.text === '3' && !this.#tokens[this.#at + 1]?.unit;
    if (isHeart && token.text === '<') this.#at += 1;
    return !isHeart && (next?.kind === 'number' || next?.unit !== undefined);
  }

  #single(token: Token): void {
    this.#at += 1;
    if (token.kind === 'time') {
      this.#say({ kind: 'time', text: token.text });
      return;
    }
    if (token.kind === 'name') {
      this.#say({ kind: 'wallet', text: token.text });
      return;
    }
    const isUnit = token.unit !== undefined;
    if (token.isTopic && !isUnit) {
      this.#say({ kind: 'cue', cue: 'filler', text: token.text });
      return;
    }
    this.#say({ kind: isUnit ? 'unit' : 'unknown', text: token.text });
  }

  #say(item: Item): void {
    this.#put(item);
    this.#hasSpoken = true;
  }

  #put(item: Item): void {
    this.#items.push(item);
    this.#isLoud ||= !isQuiet(item);
    this.#isNames &&= item.kind === 'handle';
  }

  #cut(end: string): void {
    const isInBrackets = this.#isInBrackets;
    if (end === '(') this.#isInBrackets = true;
    if (end === ')') this.#isInBrackets = false;
    // A name at the head of a line speaks to, or of, the line behind it.
    if (end !== '' && this.#items.length > 0 && this.#isNames) return;
    if (this.#items.length === 0) {
      const last = this.#segments.at(-1);
      // `Really!?` asks; `…?` at the very end asks for what stands before it.
      if (end === '?' && last && last.end !== '\n')
        this.#segments[this.#segments.length - 1] = { ...last, end };
      return;
    }
    this.#segments.push({ items: this.#items, end, isInBrackets, sentenceEnd: '' });
    this.#items = [];
    this.#isLoud = false;
    this.#isNames = true;
  }
}

const SENTENCE_ENDS: ReadonlySet<string> = new Set(['.', '!', '?', ';', '\n']);

function withSentenceEnds(segments: readonly Segment[]): readonly Segment[] {
  if (!segments.some(({ end }) => SENTENCE_ENDS.has(end))) return segments;
  let sentenceEnd = '';
  return segments
    .toReversed()
    .map((segment) => {
      if (SENTENCE_ENDS.has(segment.end)) sentenceEnd = segment.end;
      return { ...segment, sentenceEnd };
    })
    .toReversed();
}

/** Marks of tone behind a slash that are not sarcasm. */
const TONES: ReadonlyMap<string, Cue> = new Map([
  ['srs', 'filler'],
  ['j', 'kidding'],
  ['jk', 'kidding'],
  ['hj', 'kidding'],
]);

const COMPARING: ReadonlySet<string> = new Set(['<', '>', '≤', '≥']);
const unreadable = (doubt: string): Figure => ({
  amount: '0',
  currency: undefined,
  doubt,
  isNegative: false,
});

const MINUS: ReadonlySet<string> = new Set([
  'minus',
  'negative',
  'moins',
  'meno',
  'минус',
  'マイナス',
  '마이너스',
  '负',
  '負',
  'eksi',
  'سالب',
]);

/** Whether an item says nothing by itself: greetings, small words, the host's name. */
export const isQuiet = (item: Item): boolean =>
  item.kind === 'handle' ||
  item.kind === 'wallet' ||
  item.kind === 'lot' ||
  (item.kind === 'cue' && QUIET.has(item.cue));

const QUIET: ReadonlySet<Cue> = new Set([
  'filler',
  'and',
  'now',
  'range',
  'or',
  'from',
  'like',
  'duration',
  'askFirst',
]);
