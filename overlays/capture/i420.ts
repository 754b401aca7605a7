import type { Rect } from '../../engine/ports/stage.js';

/**
 * One picture in planar I420, BT.709 limited range, written in place: luma, Cb and Cr, one after
 * the other, without padding.
 */
export interface I420Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Creates a black frame. Both sides must be even. */
export function createI420Frame(widthPx: number, heightPx: number): I420Frame {
  const luma = widthPx * heightPx;
  const bytes = new Uint8Array(luma + luma / 2);
  bytes.fill(16, 0, luma).fill(128, luma);
  return { widthPx, heightPx, bytes };
}

// BT.709 in 16-bit fixed point: Kr 0.2126, Kb 0.0722; luma spans 219 steps from 16, chroma 224.
const Y_R = 11966;
const Y_G = 40254;
const Y_B = 4064;
const Y_BASE = (16 << 16) + (1 << 15);
const CB_R = -6596;
const CB_G = -22189;
const CB_B = 28784;
const CR_R = 28784;
const CR_G = -26145;
const CR_B = -2639;
// Chroma is summed over four pixels before it is scaled, so the shift is two bits more.
const C_BASE = (128 << 18) + (1 << 17);

/**
 * Converts one rectangle of opaque RGBA pixels into its place in `frame`.
 *
 * Chroma is the mean of each 2×2 block. `rect` must have even sides and lie within the frame.
 *
 * @param pixels - the rectangle's own pixels, row by row, as little-endian RGBA words
 */
export function writeRect(frame: I420Frame, rect: Rect, pixels: Uint32Array): void {
  const { widthPx, heightPx, bytes } = frame;
  const wide = rect.right - rect.left;
  const chromaWidth = widthPx >> 1;
  const cbBase = widthPx * heightPx;
  const crBase = cbBase + chromaWidth * (heightPx >> 1);
  for (let y = rect.top; y < rect.bottom; y += 2) {
    let from = (y - rect.top) * wide;
    let upper = y * widthPx + rect.left;
    let chroma = (y >> 1) * chromaWidth + (rect.left >> 1);
    for (let x = 0; x < wide; x += 2, from += 2, upper += 2, chroma++) {
      const a = pixels[from] as number;
      const b = pixels[from + 1] as number;
      const c = pixels[from + wide] as number;
      const d = pixels[from + wide + 1] as number;
      const lower = upper + widthPx;
      bytes[upper] = luma(a);
      bytes[upper + 1] = luma(b);
      bytes[lower] = luma(c);
      bytes[lower + 1] = luma(d);
      // Red and blue share a word, eight free bits apart: one addition sums both.
      const redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
      const red = redBlue & 0x3ff;
      const blue = redBlue >>> 16;
      const green = ((a >>> 8) & 255) + ((b >>> 8) & 255) + ((c >>> 8) & 255) + ((d >>> 8) & 255);
      bytes[cbBase + chroma] = (CB_R * red + CB_G * green + CB_B * blue + C_BASE) >> 18;
      bytes[crBase + chroma] = (CR_R * red + CR_G * green + CR_B * blue + C_BASE) >> 18;
    }
  }
}

/** The bytes of a whole opaque picture. */
export function i420Of({ width, height, data }: ImageData): Uint8Array {
  const frame = createI420Frame(width, height);
  const whole = { left: 0, top: 0, right: width, bottom: height };
  writeRect(frame, whole, new Uint32Array(data.buffer, data.byteOffset, data.length / 4));
  return frame.bytes;
}

function luma(pixel: number): number {
  return (
    (Y_R * (pixel & 255) + Y_G * ((pixel >>> 8) & 255) + Y_B * ((pixel >>> 16) & 255) + Y_BASE) >>
    16
  );
}
