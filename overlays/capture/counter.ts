import type { I420Frame } from './i420.js';

const BLOCK_PX = 16;
const BLOCKS = 32;
const WHITE = 235;
const BLACK = 16;
const NEUTRAL = 128;

/** Whether block `index` of the counter is white for `tick`. */
function counterBit(tick: number, index: number): boolean {
  const bit = (tick >> (15 - (index % 16))) & 1;
  return index < 16 ? bit === 1 : bit === 0;
}

/**
 * Stamps the low 16 bits of `tick` onto the top left corner: 32 blocks of 16×16 pixels, most
 * significant first, then the same bits inverted. A frame too narrow for them is left as it is.
 */
export function stampCounter(frame: I420Frame, tick: number): void {
  const { widthPx, heightPx, bytes } = frame;
  if (widthPx < BLOCKS * BLOCK_PX || heightPx < BLOCK_PX) return;
  for (let y = 0; y < BLOCK_PX; y++) {
    for (let index = 0; index < BLOCKS; index++) {
      const start = y * widthPx + index * BLOCK_PX;
      bytes.fill(counterBit(tick, index) ? WHITE : BLACK, start, start + BLOCK_PX);
    }
  }
  const chromaWidth = widthPx / 2;
  const cb = widthPx * heightPx;
  const cr = cb + (chromaWidth * heightPx) / 2;
  for (let y = 0; y < BLOCK_PX / 2; y++) {
    for (const plane of [cb, cr]) {
      const start = plane + y * chromaWidth;
      bytes.fill(NEUTRAL, start, start + (BLOCKS * BLOCK_PX) / 2);
    }
  }
}

/** Paints the same counter onto a canvas, for captures that never see the I420 frame. */
export function paintCounter(
  context: Pick<OffscreenCanvasRenderingContext2D, 'fillStyle' | 'fillRect'>,
  tick: number,
): void {
  for (let index = 0; index < BLOCKS; index++) {
    context.fillStyle = counterBit(tick, index) ? '#fff' : '#000';
    context.fillRect(index * BLOCK_PX, 0, BLOCK_PX, BLOCK_PX);
  }
}
