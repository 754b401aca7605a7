import type { TypeStyle } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { widthOf, type Line } from './line.js';
import { tidy, wrap } from './typesetting.js';

/** Where a title stands: one line on `y`, or two that share its room. */
export interface TitlePlace {
  readonly x: number;
  readonly y: number;
  readonly maxWidth: number;
  readonly align?: 'left' | 'center';
  readonly style: TypeStyle;
}

/** Below this much shrinking a title reads better in two lines. */
const ONE_LINE_SCALE = 0.72;
const TWO_LINE_SCALE = 0.6;

/** A title in one line, or in two smaller ones when it is long; the second is cut if it must be. */
export class Title extends Group {
  readonly #place: TitlePlace;
  readonly #one: Line;
  readonly #upper: Line;
  readonly #lower: Line;
  #shown = '';

  constructor(easel: Easel, place: TitlePlace) {
    super(easel);
    this.#place = place;
    const { size } = place.style;
    const room = { x: place.x, maxWidth: place.maxWidth, align: place.align ?? 'left' };
    this.#one = this.line({ ...room, y: place.y, minScale: ONE_LINE_SCALE });
    this.#upper = this.line({ ...room, y: place.y - size * 0.42 });
    this.#lower = this.line({ ...room, y: place.y + size * 0.2 });
  }

  /** Sets the title; free when nothing changed. */
  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    const { style, maxWidth } = this.#place;
    const clean = tidy(text);
    const { measuring } = this.easel;
    const small = { ...style, size: style.size * TWO_LINE_SCALE };
    const inOne = widthOf(measuring, [{ text: clean, style }]) * ONE_LINE_SCALE <= maxWidth;
    const measure = (part: string): number => widthOf(measuring, [{ text: part, style: small }]);
    const lines = inOne ? [] : wrap(clean, maxWidth, 2, measure);
    this.#one.set(inOne ? [{ text: clean, style }] : []);
    this.#upper.set(lines[0] ? [{ text: lines[0], style: small }] : []);
    this.#lower.set(lines[1] ? [{ text: lines[1], style: small }] : []);
  }
}
