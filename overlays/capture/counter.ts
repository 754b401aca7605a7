import type { I420Frame } from './i420.js';
import type { Rect } from '../../engine/ports/stage.js';

/** What is stamped onto a frame so that a machine can read it back. */
export interface Stamp {
  /** Its low 16 bits make every frame identifiable. */
  readonly tick: number;
  /** Check of the price that the frame shows; 0 where it shows none. */
  readonly check: number;
}

const BLOCK_PX = 16;
const BLOCKS = 32;
const STRIP_PX = BLOCKS * BLOCK_PX;
const WHITE = 235;
const BLACK = 16;
const NEUTRAL = 128;

/**
 * Stamps two strips of 32 blocks of 16×16 pixels along the top edge: the tick from the left corner
 * on and, where the frame is wide enough, the price's check beside it. Each is 16 bits, most
 * significant first, then the same bits inverted.
 *
 * @returns what was stamped over; undefined when the frame is too small and was left as it is
 */
export function stampFrame(frame: I420Frame, stamp: Stamp): Rect | undefined {
  const strips = stripsOf(frame, stamp);
  strips.forEach((value, index) => stampStrip(frame, value, index * STRIP_PX));
  return areaOf(strips);
}

/** Paints the same strips onto a canvas, for captures that never see the I420 frame. */
export function paintStamp(
  context: Pick<OffscreenCanvasRenderingContext2D, 'fillStyle' | 'fillRect'>,
  size: { readonly widthPx: number; readonly heightPx: number },
  stamp: Stamp,
): Rect | undefined {
  const strips = stripsOf(size, stamp);
  strips.forEach((value, strip) => {
    for (let index = 0; index < BLOCKS; index++) {
      context.fillStyle = isWhite(value, index) ? '#fff' : '#000';
      context.fillRect(strip * STRIP_PX + index * BLOCK_PX, 0, BLOCK_PX, BLOCK_PX);
    }
  });
  return areaOf(strips);
}

/** The strips that a frame of this size has room for, by what they say. */
function stripsOf(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  { tick, check }: Stamp,
): readonly number[] {
  return heightPx < BLOCK_PX ? [] : [tick, check].slice(0, Math.floor(widthPx / STRIP_PX));
}

const areaOf = (strips: readonly number[]): Rect | undefined =>
  strips.length === 0
    ? undefined
    : { left: 0, top: 0, right: strips.length * STRIP_PX, bottom: BLOCK_PX };

/** Whether block `index` of a strip is white for `value`. */
function isWhite(value: number, index: number): boolean {
  const bit = (value >> (15 - (index % 16))) & 1;
  return index < 16 ? bit === 1 : bit === 0;
}

function stampStrip({ widthPx, heightPx, bytes }: I420Frame, value: number, left: number): void {
  for (let y = 0; y < BLOCK_PX; y++) {
    for (let index = 0; index < BLOCKS; index++) {
      const start = y * widthPx + left + index * BLOCK_PX;
      bytes.fill(isWhite(value, index) ? WHITE : BLACK, start, start + BLOCK_PX);
    }
  }
  const chromaWidth = widthPx / 2;
  const cb = widthPx * heightPx;
  const cr = cb + (chromaWidth * heightPx) / 2;
  for (let y = 0; y < BLOCK_PX / 2; y++) {
    for (const plane of [cb, cr]) {
      const start = plane + y * chromaWidth + left / 2;
      bytes.fill(NEUTRAL, start, start + STRIP_PX / 2);
    }
  }
}
