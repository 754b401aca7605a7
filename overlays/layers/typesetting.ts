import type { WordsSetting } from '../layout/places.js';

/** Width of a text in design units, in whatever face the caller set. */
export type Measure = (text: string) => number;

const CONTROLS = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;
const MARKS = /(\p{M}{3})\p{M}+/gu;
/** Each halves what lines may still be too long by. */
const EVEN_STEPS = 7;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A stranger's text as one tidy line: no control or direction characters, no towers of accents, no
 * runs of blanks. It is never read as markup.
 */
export function tidy(text: string): string {
  return text.replace(CONTROLS, ' ').replace(MARKS, '$1').replace(/\s+/gu, ' ').trim();
}

/** The longest beginning of `text` that fits with an ellipsis; never splits a visible character. */
export function ellipsize(text: string, maxWidth: number, measure: Measure): string {
  if (measure(text) <= maxWidth) return text;
  const pieces = Array.from(graphemes.segment(text), (piece) => piece.segment);
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(pieces, middle)) <= maxWidth) low = middle;
    else high = middle - 1;
  }
  return cut(pieces, low);
}

/** How far a text must shrink to fit: 1 when it fits, never less than `minScale`. */
export function shrinkToFit(width: number, maxWidth: number, minScale: number): number {
  return width <= maxWidth ? 1 : Math.max(minScale, maxWidth / width);
}

/**
 * Breaks a text into at most `maxLines` lines; the last one ends in an ellipsis when more is left.
 *
 * A word wider than a line, and scripts written without blanks, break between characters.
 */
export function wrap(
  text: string,
  maxWidth: number,
  maxLines: number,
  measure: Measure,
): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (lines.length < maxLines - 1 && measure(rest) > maxWidth) {
    const end = lineEnd(rest, maxWidth, measure);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  lines.push(ellipsize(rest, maxWidth, measure));
  return lines;
}

/**
 * Breaks a text into as few lines as `wrap` does, as long as one another as its words let them be.
 *
 * A text that is cut, or broken within words, stays as `wrap` leaves it.
 */
export function wrapEvenly(
  text: string,
  maxWidth: number,
  maxLines: number,
  measure: Measure,
): readonly string[] {
  const isWhole = (lines: readonly string[]): boolean => lines.join(' ') === text;
  let best = wrap(text, maxWidth, maxLines, measure);
  if (best.length === 1 || !isWhole(best)) return best;
  let [narrow, wide] = [0, maxWidth];
  for (let i = 0; i < EVEN_STEPS; i++) {
    const width = (narrow + wide) / 2;
    const lines = wrap(text, width, best.length, measure);
    if (isWhole(lines)) [best, wide] = [lines, width];
    else narrow = width;
  }
  return best;
}

/** A text set in lines, by the first setting that holds it. */
export interface SetText {
  readonly index: number;
  readonly size: number;
  readonly lines: readonly string[];
}

/**
 * Sets a text by the first of `settings` that holds it whole; the last one cuts what it cannot hold.
 *
 * A setting of one line shrinks until the next is no smaller.
 */
export function chooseSetting(
  text: string,
  maxWidth: number,
  settings: readonly WordsSetting[],
  measureAt: (size: number) => Measure,
  breakUp = wrap,
): SetText {
  for (const [index, { size, baselines }] of settings.entries()) {
    const measure = measureAt(size);
    const count = baselines.length;
    const next = settings[index + 1];
    if (!next) return { index, size, lines: breakUp(text, maxWidth, count, measure) };
    if (count === 1) {
      const shrunk = Math.min(size, Math.floor((size * maxWidth) / measure(text)));
      if (shrunk >= next.size) return { index, size: shrunk, lines: [text] };
    } else {
      // One line more than there are shows whether they hold it all.
      const lines = breakUp(text, maxWidth, count + 1, measure);
      if (lines.length <= count) return { index, size, lines };
    }
  }
  return { index: 0, size: 0, lines: [] };
}

const cut = (pieces: readonly string[], count: number): string =>
  `${pieces.slice(0, count).join('').trimEnd()}…`;

/** Index after the last blank-separated word that fits, else after the last character that does. */
function lineEnd(text: string, maxWidth: number, measure: Measure): number {
  let end = 0;
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    if (measure(text.slice(0, at)) > maxWidth) break;
    end = at;
  }
  if (end > 0) return end;
  for (const { index, segment } of graphemes.segment(text)) {
    const next = index + segment.length;
    if (measure(text.slice(0, next)) > maxWidth) return end > 0 ? end : next;
    end = next;
  }
  return text.length;
}
