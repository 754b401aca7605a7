import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AuctionId } from '../../engine/domain/ids.js';
import { readCursor, writeCursor, type Cursor } from './cursor.js';

const folder = mkdtempSync(join(tmpdir(), 'cursor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'events.cursor');
const cursor: Cursor = { auction: 'evening' as AuctionId, sequence: 7, hash: 'ab' };

test('what is written is read back, and nothing is left beside it', () => {
  expect(readCursor(file)).toBeUndefined();
  writeCursor(file, { ...cursor, sequence: 6 });
  writeCursor(file, cursor);
  expect(readCursor(file)).toEqual(cursor);
  expect(readdirSync(folder)).toEqual(['events.cursor']);
});

test.each(['', '{', '{"auction":"a","sequence":0,"hash":"ab"}', '{"auction":"a","sequence":"7"}'])(
  'a file that holds "%s" is no cursor',
  (text) => {
    const other = join(folder, 'other');
    writeFileSync(other, text);
    expect(() => readCursor(other)).toThrow(expect.objectContaining({ code: 'CURSOR_WRONG' }));
    rmSync(other);
  },
);

test('a folder that is not there is told', () => {
  expect(() => writeCursor(join(folder, 'none', 'x'), cursor)).toThrow(
    expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }),
  );
});
