import { expect, test } from 'vitest';
import { RGBA } from './pixels.js';

test('a rectangle of RGBA lands in its place and leaves the rest alone', () => {
  const frame = RGBA.create(4, 2);
  RGBA.write(frame, { left: 2, top: 0, right: 4, bottom: 2 }, Uint32Array.of(1, 2, 3, 4));
  expect([...new Uint32Array(frame.bytes.buffer)]).toEqual([0, 0, 1, 2, 0, 0, 3, 4]);
});
