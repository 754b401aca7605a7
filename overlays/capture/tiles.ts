import type { Rect } from '../../engine/ports/stage.js';

/** Side of a tile. Even, so that every rectangle of tiles suits 4:2:0. */
const TILE_PX = 32;

/** The parts of the picture that must be drawn again, on a grid of 32-pixel tiles. */
export class TileGrid {
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #marks: Uint8Array;
  #any = false;

  constructor(widthPx: number, heightPx: number) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#columns = Math.ceil(widthPx / TILE_PX);
    this.#rows = Math.ceil(heightPx / TILE_PX);
    this.#marks = new Uint8Array(this.#columns * this.#rows);
  }

  /** Marks every tile that the rectangle touches, and one pixel around it for soft edges. */
  mark(left: number, top: number, right: number, bottom: number): void {
    const fromColumn = Math.max(0, Math.floor((left - 1) / TILE_PX));
    const toColumn = Math.min(this.#columns - 1, Math.floor((right + 1) / TILE_PX));
    const fromRow = Math.max(0, Math.floor((top - 1) / TILE_PX));
    const toRow = Math.min(this.#rows - 1, Math.floor((bottom + 1) / TILE_PX));
    for (let row = fromRow; row <= toRow; row++) {
      for (let column = fromColumn; column <= toColumn; column++) {
        this.#marks[row * this.#columns + column] = 1;
        this.#any = true;
      }
    }
  }

  /** Whether nothing is marked. */
  get isClean(): boolean {
    return !this.#any;
  }

  markAll(): void {
    this.#marks.fill(1);
    this.#any = true;
  }

  /**
   * Takes the marked tiles off the grid as rectangles that do not overlap: runs along a row,
   * joined with an equal run in the row above.
   *
   * @param most - takes whole rows of tiles until they have so many pixels, the rest stays marked
   */
  take(most = Number.POSITIVE_INFINITY): Rect[] {
    if (!this.#any) return [];
    const rects: Rect[] = [];
    let above = new Map<number, number>();
    let taken = 0;
    let row = 0;
    for (; row < this.#rows && taken < most; row++) {
      const current = new Map<number, number>();
      for (const [from, to] of this.#runs(row)) {
        const key = from * this.#columns + to;
        const joined = above.get(key);
        const index = joined ?? rects.length;
        const left = from * TILE_PX;
        rects[index] = {
          left,
          top: joined === undefined ? row * TILE_PX : (rects[joined] as Rect).top,
          right: Math.min(this.#widthPx, to * TILE_PX),
          bottom: Math.min(this.#heightPx, (row + 1) * TILE_PX),
        };
        current.set(key, index);
        taken += (to - from) * TILE_PX ** 2;
      }
      above = current;
    }
    this.#marks.fill(0, 0, row * this.#columns);
    this.#any = this.#marks.includes(1);
    return rects;
  }

  /** Runs of marked tiles in one row, as first column and the one after the last. */
  *#runs(row: number): Generator<[number, number]> {
    const base = row * this.#columns;
    for (let column = 0; column < this.#columns; column++) {
      if (!this.#marks[base + column]) continue;
      const from = column;
      while (column < this.#columns && this.#marks[base + column]) column++;
      yield [from, column];
    }
  }
}
