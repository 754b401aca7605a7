import { WEEKDAYS, weekdayOf, type CalendarDate } from '../../engine/domain/campaign/dates.js';
import type { LotName } from '../../engine/domain/campaign/campaign.js';
import { plainText } from '../tui/plain-text.js';

/** The width that every terminal has. */
const WIDTH = 80;

/** Rows in columns, the first row being their names. What does not fit is cut with an ellipsis. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    cut(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
      WIDTH,
    ),
  );
}

/** Text on lines of the terminal's width, broken between words; those after the first indented. */
export function wrap(text: string, indent = '  '): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= WIDTH || line.trim() === '') line = longer;
    else {
      lines.push(line);
      line = `${indent}${word}`;
    }
  }
  return [...lines, line].map((one) => cut(one, WIDTH));
}

/** `Mon 2026-03-23`. */
export function dayName(date: CalendarDate): string {
  const name = WEEKDAYS.find((weekday) => weekday === weekdayOf(date)) ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${date}`;
}

/** How many lots, and which: the table cuts it where it must. */
export const lotsCell = (lots: readonly LotName[]): string =>
  lots.length === 0 ? '' : `${lots.length}: ${lots.map(plainText).join(', ')}`;

/** `1 lot`, `2 lots`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
