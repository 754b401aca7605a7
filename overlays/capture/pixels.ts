import type { Rect } from '../../engine/ports/stage.js';
import { createI420Frame, writeRect } from './i420.js';

/** One picture, written in place. */
export interface PixelFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How pictures are kept in memory. */
export interface PixelFormat {
  /** Creates a frame whose content is not to be relied on. */
  create(widthPx: number, heightPx: number): PixelFrame;
  /** Writes one rectangle of opaque RGBA pixels, row by row, into its place in `frame`. */
  write(frame: PixelFrame, rect: Rect, pixels: Uint32Array): void;
}

/** What encoders take. */
export const I420: PixelFormat = { create: createI420Frame, write: writeRect };

/** What a screen takes. */
export const RGBA: PixelFormat = {
  create: (widthPx, heightPx) => ({
    ...{ widthPx, heightPx, bytes: new Uint8Array(4 * widthPx * heightPx) },
  }),
  write: ({ widthPx, bytes }, { left, top, right, bottom }, pixels) => {
    const words = new Uint32Array(bytes.buffer);
    const wide = right - left;
    for (let y = top; y < bottom; y++) {
      const from = (y - top) * wide;
      words.set(pixels.subarray(from, from + wide), y * widthPx + left);
    }
  },
};
