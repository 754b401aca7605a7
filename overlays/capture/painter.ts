import { autoDetectRenderer, type Container, type Renderer } from 'pixi.js';
import { DirtyWalker } from '../dirty.js';
import type { Rect } from '../../engine/ports/stage.js';
import { paintStamp, stampFrame, type Stamp } from './counter.js';
import { createI420Frame, writeRect, type I420Frame } from './i420.js';
import { TileGrid } from './tiles.js';

/** Draws a scene graph and keeps its picture as I420, touching only what changed. */
export class Painter {
  readonly frame: I420Frame;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #renderer: Renderer;
  readonly #grid: TileGrid;
  readonly #walker: DirtyWalker;

  private constructor(context: OffscreenCanvasRenderingContext2D, renderer: Renderer) {
    const { width, height } = context.canvas;
    this.#context = context;
    this.#renderer = renderer;
    this.frame = createI420Frame(width, height);
    this.#grid = new TileGrid(width, height);
    this.#grid.markAll();
    this.#walker = new DirtyWalker(this.#grid);
  }

  static async open(canvas: OffscreenCanvas): Promise<Painter> {
    // The context is made before Pixi asks for one: it takes over the one that is there, and
    // `willReadFrequently` keeps the pixels where `getImageData` is cheap.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('This browser has no 2D canvas in a worker.');
    const renderer = await autoDetectRenderer({
      preference: 'canvas',
      canvas,
      width: canvas.width,
      height: canvas.height,
      backgroundAlpha: 1,
      clearBeforeRender: false,
    });
    return new Painter(context, renderer);
  }

  /** Lets the next frame be drawn whole: nothing that stands on the canvas is relied on. */
  markAll(): void {
    this.#grid.markAll();
  }

  /**
   * Draws what changed since the frame before, on the canvas alone.
   *
   * @returns what was drawn anew; rectangles that do not overlap
   */
  draw(root: Container): readonly Rect[] {
    this.#walker.mark(root);
    const rects = this.#grid.take();
    if (rects.length === 0) return rects;
    const context = this.#context;
    context.save();
    try {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      for (const { left, top, right, bottom } of rects) {
        context.rect(left, top, right - left, bottom - top);
      }
      context.clip();
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
      context.fillStyle = '#000';
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      this.#renderer.render({ container: root, clear: false });
    } finally {
      // A clip that a failure left behind would keep the next frame from being drawn whole.
      context.restore();
    }
    return rects;
  }

  /**
   * Brings `frame` up to date with what was drawn in `rects`, and stamps it where that is asked for.
   *
   * @returns what may differ from the frame before, the stamp included
   */
  read(rects: readonly Rect[], stamp: Stamp | undefined): readonly Rect[] {
    for (const rect of rects) this.#read(rect);
    return stamp ? withArea(rects, stampFrame(this.frame, stamp)) : rects;
  }

  /** Stamps the canvas itself; otherwise like `read`. */
  stampOnScreen(rects: readonly Rect[], stamp: Stamp | undefined): readonly Rect[] {
    return stamp ? withArea(rects, paintStamp(this.#context, this.frame, stamp)) : rects;
  }

  #read(rect: Rect): void {
    const { left, top, right, bottom } = rect;
    const { data } = this.#context.getImageData(left, top, right - left, bottom - top);
    writeRect(this.frame, rect, new Uint32Array(data.buffer, data.byteOffset, data.length / 4));
  }
}

const withArea = (rects: readonly Rect[], area: Rect | undefined): readonly Rect[] =>
  area ? [...rects, area] : rects;
