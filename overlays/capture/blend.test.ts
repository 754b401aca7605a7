import { expect, test } from 'vitest';
import { blend, BLEND_STEPS } from './blend.js';

const LENGTH = 4 * 64;
const from = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 37) & 255);
const to = Uint8Array.from({ length: LENGTH }, (_, i) => 255 - ((i * 11) & 255));

test('a blend is the weighed mean of each byte, rounded', () => {
  for (let amount = 0; amount <= BLEND_STEPS; amount++) {
    const out = new Uint8Array(LENGTH);
    blend(out, from, to, amount);
    const mean = (byte: number, i: number): number =>
      Math.floor((byte * (BLEND_STEPS - amount) + (to[i] ?? 0) * amount) / BLEND_STEPS + 0.5);
    expect(out).toEqual(from.map(mean));
  }
});

test('a blend may be laid over in place', () => {
  const out = Uint8Array.from(from);
  blend(out, out, to, BLEND_STEPS);
  expect(out).toEqual(to);
});
