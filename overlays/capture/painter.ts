import { autoDetectRenderer, type Container, type Renderer } from 'pixi.js';
import { DirtyWalker } from '../dirty.js';
import { stampCounter, paintCounter } from './counter.js';
import { createI420Frame, writeRect, type I420Frame, type Rect } from './i420.js';
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

  /** Draws what changed and brings `frame` up to date. */
  paint(root: Container): void {
    for (const rect of this.#draw(root)) this.#read(rect);
  }

  /** Draws what changed on the canvas alone. */
  paintOnScreen(root: Container, counter: number | undefined): void {
    this.#draw(root);
    if (counter !== undefined) paintCounter(this.#context, counter);
  }

  stamp(tick: number): void {
    stampCounter(this.frame, tick);
  }

  #draw(root: Container): readonly Rect[] {
    this.#walker.mark(root);
    const rects = this.#grid.take();
    if (rects.length === 0) return rects;
    const context = this.#context;
    context.save();
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
    context.restore();
    return rects;
  }

  #read(rect: Rect): void {
    const { left, top, right, bottom } = rect;
    const { data } = this.#context.getImageData(left, top, right - left, bottom - top);
    writeRect(this.frame, rect, new Uint32Array(data.buffer, data.byteOffset, data.length / 4));
  }
}
