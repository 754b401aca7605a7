import { describe, expect, test } from 'vitest';
import { createI420Frame, writeRect } from './i420.js';

const rgba = (r: number, g: number, b: number) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

/** ITU-R BT.709, limited range, in floating point. */
function reference(r: number, g: number, b: number): [number, number, number] {
  const y = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  const cb = (b / 255 - y) / 1.8556;
  const cr = (r / 255 - y) / 1.5748;
  return [16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr];
}

function convert(r: number, g: number, b: number): [number, number, number] {
  const frame = createI420Frame(2, 2);
  const all = { left: 0, top: 0, right: 2, bottom: 2 };
  writeRect(frame, all, new Uint32Array(4).fill(rgba(r, g, b)));
  return [frame.bytes[0] ?? -1, frame.bytes[4] ?? -1, frame.bytes[5] ?? -1];
}

describe('writeRect', () => {
  test.each([
    ['black', 0, 0, 0, 16, 128, 128],
    ['white', 255, 255, 255, 235, 128, 128],
    ['red', 255, 0, 0, 63, 102, 240],
    ['green', 0, 255, 0, 173, 42, 26],
    ['blue', 0, 0, 255, 32, 240, 118],
  ])('converts %s to its value in BT.709', (_name, r, g, b, y, cb, cr) => {
    expect(convert(r, g, b)).toEqual([y, cb, cr]);
  });

  test('is within one step of the exact value for every colour of a grid', () => {
    for (let r = 0; r <= 255; r += 15) {
      for (let g = 0; g <= 255; g += 15) {
        for (let b = 0; b <= 255; b += 15) {
          const exact = reference(r, g, b);
          convert(r, g, b).forEach((value, i) => {
            expect(Math.abs(value - (exact[i] ?? NaN))).toBeLessThanOrEqual(0.51);
          });
        }
      }
    }
  });

  test('takes chroma as the mean of four pixels and luma of each', () => {
    const frame = createI420Frame(2, 2);
    const all = { left: 0, top: 0, right: 2, bottom: 2 };
    const pixels = [rgba(255, 0, 0), rgba(0, 0, 255), rgba(255, 0, 0), rgba(0, 0, 255)];
    writeRect(frame, all, Uint32Array.from(pixels));
    const [, cb, cr] = reference(127.5, 0, 127.5);
    expect([...frame.bytes]).toEqual([63, 32, 63, 32, Math.round(cb), Math.round(cr)]);
  });

  test('touches nothing outside its rectangle', () => {
    const frame = createI420Frame(8, 6);
    const before = Uint8Array.from(frame.bytes);
    const rect = { left: 2, top: 2, right: 6, bottom: 4 };
    writeRect(frame, rect, new Uint32Array(8).fill(rgba(255, 255, 0)));
    const changed = [...frame.bytes.keys()].filter((i) => frame.bytes[i] !== before[i]);
    expect(changed).toEqual([18, 19, 20, 21, 26, 27, 28, 29, 53, 54, 65, 66]);
  });
});
