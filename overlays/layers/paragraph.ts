import type { ParagraphPlace } from '../layout/places.js';
import type { TypeStyle } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { widthOf, type Line } from './line.js';
import { tidy, wrap, wrapEvenly } from './typesetting.js';

/** A text in one style, over as many lines as it needs and its place has; the last one is cut. */
export class Paragraph extends Group {
  readonly #place: ParagraphPlace;
  readonly #lines: readonly Line[];
  #shown = '';

  constructor(easel: Easel, place: ParagraphPlace) {
    super(easel);
    this.#place = place;
    this.#lines = place.baselines.map((y) => this.line({ ...place, y }));
  }

  /** Sets the text; free when nothing changed. */
  set(text: string, style: TypeStyle): void {
    if (text === this.#shown) return;
    this.#shown = text;
    const { maxWidth, minScale = 1, isEven } = this.#place;
    const measure = (part: string): number =>
      widthOf(this.easel.measuring, [{ text: part, style }]);
    const clean = tidy(text);
    const count = this.#lines.length;
    // What is a little too long for one line is set smaller before it is broken.
    const inOne = count === 1 || measure(clean) * minScale <= maxWidth;
    const breakUp = isEven === true ? wrapEvenly : wrap;
    const lines = inOne ? [clean] : breakUp(clean, maxWidth, count, measure);
    this.#lines.forEach((line, index) => {
      const part = lines[index];
      line.set(part === undefined ? [] : [{ text: part, style, elastic: true }]);
    });
  }
}
