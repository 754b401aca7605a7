import type { LotView } from '../../engine/domain/show.js';
import { durations } from '../theme/motion.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { formatLotClock } from './figures.js';
import { Group } from './group.js';
import type { Line, Run } from './line.js';
import { Numerals } from './numerals.js';

const SIZE = 118;

/** The clock of the lot on sale, with what is said above and below it. */
export class LotClock extends Group {
  readonly #label: Line;
  readonly #word: Line;
  readonly #note: Line;
  readonly #calm: Numerals;
  readonly #urgent: Numerals;
  #extensions = 0;
  #closesAtMs: number | undefined;
  #gained: readonly Run[] = [];
  #extendedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel) {
    super(easel);
    const { right } = grid.column;
    this.#label = this.line({ x: right, y: 327, maxWidth: 300, align: 'right' });
    this.#word = this.line({ x: right, y: 438, maxWidth: 290, align: 'right' });
    this.#note = this.line({ x: right, y: 492, maxWidth: 300, align: 'right' });
    const place = { x: right + 5, y: 444, align: 'right' } as const;
    const numerals = (color: string): Numerals =>
      this.with(new Numerals(easel, type.sans(SIZE, 600, color), place));
    this.#calm = numerals(palette.text);
    this.#urgent = numerals(palette.gold);
  }

  /** Takes over a new state of the lot. The first one is no news. */
  set(lot: LotView, nowMs: number, first: boolean): void {
    if (!first && lot.extensions > this.#extensions) {
      const gainedMs = (lot.closesAtMs ?? 0) - (this.#closesAtMs ?? 0);
      const seconds = this.#closesAtMs === undefined ? 0 : Math.round(gainedMs / 1000);
      const text = seconds > 0 ? `extended +${seconds} s` : 'extended';
      this.#gained = [{ text, style: type.sans(28, 700, palette.gold) }];
      this.#extendedMs = nowMs;
    }
    this.#extensions = lot.extensions;
    this.#closesAtMs = lot.closesAtMs;
  }

  /** Draws the clock at `nowMs`. */
  update(lot: LotView, nowMs: number): void {
    const face = faceOf(lot);
    const untilMs = lot.phase === 'previewed' ? lot.opensAtMs : lot.closesAtMs;
    const running = face.word === '' && untilMs !== undefined;
    const urgent = lot.phase === 'fair-warning';
    this.#calm.root.visible = running && !urgent;
    this.#urgent.root.visible = running && urgent;
    if (running) (urgent ? this.#urgent : this.#calm).set(formatLotClock(untilMs - nowMs));
    this.#label.set(urgent ? LABELS.urgent : face.label);
    this.#word.set(running ? NOTHING : face.wordRuns);
    this.#annotate(lot, nowMs, running);
  }

  #annotate(lot: LotView, nowMs: number, running: boolean): void {
    if (running && nowMs - this.#extendedMs < durations.extension) {
      this.#note.set(this.#gained);
    } else if (running && lot.phase !== 'previewed') {
      this.#note.set(LABELS.extend);
    } else {
      this.#note.set(NOTHING);
    }
  }
}

interface Face {
  readonly label: readonly Run[];
  readonly word: string;
  readonly wordRuns: readonly Run[];
}

const NOTHING = [] as const;

const LABELS = {
  urgent: [{ text: 'CLOSES IN', style: type.label(21, palette.gold) }],
  extend: [{ text: 'late bids extend', style: type.sans(24, 400, palette.third) }],
} as const;

const face = (label: string, word = ''): Face => ({
  label: [{ text: label, style: type.label(21) }],
  word,
  wordRuns: word === '' ? [] : [{ text: word, style: type.italic(86) }],
});

const FACES: Readonly<Record<LotView['phase'], Face>> = {
  previewed: face('BIDDING OPENS IN'),
  open: face('CLOSES IN'),
  'fair-warning': face('CLOSES IN'),
  closing: face('BIDDING IS', 'Closing'),
  paused: face('THE CLOCK IS', 'Paused'),
  sold: face('THE LOT IS', 'Sold'),
  passed: face('THE LOT IS', 'Passed'),
  withdrawn: face('THE LOT IS', 'Withdrawn'),
};

const SOON = face('BIDDING OPENS', 'Shortly');
const UNTIMED = face('BIDDING IS', 'Open');

function faceOf(lot: LotView): Face {
  if (lot.phase === 'previewed' && lot.opensAtMs === undefined) return SOON;
  if (lot.phase === 'open' && lot.closesAtMs === undefined) return UNTIMED;
  return FACES[lot.phase];
}
