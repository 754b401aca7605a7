import type { Rect } from '../../engine/ports/stage.js';
import { DirtyWalker } from '../dirty.js';
import type { View } from '../scene.js';
import type { Painter } from './painter.js';
import type { PixelFormat, PixelFrame } from './pixels.js';
import { TileGrid } from './tiles.js';

/** Keeps the picture of one view, touching only what changed. */
export class Sheet {
  readonly frame: PixelFrame;
  readonly #painter: Painter;
  readonly #format: PixelFormat;
  readonly #index: number;
  readonly #grid: TileGrid;
  readonly #walker: DirtyWalker;
  #view: View | undefined;
  #stands = false;

  constructor(painter: Painter, format: PixelFormat, index: number) {
    const { widthPx, heightPx } = painter;
    this.#painter = painter;
    this.#format = format;
    this.#index = index;
    this.frame = format.create(widthPx, heightPx);
    this.#grid = new TileGrid(widthPx, heightPx);
    this.#walker = new DirtyWalker(this.#grid);
  }

  /** What is drawn on it. */
  get view(): View | undefined {
    return this.#view;
  }

  /** Whether its picture was whole when it was last drawn, and there is no news since. */
  get stands(): boolean {
    return this.#stands;
  }

  /** Makes room for another view. */
  assign(view: View): void {
    this.#view = view;
    this.#stands = false;
    this.redraw();
  }

  /** Lets it be drawn whole: nothing of its picture is relied on. */
  redraw(): void {
    this.#grid.markAll();
  }

  /** Says that what it shows may have changed. */
  age(): void {
    this.#stands = false;
  }

  /**
   * Draws what changed since it was drawn last.
   *
   * @param most - draws about so many pixels at the most, and leaves the rest for the next time
   * @returns what was drawn anew; rectangles that do not overlap
   */
  draw(most = Number.POSITIVE_INFINITY): readonly Rect[] {
    const view = this.#view;
    if (!view) return [];
    view.pose();
    this.#walker.mark(view.root);
    const rects = this.#grid.take(most);
    this.#painter.draw(view.root, this.#index, rects);
    for (const rect of rects) {
      this.#format.write(this.frame, rect, this.#painter.read(this.#index, rect));
    }
    this.#stands = this.#grid.isClean;
    return rects;
  }
}
