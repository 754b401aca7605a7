import { readStrip } from './counter.js';

/** The picture is looked at on a grid of so many cells, each the mean of what it covers. */
export const GRID = { columns: 128, rows: 72 } as const;
/** Grey values of the strips along the top edge, two a block. */
const STRIP_VALUES = 128;
const STRIP_HALF = STRIP_VALUES / 2;

/** Bytes of a look as the decoder gives it: the grid, row by row, and then the strips. */
export const LOOK_BYTES = GRID.columns * GRID.rows + STRIP_VALUES;

/** One glance at what goes out. */
export interface Look {
  readonly nowMs: number;
  /** As the decoder found it. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Luma from 0, black, to 255, white. */
  readonly grid: Uint8Array;
  /** The number that the frame carries; undefined without one that matches its own check. */
  readonly number: number | undefined;
  /** The check of the price beside it; undefined without one. */
  readonly check: number | undefined;
}

/** Reads the grid and the strips out of `LOOK_BYTES` grey values. Pure. */
export function readLook(
  bytes: Uint8Array,
  facts: Pick<Look, 'nowMs' | 'widthPx' | 'heightPx'>,
): Look {
  const strips = bytes.subarray(GRID.columns * GRID.rows, LOOK_BYTES);
  const blocks = Uint8Array.from({ length: STRIP_HALF }, (_, i) => {
    return ((strips[2 * i] ?? 0) + (strips[2 * i + 1] ?? 0)) / 2;
  });
  return {
    ...facts,
    grid: bytes.subarray(0, GRID.columns * GRID.rows),
    number: readStrip(blocks, 0),
    check: readStrip(blocks, STRIP_HALF / 2),
  };
}
