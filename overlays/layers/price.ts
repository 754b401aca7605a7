import type { WordsPlace } from '../layout/places.js';
import type { Line, Run } from './line.js';
import { palette } from '../theme/tokens.js';
import { durations, easeOut, fade, progress } from '../theme/motion.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { splitAmount } from './figures.js';
import { Group } from './group.js';

const RISE = 22;
/** Less than it rises: the label stands close above. */
const LIFT = 8;
const COMES_AFTER_MS = 90;

/**
 * The largest thing on screen: an exact amount of ETH.
 *
 * A new one rises into place while the one before it lifts away. Decimals beyond the fourth are
 * set small above the unit: shown, never rounded.
 */
export class Price extends Group {
  readonly #size: number;
  #front: Line;
  #back: Line;
  #shown = '';
  #changedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel, place: WordsPlace) {
    super(easel);
    this.#size = place.size;
    this.#back = this.line(place);
    this.#front = this.line(place);
  }

  /** The amount that is drawn. */
  get shown(): string {
    return this.#shown;
  }

  /** Takes over an amount; it moves in when it follows another one. */
  set(amountEth: string, nowMs: number): void {
    if (amountEth === this.#shown) return;
    const first = this.#shown === '';
    this.#shown = amountEth;
    [this.#front, this.#back] = [this.#back, this.#front];
    this.#front.set(amountRuns(amountEth, this.#size));
    this.#changedMs = first ? Number.NEGATIVE_INFINITY : nowMs;
  }

  /** Draws the amount at `nowMs`. */
  update(nowMs: number): void {
    // One thing at a time: the old amount is almost gone when the new one comes.
    const t = progress(nowMs, this.#changedMs + COMES_AFTER_MS, durations.price - COMES_AFTER_MS);
    const away = progress(nowMs, this.#changedMs, durations.price / 3);
    this.#front.sprite.visible = true;
    this.#front.sprite.alpha = fade(easeOut(t));
    this.#front.sprite.y = this.#front.restY() + this.easel.px(RISE * (1 - easeOut(t)));
    this.#back.sprite.visible = away < 1;
    this.#back.sprite.alpha = fade(1 - away);
    this.#back.sprite.y = this.#back.restY() - this.easel.px(LIFT * easeOut(away));
  }
}

/** An amount of ETH as runs of a line, its figures `size` units high. */
export function amountRuns(amountEth: string, size: number): readonly Run[] {
  const { lead, tail } = splitAmount(amountEth);
  return [
    { text: lead, style: { ...type.serif(size), tabular: true, tracking: -0.05 }, elastic: true },
    {
      text: tail,
      style: { ...type.sans(size * 0.17, 500, palette.third), tabular: true },
      gap: size * 0.11,
      rise: size * 0.34,
      above: true,
    },
    { text: 'ETH', style: type.serif(size * 0.36, palette.gold), gap: size * 0.11 },
  ];
}
