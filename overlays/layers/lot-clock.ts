import type { LotView } from '../../engine/domain/show.js';
import { durations } from '../theme/motion.js';
import type { LotClockPlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { formatLotClock } from './figures.js';
import { Group } from './group.js';
import type { Line, Run } from './line.js';
import { Numerals } from './numerals.js';

/** The clock of the lot on sale, with what is said above and below it. */
export class LotClock extends Group {
  readonly #says: Says;
  readonly #label: Line;
  readonly #word: Line;
  readonly #note: Line;
  readonly #calm: Numerals;
  readonly #urgent: Numerals;
  #extensions = 0;
  #closesAtMs: number | undefined;
  readonly #noteSize: number;
  #gained: readonly Run[] = [];
  #extendedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel, place: LotClockPlace) {
    super(easel);
    this.#says = saysOf(place);
    this.#noteSize = place.note.size;
    this.#label = this.line(place.label);
    this.#word = this.line(place.word);
    this.#note = this.line(place.note);
    this.#calm = this.with(new Numerals(easel, palette.text, place.figures));
    this.#urgent = this.with(new Numerals(easel, palette.gold, place.figures));
  }

  /** Takes over a new state of the lot. The first one is no news. */
  set(lot: LotView, nowMs: number, first: boolean): void {
    if (!first && lot.extensions > this.#extensions) {
      const gainedMs = (lot.closesAtMs ?? 0) - (this.#closesAtMs ?? 0);
      const seconds = this.#closesAtMs === undefined ? 0 : Math.round(gainedMs / 1000);
      const text = seconds > 0 ? `extended +${seconds} s` : 'extended';
      this.#gained = [{ text, style: type.sans(this.#noteSize + 4, 700, palette.gold) }];
      this.#extendedMs = nowMs;
    }
    this.#extensions = lot.extensions;
    this.#closesAtMs = lot.closesAtMs;
  }

  /** Draws the clock at `nowMs`. */
  update(lot: LotView, nowMs: number): void {
    const face = faceOf(this.#says, lot);
    const untilMs = lot.phase === 'previewed' ? lot.opensAtMs : lot.closesAtMs;
    const running = face.word === NOTHING && untilMs !== undefined;
    const urgent = lot.phase === 'fair-warning';
    this.#calm.root.visible = running && !urgent;
    this.#urgent.root.visible = running && urgent;
    if (running) (urgent ? this.#urgent : this.#calm).set(formatLotClock(untilMs - nowMs));
    this.#label.set(urgent ? this.#says.urgent : face.label);
    this.#word.set(running ? NOTHING : face.word);
    this.#annotate(lot, nowMs, running);
  }

  #annotate(lot: LotView, nowMs: number, running: boolean): void {
    if (running && nowMs - this.#extendedMs < durations.extension) {
      this.#note.set(this.#gained);
    } else if (running && lot.phase !== 'previewed') {
      this.#note.set(this.#says.extend);
    } else {
      this.#note.set(NOTHING);
    }
  }
}

const NOTHING = [] as const;

/** What stands above the figures, and instead of them where no clock runs. */
interface Face {
  readonly label: readonly Run[];
  readonly word: readonly Run[];
}

/** All that the clock may say, set once. */
interface Says {
  readonly phases: Readonly<Record<LotView['phase'], Face>>;
  readonly soon: Face;
  readonly untimed: Face;
  readonly urgent: readonly Run[];
  readonly extend: readonly Run[];
}

function saysOf({ label, word, note }: LotClockPlace): Says {
  const face = (above: string, instead?: string): Face => ({
    label: [{ text: above, style: type.label(label.size) }],
    word: instead === undefined ? NOTHING : [{ text: instead, style: type.italic(word.size) }],
  });
  return {
    phases: {
      previewed: face('BIDDING OPENS IN'),
      open: face('CLOSES IN'),
      'fair-warning': face('CLOSES IN'),
      closing: face('BIDDING IS', 'Closing'),
      paused: face('THE CLOCK IS', 'Paused'),
      sold: face('THE LOT IS', 'Sold'),
      passed: face('THE LOT IS', 'Passed'),
      withdrawn: face('THE LOT IS', 'Withdrawn'),
    },
    soon: face('BIDDING OPENS', 'Shortly'),
    untimed: face('BIDDING IS', 'Open'),
    urgent: [{ text: 'CLOSES IN', style: type.label(label.size, palette.gold) }],
    extend: [{ text: 'late bids extend', style: type.sans(note.size, 400, palette.third) }],
  };
}

function faceOf({ phases, soon, untimed }: Says, lot: LotView): Face {
  if (lot.phase === 'previewed' && lot.opensAtMs === undefined) return soon;
  if (lot.phase === 'open' && lot.closesAtMs === undefined) return untimed;
  return phases[lot.phase];
}
