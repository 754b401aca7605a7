import { plainText } from '../tui/plain-text.js';

/** What takes two cells of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What a reader takes for one letter each, however many marks it is written with. */
const lettersOf = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

const cellsOf = (letter: string): number => (WIDE.test(letter) ? 2 : 1);

/** How many cells of a terminal a text takes, near enough for a table. */
const widthOf = (text: string): number =>
  lettersOf(text).reduce((cells, letter) => cells + cellsOf(letter), 0);

/** A column: its name, which side it leans to, and how it gives way where room is short. */
export interface Column {
  readonly name: string;
  readonly side?: 'right';
  /** Its turn to give way, from 1. @default it never does */
  readonly gives?: number;
  /** How many cells it keeps. @default 8 */
  readonly least?: number;
}

const GAP = 2;
const LEAST = 8;

/**
 * A table for people: names first, then rows. What strangers wrote is made plain; columns that give
 * way are cut with an ellipsis until the table is as wide as the terminal.
 */
export function columns(
  heads: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const cells = [heads.map(({ name }) => name), ...rows.map((row) => row.map(plainText))];
  const widths = heads.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
  let over = widths.reduce((sum, cell) => sum + cell + GAP, -GAP) - width;
  for (const { i, least } of givers(heads)) {
    const spare = Math.max(0, (widths[i] ?? 0) - least);
    const less = Math.max(0, Math.min(spare, over));
    widths[i] = (widths[i] ?? 0) - less;
    over -= less;
  }
  return cells.map((row) =>
    heads
      .map(({ side }, i) => fit(row[i] ?? '', widths[i] ?? 0, side === 'right'))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

/** The columns that give way, by their turn. */
const givers = (heads: readonly Column[]) =>
  heads
    .flatMap(({ gives, least = LEAST }, i) => (gives === undefined ? [] : [{ gives, least, i }]))
    .sort((a, b) => a.gives - b.gives);

/** A text in so many cells: filled up with spaces, or cut with an ellipsis. */
export function fit(text: string, width: number, isRight: boolean): string {
  const room = Math.max(0, width - widthOf(text));
  if (isRight && room > 0) return ' '.repeat(room) + text;
  const kept = cut(text, width);
  return kept + ' '.repeat(Math.max(0, width - widthOf(kept)));
}

/** A text in so many cells at most, with an ellipsis where that is less than all of it. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let cells = 1;
  for (const letter of lettersOf(text)) {
    if (cells + cellsOf(letter) > width) break;
    kept += letter;
    cells += cellsOf(letter);
  }
  return `${kept}…`;
}

/** How wide a table may be: as the terminal, and as it likes in a pipe or where nobody knows. */
export const tableWidth = (
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> = process.stdout,
): number => (out.isTTY && out.columns > 0 ? out.columns : Infinity);

/** The time of day on this machine, to the second. */
export const timeOfDay = (at: string): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour12: false });
