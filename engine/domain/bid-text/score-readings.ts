import { parseBidText } from './parse-bid-text.js';
import type { BidTextOptions } from './parse-bid-text.js';
import type { Currency, Reading } from './reading.js';

/** A text and what it comes to by the policy, whatever the reader makes of it. */
export interface LabelledText {
  readonly id: string;
  readonly text: string;
  readonly kind: Reading['kind'];
  /** Of a bid only; `lot` where the words name one. */
  readonly amount?: string | undefined;
  readonly currency?: Currency | undefined;
  readonly lot?: string | undefined;
  /** What the text tries: `conditional`, `korean`, `homoglyphs`. */
  readonly class: string;
}

/** How the bids of one class were read. A ratio of nothing to nothing is 1. */
export interface ClassScore {
  readonly class: string;
  readonly texts: number;
  /** Texts read as labelled, the ones that are no bid included. */
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  /** Bids read to the digit, currency and lot; texts read as a bid that is not there; bids not so read. */
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** A text that was not read as labelled. */
export interface Miss {
  readonly id: string;
  readonly text: string;
  readonly class: string;
  readonly expected: string;
  readonly read: string;
}

type ReadAs = Reading['kind'] | 'wrong-bid';

export interface Score {
  readonly texts: number;
  readonly classes: readonly ClassScore[];
  /** Label, then what it was read as; a bid of another amount, currency or lot is `wrong-bid`. */
  readonly confusion: Readonly<Record<Reading['kind'], Readonly<Record<ReadAs, number>>>>;
  /** Read as a bid that the words do not make: the one error that costs somebody money. */
  readonly falseBids: readonly Miss[];
  /** Every other text that was not read as labelled. */
  readonly misses: readonly Miss[];
}

/** Reads every text and holds it against its label. Classes stand in order of first appearance. */
export function scoreReadings(
  labelled: readonly LabelledText[],
  options: BidTextOptions = {},
): Score {
  const rows = labelled.map((label) => judge(label, parseBidText(label.text, options)));
  const classes = Map.groupBy(rows, ({ label }) => label.class);
  const missed = rows.filter(({ label, readAs }) => readAs !== label.kind);
  return {
    texts: rows.length,
    classes: [...classes].map(([name, members]) => scoreClass(name, members)),
    confusion: {
      bid: spread(rows, 'bid'),
      none: spread(rows, 'none'),
      ambiguous: spread(rows, 'ambiguous'),
    },
    falseBids: missed.filter(({ readAs }) => readAs === 'wrong-bid').map(toMiss),
    misses: missed.filter(({ readAs }) => readAs !== 'wrong-bid').map(toMiss),
  };
}

interface Row {
  readonly label: LabelledText;
  readonly reading: Reading;
  readonly readAs: ReadAs;
}

function judge(label: LabelledText, reading: Reading): Row {
  if (reading.kind !== 'bid') return { label, reading, readAs: reading.kind };
  const isRight =
    label.kind === 'bid' &&
    reading.amount === label.amount &&
    reading.currency === label.currency &&
    reading.lot === label.lot;
  return { label, reading, readAs: isRight ? 'bid' : 'wrong-bid' };
}

function scoreClass(name: string, rows: readonly Row[]): ClassScore {
  const tp = countAs(rows, 'bid');
  const fp = countAs(rows, 'wrong-bid');
  const fn = rows.filter(({ label, readAs }) => label.kind === 'bid' && readAs !== 'bid').length;
  return {
    class: name,
    texts: rows.length,
    right: rows.filter(({ label, readAs }) => label.kind === readAs).length,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    tp,
    fp,
    fn,
  };
}

function spread(rows: readonly Row[], kind: Reading['kind']): Record<ReadAs, number> {
  const labelled = rows.filter(({ label }) => label.kind === kind);
  return {
    bid: countAs(labelled, 'bid'),
    'wrong-bid': countAs(labelled, 'wrong-bid'),
    none: countAs(labelled, 'none'),
    ambiguous: countAs(labelled, 'ambiguous'),
  };
}

const countAs = (rows: readonly Row[], as: ReadAs): number =>
  rows.filter(({ readAs }) => readAs === as).length;

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

const toMiss = ({ label, reading }: Row): Miss => ({
  id: label.id,
  text: label.text,
  class: label.class,
  expected: describe(label),
  read: `${describe(reading)} (${reading.reason})`,
});

function describe(read: LabelledText | Reading): string {
  if (read.kind !== 'bid') return read.kind;
  const lot = read.lot === undefined ? '' : ` on lot ${read.lot}`;
  return `${read.amount ?? ''} ${read.currency ?? ''}${lot}`;
}
