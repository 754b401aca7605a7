import type { TitlePlace } from '../layout/places.js';
import { type, type TypeStyle } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { widthOf, type Line } from './line.js';
import { tidy, wrap } from './typesetting.js';

/** Below this much shrinking a title reads better in two lines. */
const ONE_LINE_SCALE = 0.72;
const TWO_LINE_SCALE = 0.6;

/** A title in one line, or in two smaller ones when it is long; the last is cut if it must be. */
export class Title extends Group {
  readonly #place: TitlePlace;
  readonly #one: Line;
  readonly #upper: Line;
  readonly #lower: Line;
  readonly #long: readonly Line[];
  #shown = '';

  constructor(easel: Easel, place: TitlePlace) {
    super(easel);
    this.#place = place;
    const { size } = place;
    const room = { x: place.x, maxWidth: place.maxWidth, align: place.align ?? 'left' };
    this.#one = this.line({ ...room, y: place.y, minScale: ONE_LINE_SCALE });
    this.#upper = this.line({ ...room, y: place.y - size * 0.42 });
    this.#lower = this.line({ ...room, y: place.y + size * 0.2 });
    this.#long = (place.long?.baselines ?? []).map((y) => this.line({ ...room, y }));
  }

  /** Sets the title; free when nothing changed. */
  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    const { size, maxWidth, long } = this.#place;
    const style = type.italic(size);
    const clean = tidy(text);
    const inOne = this.#width(clean, style) * ONE_LINE_SCALE <= maxWidth;
    const small = type.italic(size * TWO_LINE_SCALE);
    const two = inOne ? [] : wrap(clean, maxWidth, 2, (part) => this.#width(part, small));
    this.#one.set(inOne ? [{ text: clean, style }] : []);
    const isCut = !inOne && two.join(' ') !== clean;
    if (long && isCut) {
      const least = type.italic(long.size);
      const all = wrap(clean, maxWidth, this.#long.length, (part) => this.#width(part, least));
      setLines(this.#long, all, least);
      setLines([this.#upper, this.#lower], [], small);
    } else {
      setLines(this.#long, [], small);
      setLines([this.#upper, this.#lower], two, small);
    }
  }

  #width(text: string, style: TypeStyle): number {
    return widthOf(this.easel.measuring, [{ text, style }]);
  }
}

/** Sets texts on lines; those left over are emptied. */
function setLines(lines: readonly Line[], texts: readonly string[], style: TypeStyle): void {
  lines.forEach((line, index) => {
    const text = texts[index];
    line.set(text === undefined ? [] : [{ text, style }]);
  });
}
