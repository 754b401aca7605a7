import { isTenfold } from './decimals.js';
import type { Figure } from './figures.js';
import { isQuiet } from './items.js';
import { bid } from './judge-segment.js';
import type { Judged, Verdict } from './judge-segment.js';
import type { Currency, Reading } from './reading.js';
import { REASONS } from './reasons.js';
import { unitOf } from './units.js';
import type { Cue } from './words/vocabulary.js';

type Offer = Extract<Verdict, { kind: 'bid' }>;

/** An offer, and where in the text it was made first. */
interface Standing {
  readonly offer: Offer;
  readonly at: number;
}

/** Cues beside which an amount without a verb may be part of the talk. */
const WEAKENING: readonly Cue[] = [
  'not',
  'past',
  'might',
  'ask',
  'other',
  'report',
  'spam',
  'would',
  'doubt',
  'no',
];

/** Puts together what the segments of one text come to. */
export function concludeTalk(judged: readonly Judged[], lotCurrency: Currency): Reading {
  const standing = findOffer(judged, lotCurrency);
  if (standing === undefined) return withoutOffer(judged);
  if ('kind' in standing) return standing;
  const lastOfferAt = judged.findLastIndex(makesOffer);
  const lastLotAt = judged.findLastIndex(namesLot);
  for (const [at, one] of judged.entries()) {
    const place = {
      isAfter: at > standing.at,
      isOfferedAfter: at <= lastOfferAt,
      isLotAfter: at <= lastLotAt,
    };
    const objection = objectionOf(one, standing.offer, place);
    if (objection) return objection;
  }
  const { amount, currency, isStrong } = standing.offer;
  const lots = lotsIn(judged);
  if (lots.size > 1) return ambiguous('two lots');
  const [lot] = lots;
  const reason = isStrong ? 'an offer in words' : 'an amount and a unit';
  return { kind: 'bid', amount, currency, ...(lot === undefined ? {} : { lot }), reason };
}

/** The numbers of all lots that the text names, whatever it says of them. */
const lotsIn = (judged: readonly Judged[]): ReadonlySet<string> =>
  new Set(
    judged.flatMap(({ segment }) =>
      segment.items.flatMap((item) => (item.kind === 'lot' ? [item.text] : [])),
    ),
  );

/** The one offer that all segments agree on, after corrections; a reading when they do not. */
function findOffer(
  judged: readonly Judged[],
  lotCurrency: Currency,
): Standing | Reading | undefined {
  let standing: Standing | undefined;
  let bare: Figure | undefined;
  let isCalled = false;
  let isCorrecting = false;
  for (const [at, { verdict, cues, segment }] of judged.entries()) {
    const isDenial = segment.items.every((item) => item.kind === 'cue' && item.cue === 'no');
    isCorrecting ||= cues.has('fix') || cues.has('undo') || (isDenial && standing !== undefined);
    isCalled ||= verdict.kind === 'call';
    const next = offerOf(verdict, standing?.offer, { isCalled, isCorrecting, lotCurrency });
    if (!next) {
      if (verdict.kind === 'bare') bare = verdict.figure;
      continue;
    }
    standing ??= bare && { offer: bidIn(bare, next.currency), at };
    const objection = standing && compare(standing.offer, next, isCorrecting);
    if (objection) return objection;
    isCorrecting = false;
    const isStrong = next.isStrong || (standing?.offer.isStrong ?? false);
    standing = { offer: { ...next, isStrong }, at: standing?.at ?? at };
  }
  return standing;
}

function offerOf(
  verdict: Verdict,
  before: Offer | undefined,
  context: { isCalled: boolean; isCorrecting: boolean; lotCurrency: Currency },
): Offer | undefined {
  if (verdict.kind === 'bid') return verdict;
  if (verdict.kind !== 'bare') return undefined;
  if (before) return bidIn(verdict.figure, before.currency);
  return context.isCalled
    ? { ...bidIn(verdict.figure, context.lotCurrency), isStrong: true }
    : undefined;
}

const bidIn = (figure: Figure, currency: Currency): Offer => bid(figure, currency, false);

function compare(before: Offer, next: Offer, isCorrecting: boolean): Reading | undefined {
  if (before.amount === next.amount && before.currency === next.currency) return undefined;
  if (!isCorrecting) return ambiguous('two amounts');
  if (before.currency !== next.currency) return ambiguous('a correction to another currency');
  if (!isTenfold(before.amount, next.amount)) return undefined;
  return ambiguous('a correction that changes the amount tenfold');
}

/** Where a segment stands among the others. */
interface Place {
  /** Behind the offer. */
  readonly isAfter: boolean;
  /** An offer or a bare figure stands in it or behind it. */
  readonly isOfferedAfter: boolean;
  /** A lot is named in it or behind it. */
  readonly isLotAfter: boolean;
}

/** What one segment does to an offer made elsewhere in the text, if anything. */
function objectionOf(one: Judged, offer: Offer, place: Place): Reading | undefined {
  const { verdict, cues, segment } = one;
  const { isAfter, isOfferedAfter } = place;
  // Instructions behind a clear offer have no effect, whatever they say.
  if (cues.has('machine')) return isAfter ? undefined : behindInstruction(one, offer);
  if (isAfter && saysOnly(one, ['no']) && isOfferedAfter) return undefined;
  if (verdict.kind === 'bid')
    return segment.sentenceEnd === '?' ? ambiguous('an offer that asks') : undefined;
  if (cues.has('undo') && !isOfferedAfter) return none(REASONS.undo);
  const isQuestion = segment.end === '?';
  if (isAfter && cues.has('fix') && !isOfferedAfter) {
    return ambiguous('a correction without a figure');
  }
  if (cues.has('retract') && !isAfter && offer.isStrong) return ambiguous(REASONS.retract);
  for (const cue of ['retract', 'mock', 'if'] as const) {
    if (cues.has(cue) && !(cue === 'if' && isQuestion)) return none(REASONS[cue]);
  }
  if (cues.has('caller') && (isAfter || !offer.isStrong)) return none(REASONS.caller);
  if (cues.has('later')) return laterObjection(one, isAfter);
  for (const cue of ['kidding', 'stale'] as const)
    if (cues.has(cue)) return ambiguous(REASONS[cue]);
  if (isAfter && namesOtherUnit(one, offer)) return ambiguous('a unit away from its figure');
  if (isAfter && leavesOpen(one)) return ambiguous('an amount that is left open');
  if (isQuestion && isAfter && segment.items.length < 3) return ambiguous('an offer that asks');
  if (isAfter && isRefusal(one) && !isOfferedAfter) {
    return place.isLotAfter ? ambiguous('a correction of the lot') : none(REASONS.undo);
  }
  return weakening(one, isAfter, offer.isStrong, verdict);
}

/** An offer of one's own may stand behind an instruction; a mere amount in its sentence is its. */
const behindInstruction = ({ segment }: Judged, offer: Offer): Reading =>
  segment.end === ',' && !offer.isStrong
    ? none(REASONS.machine)
    : ambiguous('an offer behind an instruction');

function weakening(
  one: Judged,
  isAfter: boolean,
  isStrong: boolean,
  verdict: Verdict,
): Reading | undefined {
  const isNearDoubt = isAfter || one.segment.end === ',';
  if (isNearDoubt && saysOnly(one, ['doubt'])) return ambiguous(REASONS.doubt);
  // `I want to bid. I bid 2 ETH`: what was only wished for was then done.
  if (verdict.kind === 'ambiguous' && isStrong && !isAfter && !verdict.hasFigure) return undefined;
  if (verdict.kind === 'ambiguous') return ambiguous(verdict.reason);
  if (isStrong) return one.cues.has('spam') ? ambiguous(REASONS.spam) : undefined;
  if (verdict.kind === 'none') return ambiguous(`an amount beside ${verdict.reason}`);
  if (one.segment.end === ',' && verdict.kind === 'talk' && !verdict.isQuiet)
    return ambiguous('an amount in talk');
  const cue = WEAKENING.find((weak) => one.cues.has(weak));
  return cue === undefined ? undefined : ambiguous(`an amount beside ${REASONS[cue] ?? cue}`);
}

function laterObjection({ verdict, segment }: Judged, isAfter: boolean): Reading {
  if (!isAfter || segment.items.every((item) => isQuiet(item) || isCue(item, 'later')))
    return none(REASONS.later);
  return ambiguous(
    verdict.kind === 'talk'
      ? 'an offer beside talk of later'
      : 'a present figure beside a later one',
  );
}

function withoutOffer(judged: readonly Judged[]): Reading {
  const verdicts = judged.map(({ verdict }) => verdict);
  const denied = verdicts.find((verdict) => verdict.kind === 'none');
  if (denied?.kind === 'none') return none(denied.reason);
  const first = judged.find((one) => one.cues.has('machine') || one.verdict.kind === 'ambiguous');
  if (first?.cues.has('machine')) return none(REASONS.machine);
  const has = (cue: Cue): boolean => judged.some(({ cues }) => cues.has(cue));
  if (has('ask')) return none(REASONS.ask);
  if (has('spam')) return none(REASONS.spam);
  const doubtful = verdicts.find((verdict) => verdict.kind === 'ambiguous');
  if (doubtful?.kind === 'ambiguous') return ambiguous(doubtful.reason);
  const stopper = STOPPING.find(has);
  if (stopper) return none(REASONS[stopper]);
  if (verdicts.some((verdict) => verdict.kind === 'bare'))
    return ambiguous('an amount without verb or unit');
  return verdicts.some((verdict) => verdict.kind === 'call')
    ? ambiguous('a bid without a figure')
    : none('no offer');
}

const STOPPING: readonly Cue[] = [
  'retract',
  'undo',
  'machine',
  'caller',
  'mock',
  'if',
  'later',
  ...WEAKENING,
];

const makesOffer = ({ verdict }: Judged): boolean =>
  verdict.kind === 'bid' || verdict.kind === 'bare';

const namesLot = ({ segment }: Judged): boolean => segment.items.some(({ kind }) => kind === 'lot');

const isCue = (item: Judged['segment']['items'][number], cue: Cue): boolean =>
  item.kind === 'cue' && item.cue === cue;

/** Whether the segment holds at least one of these cues and otherwise only small words. */
const saysOnly = ({ segment }: Judged, cues: readonly Cue[]): boolean =>
  segment.items.some((item) => cues.some((cue) => isCue(item, cue))) &&
  segment.items.every(
    (item) => (isQuiet(item) && item.kind !== 'lot') || cues.some((cue) => isCue(item, cue)),
  );

/** `…, or so`, `…, max`, `2 (W)ETH`: what stands behind the offer touches its amount or unit. */
function leavesOpen({ segment }: Judged): boolean {
  const [first, ...more] = segment.items.filter((item) => !isQuiet(item));
  if (first?.kind === 'unknown')
    return segment.isInBrackets && first.text.length === 1 && more.length === 0;
  return (
    first?.kind === 'cue' &&
    OPENING.has(first.cue) &&
    !segment.items.some(({ kind }) => kind === 'figure')
  );
}

/** `bid 2` and `USD` on a line of its own. */
function namesOtherUnit({ segment }: Judged, { currency }: Offer): boolean {
  const said = segment.items.filter((item) => !isQuiet(item));
  return (
    said.length > 0 &&
    said.every((item) => item.kind === 'unit') &&
    said.some((item) => item.kind === 'unit' && unitOf(item.text)?.currency !== currency)
  );
}

const OPENING: ReadonlySet<Cue> = new Set(['about', 'ceiling', 'least', 'vague']);

/** `No.`, `not really`, `I don't`: a denial of what was just said. */
const isRefusal = ({ segment }: Judged): boolean =>
  segment.items.some((item) => isCue(item, 'not') || isCue(item, 'no')) &&
  segment.items.every((item) => {
    if (item.kind !== 'cue') return item.kind === 'handle' || item.kind === 'wallet';
    return isQuiet(item) || item.cue === 'not' || item.cue === 'no' || item.text === 'i do';
  });

const ambiguous = (reason = 'doubt'): Reading => ({ kind: 'ambiguous', reason });
const none = (reason = 'no offer'): Reading => ({ kind: 'none', reason });
