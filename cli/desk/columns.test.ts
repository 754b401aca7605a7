import { describe, expect, test } from 'vitest';
import { columns, cut, tableWidth } from './columns.js';

const HEADS = [
  { name: 'LOT', side: 'right' },
  { name: 'TITLE', gives: 1 },
  { name: 'BID', gives: 2, least: 5 },
] as const;

describe('columns', () => {
  test('stand as wide as their widest cell, figures to the right', () => {
    expect(
      columns(
        HEADS,
        [
          ['1', 'Tidewater', 'a'],
          ['12', 'Undertow', 'bc'],
        ],
        Infinity,
      ),
    ).toEqual(['LOT  TITLE      BID', '  1  Tidewater  a', ' 12  Undertow   bc']);
  });

  test('give way in their turn until the table fits, each to its least', () => {
    const row = ['1', 'A very long title', 'post-1234567890'];
    expect(columns(HEADS, [row], 34)[1]).toBe('  1  A very long…  post-1234567890');
    expect(columns(HEADS, [row], 26)[1]).toBe('  1  A very …  post-12345…');
    expect(columns(HEADS, [row], 1)[1]).toBe('  1  A very …  post…');
  });

  test.each([
    ['wide letters', '潮水 第四', '潮水 第…'],
    ['letters of many marks', 'e\u0301'.repeat(12), `${'e\u0301'.repeat(7)}…`],
    ['flags and families', '👨‍👩‍👧‍👦🇯🇵🇯🇵🇯🇵🇯🇵', '👨‍👩‍👧‍👦🇯🇵🇯🇵…'],
  ])('count %s as a terminal does, and never cut one in two', (_name, title, cut) => {
    expect(columns(HEADS, [['1', title, 'x']], 18)[1]?.trimEnd()).toMatch(
      new RegExp(`^ {2}1 {2}${cut} +x$`, 'u'),
    );
  });

  test('show what would steer a terminal as nothing', () => {
    expect(columns(HEADS, [['1', 'a\u001b[2Jb\nc', 'x']], 80)[1]).toBe('  1  a [2Jb c  x');
  });
});

test.each([
  ['as wide as it fits', 'Tide', 4, 'Tide'],
  ['cut where it does not', 'Tidewater', 4, 'Tid…'],
  ['cut before a letter of two cells', 'a潮汐', 4, 'a潮…'],
])('a text is %s', (_how, text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});

test.each([
  [{ isTTY: true, columns: 80 }, 80],
  [{ isTTY: true, columns: 0 }, Infinity],
  [{ isTTY: false, columns: 80 }, Infinity],
])('of %o a table takes %d cells', (out, width) => {
  expect(tableWidth(out)).toBe(width);
});
