import { describe, expect, test } from 'vitest';
import type { Rect } from '../../../engine/ports/stage.js';
import { Picture } from '../../source/picture.js';
import { ChangeTracker } from './changes.js';

const rects: readonly Rect[] = [{ left: 0, top: 0, right: 16, bottom: 16 }];

function put(index: number, over: { path?: string; isRepeat?: boolean; unknown?: boolean } = {}) {
  const { path = '/ring', isRepeat = false, unknown = false } = over;
  const file = path === '' ? {} : { file: { path, offset: 0 } };
  const pixels = { read: () => undefined, ...file };
  const facts = { index, revision: 0, pixels, ...(unknown ? {} : { changed: rects }) };
  return { picture: new Picture(facts, () => undefined), isRepeat, key: false };
}

/** What is said of each of several frames. */
function changes(...frames: readonly ReturnType<typeof put>[]) {
  const tracker = new ChangeTracker();
  return frames.map((frame) => tracker.next(frame));
}

describe('ChangeTracker', () => {
  test('passes the rectangles of the picture that follows the one before', () => {
    expect(changes(put(4), put(5), put(6))).toEqual(['all', rects, rects]);
  });

  test('takes all of a picture for changed where one between was not put', () => {
    expect(changes(put(4), put(6), put(7))).toEqual(['all', 'all', rects]);
  });

  test('takes all of it for changed where its source does not know', () => {
    expect(changes(put(4), put(5, { unknown: true }), put(6))).toEqual(['all', 'all', rects]);
  });

  test('says of a repeat that nothing changed, and of what follows what it says itself', () => {
    const repeat = put(4, { isRepeat: true });
    expect(changes(put(4), repeat, repeat, put(5))).toEqual(['all', [], [], rects]);
  });

  test('takes a repeat for changed that has nothing before it', () => {
    expect(changes(put(4, { isRepeat: true }), put(5))).toEqual(['all', rects]);
  });

  test('takes the picture of another life for changed, also where its number would follow', () => {
    expect(changes(put(4), put(5, { path: '/other' }), put(6))).toEqual(['all', 'all', 'all']);
  });

  test('takes a picture without a file for changed', () => {
    expect(changes(put(4, { path: '' }), put(5, { path: '' }), put(6))).toEqual([
      ...['all', 'all', 'all'],
    ]);
  });
});
