import { expect, test } from 'vitest';
import type { Notice } from '../../engine/ports/stage.js';
import { codedPicture } from './coded-picture.js';

const RECT = { left: 0, top: 0, right: 16, bottom: 16 };

function aNotice(over: Partial<Notice> = {}): Notice {
  return {
    ...{ tick: 7, revision: 3, slot: 0, isKey: false, undrawn: false, changed: [RECT] },
    ...{ payload: Uint8Array.of(1, 2, 3, 4, 5), configBytes: 0 },
    ...over,
  };
}

test.each([
  ['where it moved', [RECT]],
  ['that it stood still', []],
])('a compressed picture tells %s', (_what, changed) => {
  expect(codedPicture(aNotice({ changed }))?.(9)).toMatchObject({ index: 9, revision: 3, changed });
});

test('a key frame comes with what it is read by, and another without', () => {
  const key = codedPicture(aNotice({ isKey: true, configBytes: 2 }))?.(0);
  expect(key?.coded).toEqual({
    ...{ isKey: true, bytes: Buffer.of(3, 4, 5), avcConfig: Buffer.of(1, 2) },
  });
  expect(codedPicture(aNotice())?.(0).coded).toEqual({
    ...{ isKey: false, bytes: Buffer.of(1, 2, 3, 4, 5) },
  });
});

test.each([
  ['was not drawn', { undrawn: true }],
  ['has no bytes of its own', { configBytes: 5 }],
])('what %s is no picture', (_what, over) => {
  expect(codedPicture(aNotice(over))).toBeUndefined();
});
