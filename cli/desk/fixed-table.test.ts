import { expect, test } from 'vitest';
import { fixedTable, sequenceCells } from './fixed-table.js';

const columns = (length: number) =>
  [
    { name: '#', side: 'right', cells: sequenceCells(length) },
    { name: 'WHAT', cells: [24, 28], gives: true },
    { name: 'WHO', cells: [12, 16] },
  ] as const;

const POST = 'post-1790000000000000012';

test.each([40, 60, 80, 104, 200])('no row is wider than a terminal of %d cells', (width) => {
  const { head, row } = fixedTable(columns(1_000_000), 'CAUSE', width);
  const long = ['999999', 'x'.repeat(40), '@somebody_with_a_name', `chain-0x${'ab'.repeat(32)}-0`];
  for (const line of [head, row(long)])
    expect(line.length).toBeLessThanOrEqual(Math.max(width, 47));
});

test('columns stand under their names', () => {
  const { head, row } = fixedTable(columns(10), 'CAUSE', 80);
  const line = row(['12', 'bid leads', '@ada', POST]);
  expect(line.indexOf('bid leads')).toBe(head.indexOf('WHAT'));
  expect(line.indexOf('@ada')).toBe(head.indexOf('WHO'));
  expect(line.indexOf('post-')).toBe(head.indexOf('CAUSE'));
});

test('what must go of an id goes from the middle', () => {
  const { row } = fixedTable(columns(10), 'CAUSE', 64);
  expect(row(['12', '', '', POST])).toMatch(/post-1?…0*12$/);
});

test('what would steer a terminal is not in a row', () => {
  const { row } = fixedTable(columns(10), 'CAUSE', 80);
  expect(row(['1', 'x', '@a\u001b[31m\nb', 'clock'])).not.toMatch(/[\u001b\n]/);
});
