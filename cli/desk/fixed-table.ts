import { plainText } from '../tui/plain-text.js';
import { fit } from './columns.js';

/** A column whose width is known before its rows are. */
export interface FixedColumn {
  readonly name: string;
  readonly side?: 'right';
  /** Cells in a narrow terminal, and in a wide one. */
  readonly cells: readonly [narrow: number, wide: number];
  /** It gives way first, where even so there is no room. */
  readonly gives?: true;
}

const GAP = 2;
/** From here on a terminal is wide. */
const WIDE = 104;
const [IDS_LEAST, IDS_MOST] = [10, 84];
const GIVES_TO = 10;

/**
 * A table of rows that come one by one. Its last column, of ids, takes the room that is left; what
 * must go of an id goes from the middle, for ids are told apart by their ends.
 *
 * @param width - cells of the terminal; Infinity in a pipe
 * @returns what makes a line of a row; the first is to be of `columns`' names, with `ids`
 */
export function fixedTable(
  columns: readonly FixedColumn[],
  ids: string,
  width: number,
): { readonly head: string; readonly row: (cells: readonly string[]) => string } {
  const own = columns.map(({ cells }) => cells[width >= WIDE ? 1 : 0]);
  const taken = own.reduce((sum, cells) => sum + cells + GAP, 0);
  const last = Math.min(IDS_MOST, Math.max(IDS_LEAST, width - taken));
  const over = Math.max(0, taken + last - width);
  const widths = own.map((cells, i) =>
    columns[i]?.gives ? Math.max(GIVES_TO, cells - over) : cells,
  );
  const row = (cells: readonly string[]): string => {
    const plain = cells.map(plainText);
    const fitted = columns.map(({ side }, i) =>
      fit(plain[i] ?? '', widths[i] ?? 0, side === 'right'),
    );
    return [...fitted, middleCut(plain.at(-1) ?? '', last)].join(' '.repeat(GAP)).trimEnd();
  };
  return { head: row([...columns.map(({ name }) => name), ids]), row };
}

function middleCut(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.min(text.indexOf('-') + 1 || 2, Math.floor(width / 2));
  return `${text.slice(0, head)}…${text.slice(text.length - (width - head - 1))}`;
}

/** How many cells the sequences of a book take that is so long by now. */
export const sequenceCells = (length: number): readonly [number, number] => {
  const cells = Math.max(4, String(length).length);
  return [cells, cells];
};
