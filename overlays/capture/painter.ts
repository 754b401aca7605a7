import { autoDetectRenderer, Matrix, type Container, type Renderer } from 'pixi.js';
import type { Rect } from '../../engine/ports/stage.js';

/** Draws scene graphs on one canvas, in places one below the other: `sheets` of one size. */
export class Painter {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #renderer: Renderer;
  readonly #transform = new Matrix();

  private constructor(
    context: OffscreenCanvasRenderingContext2D,
    renderer: Renderer,
    heightPx: number,
  ) {
    this.widthPx = context.canvas.width;
    this.heightPx = heightPx;
    this.#context = context;
    this.#renderer = renderer;
  }

  static async open(widthPx: number, heightPx: number, sheets: number): Promise<Painter> {
    const canvas = new OffscreenCanvas(widthPx, heightPx * sheets);
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
    return new Painter(context, renderer, heightPx);
  }

  /** Draws `root` on a sheet, within `rects` alone. */
  draw(root: Container, sheet: number, rects: readonly Rect[]): void {
    if (rects.length === 0) return;
    const context = this.#context;
    const above = sheet * this.heightPx;
    context.save();
    try {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      for (const { left, top, right, bottom } of rects) {
        context.rect(left, above + top, right - left, bottom - top);
      }
      context.clip();
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
      context.fillStyle = '#000';
      context.fillRect(0, above, this.widthPx, this.heightPx);
      const transform = this.#transform.identity().translate(0, above);
      this.#renderer.render({ container: root, clear: false, transform });
    } finally {
      // A clip that a failure left behind would keep the next frame from being drawn whole.
      context.restore();
    }
  }

  /** The pixels of a part of a sheet, row by row, as little-endian RGBA words. */
  read(sheet: number, { left, top, right, bottom }: Rect): Uint32Array {
    const above = sheet * this.heightPx;
    const { data } = this.#context.getImageData(left, above + top, right - left, bottom - top);
    return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  }
}
