import type { ShowState } from '../show.js';
import type { Figure, Token } from './number-words.js';
import { readFigure } from './number-words.js';
import type { FiguresOnScreen } from './on-screen.js';
import { figuresOnScreen } from './on-screen.js';

const UNITS = new Set(['eth', 'ether', 'ξ']);

/** Turns of phrase in which a number word counts nothing. */
const IDIOMS = [
  'no one',
  'this one',
  'that one',
  'the one',
  'each one',
  'every one',
  'which one',
  'one moment',
  'one another',
  'one by one',
  'one at a time',
  'one last',
  'one more time',
  'one of a kind',
  'one and all',
  'one does',
  'one must',
  'one never',
  'one should',
  'for one',
  'a second',
  'second thoughts',
  'second look',
  'second glance',
  'second nature',
  'half the fun',
  'half the room',
  'every single',
  'at a single',
].map((idiom) => idiom.split(' '));

/** What a number is said to be. The last three are never on screen as figures. */
type Counted = keyof FiguresOnScreen | Unsaid;
type Unsaid = 'time' | 'reserve' | 'thousands';

/** What an amount is, told by a word shortly before it: "I am asking", "it stands at". */
const AMOUNT_AFTER: Readonly<Record<string, Counted>> = {
  ask: 'asks',
  asking: 'asks',
  hear: 'asks',
  stands: 'prices',
  sold: 'prices',
  opens: 'openings',
  opened: 'openings',
  opening: 'openings',
  reserve: 'reserve',
};
const WORDS_BETWEEN_MAX = 3;

/** Words that may stand before `ETH` where no number does: "in ETH", but not "cuatro ETH". */
const BEFORE_UNIT = new Set(
  'a all an and any for in is just my no of only or some take takes that the this with your'.split(
    ' ',
  ),
);

/** What a number counts, told by the word after it. Without one it is heard as an amount. */
const COUNTED: Readonly<Record<string, Counted>> = {
  bids: 'bidCounts',
  bidders: 'bidderCounts',
  bidder: 'bidderCounts',
  paddles: 'bidderCounts',
  hands: 'bidderCounts',
  watching: 'watching',
  viewers: 'watching',
  viewer: 'watching',
  people: 'watching',
  guests: 'watching',
  souls: 'watching',
  lots: 'lotCounts',
  works: 'lotCounts',
  sold: 'soldCounts',
  times: 'extensions',
  seconds: 'time',
  minutes: 'time',
  minute: 'time',
  hours: 'time',
  hour: 'time',
  days: 'time',
  grand: 'thousands',
};

/** Why a number in the line may not be said; undefined when every one is on screen. */
export function falseFigure(tokens: readonly Token[], show: ShowState): string | undefined {
  const shown = figuresOnScreen(show);
  let previousEnd = -1;
  let previousWasLot = false;
  for (let at = 0; at < tokens.length;) {
    const skip = idiomAt(tokens, at);
    const figure = skip === 0 ? readFigure(tokens, at) : undefined;
    if (!figure) {
      if (isStrayUnit(tokens, at, previousEnd))
        return 'It names a currency without a known amount.';
      at += Math.max(1, skip);
      continue;
    }
    if (previousEnd === at) return 'It runs two numbers together.';
    const said = tokens.slice(at, figure.next).map(({ text }) => text);
    const counts = whatIsCounted(tokens, at, figure, previousWasLot);
    if (!isShown(figure, counts, shown)) {
      return `It says "${said.join(' ')}", which is not on screen as ${NAMES[counts]}.`;
    }
    previousWasLot = counts === 'lotNumbers';
    previousEnd = figure.next;
    at = figure.next;
  }
  return undefined;
}

/** Whether words hold any number at all, or the name of the currency. */
export function holdsFigure(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text }, at) =>
      UNITS.has(text) || (idiomAt(tokens, at) === 0 && readFigure(tokens, at) !== undefined),
  );
}

const NAMES: Readonly<Record<Counted, string>> = {
  amounts: 'an amount',
  asks: 'the ask',
  prices: 'a price',
  openings: 'an opening bid',
  reserve: 'the reserve',
  thousands: 'thousands',
  lotNumbers: 'a lot number',
  lotCounts: 'a count of lots',
  soldCounts: 'a count of sold lots',
  paddles: 'a paddle',
  bidCounts: 'the count of bids',
  bidderCounts: 'the count of bidders',
  watching: 'the count of those watching',
  extensions: 'the count of extensions',
  time: 'a figure that will stand still',
};

function isShown(figure: Figure, counts: Counted, shown: FiguresOnScreen): boolean {
  if (figure.value === undefined || isUnsaid(counts)) return false;
  return shown[counts].has(figure.value);
}

const isUnsaid = (counts: Counted): counts is Unsaid =>
  counts === 'time' || counts === 'reserve' || counts === 'thousands';

function whatIsCounted(
  tokens: readonly Token[],
  at: number,
  figure: Figure,
  previousWasLot: boolean,
): Counted {
  const before = wordAt(tokens, at - 1);
  const after = wordAt(tokens, figure.next);
  if (before === 'lot' || before === 'lots') return 'lotNumbers';
  if (before === 'of' && previousWasLot) return 'lotCounts';
  if (before === 'paddle') return 'paddles';
  if (figure.ordinal) return 'lotNumbers';
  if (after === 'of' && wordAt(tokens, figure.next + 1) === 'you') return 'watching';
  if (after === 'lots' && wordAt(tokens, figure.next + 1) === 'sold') return 'soldCounts';
  if (/^(?:twice|thrice)$/.test(wordAt(tokens, at))) return 'extensions';
  if (after === 'bid' && figure.value === 10n ** 18n) return 'bidCounts';
  return lookUp(COUNTED, after) ?? amountAfter(tokens, at);
}

function amountAfter(tokens: readonly Token[], at: number): Counted {
  for (let i = at - 1; i >= at - 1 - WORDS_BETWEEN_MAX; i--) {
    const word = wordAt(tokens, i);
    if (word === '') break; // Another clause, another name, or the start.
    const counts = lookUp(AMOUNT_AFTER, word);
    if (counts) return counts;
  }
  return 'amounts';
}

const lookUp = (list: Readonly<Record<string, Counted>>, word: string): Counted | undefined =>
  Object.hasOwn(list, word) ? list[word] : undefined;

/** `ETH` must follow an amount, a plain word, or nothing: `cuatro ETH` is an amount too. */
function isStrayUnit(tokens: readonly Token[], at: number, previousEnd: number): boolean {
  const token = tokens[at];
  if (!token || !UNITS.has(token.text)) return false;
  if (token.text === 'ξ') return tokens[at + 1]?.kind !== 'digits';
  const before = tokens[at - 1];
  if (!before || previousEnd === at) return false;
  if (before.kind === 'word') return !BEFORE_UNIT.has(before.text);
  return before.kind === 'name' || /["“”‘’]/.test(before.text);
}

/** How many tokens an idiom takes here; none where it is really a number: "the one and a half". */
function idiomAt(tokens: readonly Token[], at: number): number {
  const idiom = IDIOMS.find((words) => words.every((word, i) => wordAt(tokens, at + i) === word));
  if (!idiom) return 0;
  const end = at + idiom.length;
  const goesOn =
    readFigure(tokens, end) !== undefined ||
    UNITS.has(wordAt(tokens, end)) ||
    (wordAt(tokens, end) === 'and' && readFigure(tokens, end + 2) !== undefined);
  return goesOn ? 0 : idiom.length;
}

function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}
