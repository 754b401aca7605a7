import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { Redrawn } from './follow.js';

/** A terminal of a size, and what is written to it. */
function terminal(rows: number, columns: number) {
  let text = '';
  const out = { rows, columns, write: (piece: string) => void (text += piece) };
  const page = new Redrawn(out as unknown as NodeJS.WriteStream);
  return { page, lines: () => stripVTControlCharacters(text).split('\n') };
}

test('a page is cut to its terminal, so that the next is drawn over all of it', () => {
  const { page, lines } = terminal(3, 6);
  page.draw(['first line', 'second', 'third']);
  expect(lines()).toEqual(['first…', 'second', '']);
});

test('a terminal that does not know its size is shown the whole page', () => {
  const { page, lines } = terminal(0, 0);
  page.draw(['first line', 'second']);
  expect(lines()).toEqual(['first line', 'second', '']);
});
