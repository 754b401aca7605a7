import type { Figure } from './figures.js';
import { isQuiet } from './items.js';
import { REASONS } from './reasons.js';
import { settleItems } from './settle-items.js';
import type { Item, Segment } from './items.js';
import type { Currency } from './reading.js';
import { isSoft, namesTheLot, turnsOffer } from './tails.js';
import {
  bidsForAnother,
  hasLeadingThird,
  hasNameBefore,
  isReported,
  opensWithMention,
  saysAnothers,
} from './who-bids.js';
import { CUES } from './words/vocabulary.js';
import type { Cue } from './words/vocabulary.js';

/** What one segment comes to by itself. */
export type Verdict =
  | {
      readonly kind: 'bid';
      readonly amount: string;
      readonly currency: Currency;
      readonly isStrong: boolean;
    }
  /** A figure with neither verb nor unit, and nothing else said. */
  | { readonly kind: 'bare'; readonly figure: Figure }
  /** A verb without a figure that can be read. */
  | { readonly kind: 'call' }
  | { readonly kind: 'none' | 'ambiguous'; readonly reason: string; readonly hasFigure: boolean }
  | { readonly kind: 'talk'; readonly isQuiet: boolean };

/** A verdict with what the whole text must know of the segment. */
export interface Judged {
  readonly verdict: Verdict;
  readonly segment: Segment;
  readonly cues: ReadonlySet<Cue>;
}

/** Order in which cues that stop an offer are named. */
const STOPPERS = ranks((Object.keys(CUES) as Cue[]).filter((cue) => CUES[cue] === 3));
const DOUBTERS = ranks([
  'kidding',
  'would',
  'about',
  'ceiling',
  'least',
  'raise',
  'vague',
  'want',
  'doubt',
  'stale',
  'no',
]);

function ranks(cues: readonly Cue[]): ReadonlyMap<Cue, number> {
  return new Map(cues.map((cue, rank) => [cue, rank]));
}

/** Of the cues that have a rank, the one of the first. */
function firstOf(order: ReadonlyMap<Cue, number>, cues: ReadonlySet<Cue>): Cue | undefined {
  let found: Cue | undefined;
  let least = Infinity;
  for (const cue of cues) {
    const rank = order.get(cue) ?? Infinity;
    if (rank < least) [found, least] = [cue, rank];
  }
  return found;
}

/** Judges one segment as if nothing else had been said. */
export function judgeSegment(segment: Segment, lotCurrency: Currency): Judged {
  const items = settleItems(segment.items);
  const cues = cuesOf(items);
  return { verdict: new Judgement(items, cues, segment, lotCurrency).verdict(), segment, cues };
}

const NO_CUES: ReadonlySet<Cue> = new Set();

function cuesOf(items: readonly Item[]): ReadonlySet<Cue> {
  let cues: Set<Cue> | undefined;
  for (const item of items) if (item.kind === 'cue') (cues ??= new Set()).add(item.cue);
  return cues ?? NO_CUES;
}

class Judgement {
  readonly #items: readonly Item[];
  readonly #cues: ReadonlySet<Cue>;
  readonly #segment: Segment;
  readonly #lotCurrency: Currency;
  readonly #figures: readonly Figure[];
  readonly #figureAt: number;
  readonly #verbAt: number;

  constructor(
    items: readonly Item[],
    cues: ReadonlySet<Cue>,
    segment: Segment,
    lotCurrency: Currency,
  ) {
    this.#items = items;
    this.#cues = cues;
    this.#segment = segment;
    this.#lotCurrency = lotCurrency;
    const figures: Figure[] = [];
    for (const item of items) if (item.kind === 'figure') figures.push(item.figure);
    this.#figures = figures;
    this.#figureAt = figures.length === 0 ? -1 : items.findIndex(({ kind }) => kind === 'figure');
    this.#verbAt = verbNearest(items, this.#figureAt);
  }

  verdict(): Verdict {
    const hasFigure = this.#figures.length > 0;
    const hasVerb = this.#verbAt >= 0;
    if (!hasFigure && !hasVerb) return this.#talk();
    const none = this.#whyNone();
    if (none !== undefined) return { kind: 'none', reason: none, hasFigure };
    const doubt = this.#whyDoubt();
    if (doubt !== undefined) return { kind: 'ambiguous', reason: doubt, hasFigure };
    if (!hasFigure) return this.#callOrTalk();
    return hasVerb ? this.#withVerb() : this.#withoutVerb();
  }

  #talk(): Verdict {
    const isVague = [...this.#cues].find((cue) => VAGUE.has(cue));
    const rest = this.#items.filter(
      (item) => item.kind !== 'unit' && (!isLink(item) || isCopula(item)),
    );
    if (isVague && rest.every((item) => item.kind === 'cue' && VAGUE.has(item.cue))) {
      return { kind: 'ambiguous', reason: REASONS[isVague] ?? isVague, hasFigure: false };
    }
    if (this.#items.some((item, at) => item.kind === 'unit' && isRoman(this.#items[at - 1]))) {
      return { kind: 'ambiguous', reason: 'a Roman numeral', hasFigure: false };
    }
    return { kind: 'talk', isQuiet: rest.length === 0 };
  }

  #whyNone(): string | undefined {
    const figures = this.#figures;
    const isLaterToo = figures.length > 1 && this.#cues.has('later') && !this.#cues.has('or');
    const stopper = firstOf(STOPPERS, this.#cues);
    if (isLaterToo && stopper === 'later') return undefined;
    if (stopper === 'other' && opensWithMention(this.#items) && !isReported(this.#items))
      return undefined;
    if (stopper !== undefined) return REASONS[stopper];
    if (saysAnothers(this.#items)) return REASONS.other;
    if (this.#hasLaterTime()) return REASONS.later;
    if (this.#segment.end === '?' && !this.#isBareQuestion()) return REASONS.ask;
    if (this.#isComment()) return 'a comment on an amount';
    if (figures.some((figure) => figure.isNegative)) return 'a negative amount';
    const zero =
      figures.length > 0 && figures.every(({ amount, doubt }) => amount === '0' && !doubt);
    return zero ? 'zero' : undefined;
  }

  #whyDoubt(): string | undefined {
    if (this.#segment.end === '?') return 'a bare amount with a question mark';
    if (this.#cues.has('later')) return 'a present figure beside a later one';
    const doubter = firstOf(DOUBTERS, this.#cues);
    if (doubter !== undefined) return REASONS[doubter];
    const doubt = this.#figures.find((figure) => figure.doubt !== undefined)?.doubt;
    if (doubt !== undefined) return doubt;
    if (this.#items.some((item) => item.kind === 'unit')) return 'a unit away from its figure';
    if (hasLeadingThird(this.#items, this.#verbAt) || opensWithMention(this.#items))
      return "another's name before the bid";
    if (bidsForAnother(this.#items)) return 'a bid for another';
    if (this.#hasAlternative()) return 'an alternative';
    return undefined;
  }

  /** `2 ETH or not`: what stands behind the word makes no difference. */
  #hasAlternative(): boolean {
    const after = this.#items[this.#figureAt + 1];
    return this.#figureAt >= 0 && after?.kind === 'cue' && after.cue === 'or';
  }

  /** A bid with an hour by it is announced, not made. */
  #hasLaterTime(): boolean {
    return this.#items.some((item) => item.kind === 'time') && this.#verbAt >= 0;
  }

  /** Everything else said is the lot's name: `3 ETH for this masterpiece`. */
  #namesTheLot(): boolean {
    const tail = this.#items.slice(this.#figureAt + 1);
    const isName = (item: Item): boolean => item.kind === 'unknown' || isQuiet(item);
    return (
      namesTheLot(tail) &&
      this.#items.slice(0, this.#figureAt).every(isQuiet) &&
      tail.slice(2).every(isName)
    );
  }

  /** `now 3 ETH`, `at 3 ETH now`: where the bidding stands, as likely as an offer. */
  #tellsTheTime(): boolean {
    const now = this.#items.findIndex((item) => item.kind === 'cue' && item.cue === 'now');
    const before = this.#items[this.#figureAt - 1];
    const isAt = before?.kind === 'cue' && before.text === 'at';
    return now >= 0 && (now < this.#figureAt || isAt);
  }

  #isBareQuestion(): boolean {
    return (
      this.#verbAt < 0 &&
      this.#items.every((item) => item.kind === 'figure' || isQuiet(item) || isDoubter(item))
    );
  }

  /** `2 ETH is a lot`, `offering 2 ETH is an insult`: the amount is spoken of. */
  #isComment(): boolean {
    if (!this.#cues.has('is') || this.#cues.has('ceiling')) return false;
    const after = this.#items[this.#figureAt + 1];
    const isSubject = after?.kind === 'cue' && after.cue === 'is';
    if (this.#verbAt >= 0) return isSubject && this.#verbAt < this.#figureAt;
    const isCalled = isSubject && this.#cues.has('doubt');
    return isCalled || this.#items.some((item) => item.kind === 'unknown' || item.kind === 'unit');
  }

  #callOrTalk(): Verdict {
    const verb = this.#items[this.#verbAt];
    const isSelf = verb?.kind === 'cue' && verb.cue === 'self';
    const opens = this.#items.slice(0, this.#verbAt).every(isQuiet);
    return isSelf || opens ? { kind: 'call' } : this.#talk();
  }

  #withVerb(): Verdict {
    const verb = this.#items[this.#verbAt];
    const figure = this.#figures[0];
    if (!figure || verb?.kind !== 'cue') return this.#talk();
    const ambiguous = (reason: string): Verdict => ({ kind: 'ambiguous', reason, hasFigure: true });
    if (this.#figures.length > 1 && !isSame(this.#figures, this.#lotCurrency))
      return ambiguous('two amounts');
    const [from, to] = [this.#verbAt, this.#figureAt].sort((one, other) => one - other);
    const between = this.#items.slice((from ?? 0) + 1, to);
    if (!between.every(isLink)) return ambiguous('words between the bid and the amount');
    const before = this.#items.slice(0, from);
    const isNamed = verb.cue === 'bare' || verb.text.startsWith('my ');
    if (isNamed && !before.every(isLink)) return ambiguous('a bid without a bidder');
    const doubt = this.#whyTail(figure, isNamed, isSoft(verb.text));
    if (doubt !== undefined) return ambiguous(doubt);
    if (figure.currency === undefined && between.some(isPlaceOrTime)) {
      return ambiguous('an amount or a time');
    }
    return bid(figure, this.#lotCurrency, !isSoft(verb.text));
  }

  /** Why what stands behind the figure makes it something else than the amount of an offer. */
  #whyTail(figure: Figure, isNamed: boolean, isSoftVerb: boolean): string | undefined {
    const tail = this.#items.slice(this.#figureAt + 1);
    const [after] = tail;
    if (figure.currency === undefined) {
      if (after?.kind === 'unknown') return 'a word in the place of the unit';
      // `bid 4 this`, `bid 2 of them`: the figure is a word, or counts things.
      if (after?.kind === 'cue' && COUNTED.test(after.text)) return 'a figure that counts things';
    }
    if (isNamed && after?.kind === 'unknown') return 'a word behind the amount';
    if (isNamed && after?.kind === 'cue' && EVERYONE.test(after.text)) return 'a call to others';
    const end = Math.max(this.#figureAt, this.#verbAt);
    return turnsOffer(this.#items.slice(end + 1), isSoftVerb) ? 'an amount in talk' : undefined;
  }

  #withoutVerb(): Verdict {
    const figure = this.#figures[0];
    if (!figure) return this.#talk();
    const rest = this.#items.filter((item) => item.kind !== 'figure');
    const isStranger = (item: Item): boolean => !isLink(item) || isCopula(item);
    const strangers = this.#namesTheLot() ? 0 : rest.filter(isStranger).length;
    const isUnitless = this.#figures.every(({ currency }) => currency === undefined);
    if (isUnitless && strangers > 1) return { kind: 'talk', isQuiet: false };
    if (this.#figures.length > 1 && !isSame(this.#figures, this.#lotCurrency)) {
      return { kind: 'ambiguous', reason: 'two amounts', hasFigure: true };
    }
    if (isUnitless) return this.#withoutUnit(figure, strangers);
    if (strangers > 0 || hasNameBefore(this.#items, this.#figureAt) || this.#tellsTheTime()) {
      return { kind: 'ambiguous', reason: 'an amount in talk', hasFigure: true };
    }
    return bid(figure, this.#lotCurrency, false);
  }

  #withoutUnit(figure: Figure, strangers: number): Verdict {
    if (strangers > 0) return { kind: 'ambiguous', reason: 'a figure in talk', hasFigure: true };
    return { kind: 'bare', figure };
  }
}

export const bid = (
  figure: Figure,
  lotCurrency: Currency,
  isStrong: boolean,
): Extract<Verdict, { kind: 'bid' }> => ({
  kind: 'bid',
  amount: figure.amount,
  currency: figure.currency ?? lotCurrency,
  isStrong,
});

const EVERYONE = /^(?:every(?:one|body)|guys|folks|people|all)$/;
const COUNTED = /^(?:of|this|that|it|you|u)$/;
const PLACES: ReadonlySet<string> = new Set(['at', 'in', 'by']);
const isPlaceOrTime = (item: Item): boolean => item.kind === 'cue' && PLACES.has(item.text);
/** Cues that stand for an amount that nobody can write down. */
const VAGUE: ReadonlySet<Cue> = new Set(['vague', 'raise', 'ceiling', 'least', 'about']);
const isRoman = (item: Item | undefined): boolean =>
  item?.kind === 'unknown' && /^[ivxlcdm]+$/.test(item.text);
const isLink = (item: Item): boolean =>
  isQuiet(item) || (item.kind === 'cue' && LINKS.has(item.cue));
const isCopula = (item: Item): boolean => item.kind === 'cue' && item.cue === 'is';
const LINKS: ReadonlySet<Cue> = new Set(['is', 'fix', 'undo']);
const isDoubter = (item: Item): boolean => item.kind === 'cue' && DOUBTERS.has(item.cue);

/** The verb that speaks of the figure: the speaker's own before anyone's, the last before it first. */
function verbNearest(items: readonly Item[], figureAt: number): number {
  const end = figureAt < 0 ? items.length : figureAt;
  let [self, bare, laterSelf, laterBare] = [-1, -1, -1, -1];
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'cue') continue;
    if (item.cue === 'self' && at < end) self = at;
    else if (item.cue === 'bare' && at < end) bare = at;
    else if (item.cue === 'self' && laterSelf < 0) laterSelf = at;
    else if (item.cue === 'bare' && laterBare < 0) laterBare = at;
  }
  return [self, bare, laterSelf, laterBare].find((at) => at >= 0) ?? -1;
}

const isSame = (figures: readonly Figure[], lotCurrency: Currency): boolean =>
  figures.length === 1 ||
  new Set(figures.map(({ amount, currency }) => `${amount} ${currency ?? lotCurrency}`)).size === 1;
