import { isTenfold } from './decimals.js';
import type { Figure } from './figures.js';
import { readSegments } from './items.js';
import type { Item, Segment } from './items.js';
import { REASONS, bid, judgeSegment } from './judge-segment.js';
import type { Judged, Verdict } from './judge-segment.js';
import type { Currency, Reading } from './reading.js';
import { spellOut } from './spelling.js';
import { scanText } from './tokens.js';
import type { Token } from './tokens.js';
import type { Cue } from './words/vocabulary.js';

/** What the reader of bids is told about the room. */
export interface BidTextOptions {
  /** The host's own handle, with or without `@`; no third party in any case. */
  readonly hostHandle?: string;
  /** The currency of a bid that names none. @default 'ETH' */
  readonly lotCurrency?: Currency;
}

/** How people address the host when nobody said what its handle is. */
const USUAL_HOSTS = ['sothebais', 'host', 'auctioneer'];

/**
 * Reads what the words of one post come to: one offer, no offer, or a question to ask back.
 *
 * Pure, and linear in the length of the text. Doubt is never a bid: the costliest error is to take
 * as one what was not.
 */
export function parseBidText(text: string, options: BidTextOptions = {}): Reading {
  const lotCurrency = options.lotCurrency ?? 'ETH';
  const handle = options.hostHandle?.replace(/^@/, '').toLowerCase();
  const hosts = new Set(handle === undefined ? USUAL_HOSTS : [handle]);
  const tokens = spellOut(scanText(text));
  const spoken = withoutQuotes(tokens);
  if (isRepost(tokens)) return { kind: 'none', reason: 'quotation' };

  const segments = foldConversions(readSegments(spoken, { hosts, lotCurrency }), lotCurrency);
  const reading = combine(segments, lotCurrency);
  const hidesWords = spoken.length < tokens.length && reading.kind === 'none';
  return hidesWords ? { kind: 'none', reason: 'quotation' } : reading;
}

/** Another's words: between quotation marks, or on a line behind `>`. */
function withoutQuotes(tokens: readonly Token[]): readonly Token[] {
  const marks = tokens.filter((token) => token.text === '"').length;
  // An odd mark opens nothing.
  let left = marks - (marks % 2);
  let [isQuoted, isQuotedLine, startsLine] = [false, false, true];
  return tokens.filter((token) => {
    if (token.text === '\n') isQuotedLine = false;
    else if (startsLine && token.text === '>') isQuotedLine = true;
    startsLine = token.text === '\n';
    if (token.text !== '"') return !isQuoted && !isQuotedLine;
    if (left > 0) isQuoted = !isQuoted;
    left -= 1;
    return false;
  });
}

const isRepost = (tokens: readonly Token[]): boolean =>
  /^(?:rt|mt|qt)$/.test(tokens[0]?.text ?? '') && tokens[1]?.kind === 'handle';

/** A second figure in brackets or behind `~` is what the first is worth elsewhere. */
function foldConversions(segments: readonly Segment[], lotCurrency: Currency): readonly Segment[] {
  let first: Figure | undefined;
  return segments.map((segment) => {
    const items = segment.items.flatMap((item, at): readonly Item[] => {
      if (item.kind !== 'figure') return [item];
      const before = segment.items[at - 1];
      const isAbout = before?.kind === 'cue' && before.cue === 'about';
      const currency = item.figure.currency;
      const isOther =
        first !== undefined &&
        currency !== undefined &&
        currency !== (first.currency ?? lotCurrency);
      if (
        isOther &&
        (segment.isInBrackets || isAbout) &&
        (first?.currency ?? lotCurrency) === lotCurrency
      ) {
        return [CONVERSION];
      }
      first = item.figure;
      return [item];
    });
    const kept = items.filter(
      (item, at) =>
        item !== CONVERSION &&
        !(items[at + 1] === CONVERSION && item.kind === 'cue' && item.cue === 'about'),
    );
    return { ...segment, items: kept };
  });
}

const CONVERSION = { kind: 'cue', cue: 'filler', text: 'conversion' } as const;

/** What spoils a bid wherever in the text it stands, and what that makes of it. */
const SPOILERS: readonly (readonly [cue: Cue, kind: 'none' | 'ambiguous'])[] = [
  ['retract', 'none'],
  ['mock', 'none'],
  ['caller', 'none'],
  ['if', 'none'],
  ['kidding', 'ambiguous'],
];

function combine(segments: readonly Segment[], lotCurrency: Currency): Reading {
  const judged = segments.map((segment) => judgeSegment(segment, lotCurrency));
  const talk = new Talk(judged, lotCurrency);
  return talk.reading();
}

class Talk {
  readonly #judged: readonly Judged[];
  readonly #lotCurrency: Currency;
  #offer: Extract<Verdict, { kind: 'bid' }> | undefined;
  #called = false;
  #isCorrecting = false;

  constructor(judged: readonly Judged[], lotCurrency: Currency) {
    this.#judged = judged;
    this.#lotCurrency = lotCurrency;
  }

  reading(): Reading {
    for (const one of this.#judged) {
      const spoiled = this.#take(one);
      if (spoiled) return spoiled;
    }
    return this.#offer ? this.#accepted(this.#offer) : this.#withoutOffer();
  }

  #take({ verdict, cues }: Judged): Reading | undefined {
    const spoiled = this.#spoil(cues);
    if (spoiled) return spoiled;
    if (cues.has('fix') || cues.has('undo')) this.#isCorrecting = true;
    if (verdict.kind === 'call') this.#called = true;
    if (verdict.kind === 'bare' && (this.#called || (this.#isCorrecting && this.#offer))) {
      return this.#take({ verdict: this.#unitOfOffer(verdict.figure), segment: EMPTY, cues });
    }
    if (verdict.kind === 'bid') return this.#add(verdict);
    return undefined;
  }

  #unitOfOffer(figure: Figure): Verdict {
    const currency = this.#offer?.currency ?? this.#lotCurrency;
    return bid({ ...figure, currency }, this.#lotCurrency, this.#called);
  }

  #spoil(cues: ReadonlySet<Cue>): Reading | undefined {
    const hasMachine = cues.has('machine') && this.#offer === undefined;
    if (hasMachine) return undefined;
    const found = SPOILERS.find(([cue]) => cues.has(cue));
    if (!found || !this.#offer) return undefined;
    const [cue, kind] = found;
    return { kind, reason: REASONS[cue] ?? cue };
  }

  #add(verdict: Extract<Verdict, { kind: 'bid' }>): Reading | undefined {
    const before = this.#offer;
    this.#offer = before ? { ...verdict, isStrong: before.isStrong || verdict.isStrong } : verdict;
    if (!before || (before.amount === verdict.amount && before.currency === verdict.currency))
      return undefined;
    if (!this.#isCorrecting) return { kind: 'ambiguous', reason: 'two amounts' };
    this.#isCorrecting = false;
    if (before.currency !== verdict.currency)
      return { kind: 'ambiguous', reason: 'a correction to another currency' };
    return isTenfold(before.amount, verdict.amount)
      ? { kind: 'ambiguous', reason: 'a correction that changes the amount tenfold' }
      : undefined;
  }

  #accepted(offer: Extract<Verdict, { kind: 'bid' }>): Reading {
    const doubt = this.#doubtAbout(offer);
    if (doubt) return doubt;
    const { amount, currency } = offer;
    if (amount === '0') return { kind: 'none', reason: 'zero' };
    return {
      kind: 'bid',
      amount,
      currency,
      reason: offer.isStrong ? 'an offer in words' : 'an amount and a unit',
    };
  }

  /** What the rest of the text does to the offer; instructions to the machine do nothing. */
  #doubtAbout(offer: Extract<Verdict, { kind: 'bid' }>): Reading | undefined {
    const first = this.#judged.findIndex(
      ({ verdict }) => verdict.kind === 'bid' || verdict.kind === 'bare',
    );
    for (const [at, { verdict, cues, segment }] of this.#judged.entries()) {
      if (verdict.kind === 'bid' || cues.has('machine')) {
        if (cues.has('machine') && at < first)
          return { kind: 'ambiguous', reason: 'an offer behind an instruction' };
        continue;
      }
      if (
        cues.has('undo') &&
        !this.#judged
          .slice(at + 1)
          .some((one) => one.verdict.kind === 'bid' || one.verdict.kind === 'bare')
      ) {
        return { kind: 'none', reason: 'a retraction' };
      }
      if (cues.has('if') || cues.has('mock'))
        return { kind: 'none', reason: REASONS[cues.has('if') ? 'if' : 'mock'] ?? '' };
      if (cues.has('later') && at < first) return { kind: 'none', reason: 'the future' };
      if (cues.has('later') && verdict.kind === 'none')
        return { kind: 'ambiguous', reason: 'a present figure beside a later one' };
      if (cues.has('later') || cues.has('kidding'))
        return {
          kind: 'ambiguous',
          reason: REASONS[cues.has('later') ? 'later' : 'kidding'] ?? '',
        };
      if (segment.end === '?' && at > first && segment.items.length < 3)
        return { kind: 'ambiguous', reason: 'an offer that asks' };
      if (verdict.kind === 'ambiguous' && !(cues.has('fix') && verdict.hasFigure === false))
        return verdict;
      if (verdict.kind === 'ambiguous') continue;
      if (!offer.isStrong && verdict.kind === 'none')
        return { kind: 'ambiguous', reason: `an amount beside ${verdict.reason}` };
      const stopper = [...cues].find((cue) => HEAVY.has(cue));
      if (!offer.isStrong && stopper)
        return { kind: 'ambiguous', reason: `an amount beside ${REASONS[stopper] ?? stopper}` };
    }
    return undefined;
  }

  #withoutOffer(): Reading {
    const verdicts = this.#judged.map(({ verdict }) => verdict);
    const ambiguous = verdicts.find((verdict) => verdict.kind === 'ambiguous');
    const none = verdicts.find((verdict) => verdict.kind === 'none');
    const stopped = this.#judged.some(({ cues }) => [...cues].some((cue) => HEAVY.has(cue)));
    if (ambiguous?.kind === 'ambiguous' && !none)
      return { kind: 'ambiguous', reason: ambiguous.reason };
    if (none?.kind === 'none') return { kind: 'none', reason: none.reason };
    if (stopped) return { kind: 'none', reason: 'no offer' };
    if (verdicts.some((verdict) => verdict.kind === 'bare'))
      return { kind: 'ambiguous', reason: 'an amount without verb or unit' };
    if (this.#called) return { kind: 'ambiguous', reason: 'a bid without a figure' };
    return { kind: 'none', reason: 'no offer' };
  }
}

const HEAVY: ReadonlySet<Cue> = new Set([
  'not',
  'past',
  'might',
  'ask',
  'other',
  'report',
  'caller',
  'spam',
  'doubt',
  'mock',
  'retract',
  'would',
  'no',
]);
const EMPTY: Segment = { items: [], end: '', isInBrackets: false, index: -1 };
