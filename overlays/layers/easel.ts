import { ImageSource, Sprite, Texture } from 'pixi.js';
import { grid } from '../theme/tokens.js';

/** What a painter draws with: an off-screen 2D context, already scaled to design units. */
export type Brush = OffscreenCanvasRenderingContext2D;

/**
 * Bakes everything that is drawn into textures of output size, and knows where on the output a
 * point of the design grid falls.
 *
 * The canvas renderer copies a texture cheaply only 1:1 at a whole pixel, so every texture is
 * painted at output size and every place is rounded. The grid is centred when the output is not 16:9.
 */
export class Easel {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Output pixels per design unit. */
  readonly scale: number;
  readonly #offsetX: number;
  readonly #offsetY: number;
  readonly #measuring: Brush;

  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.scale = Math.min(widthPx / grid.width, heightPx / grid.height);
    this.#offsetX = (widthPx - grid.width * this.scale) / 2;
    this.#offsetY = (heightPx - grid.height * this.scale) / 2;
    this.#measuring = brushOf(new OffscreenCanvas(1, 1));
  }

  /** A length in whole output pixels. */
  px(units: number): number {
    return Math.round(units * this.scale);
  }

  /** A horizontal place on the grid, as a whole output pixel. */
  x(units: number): number {
    return Math.round(this.#offsetX + units * this.scale);
  }

  /** A vertical place on the grid, as a whole output pixel. */
  y(units: number): number {
    return Math.round(this.#offsetY + units * this.scale);
  }

  /** A context for measuring only; its font is whatever was set last. */
  get measuring(): Brush {
    return this.#measuring;
  }

  /** Paints a texture of `width` by `height` design units, in design units. */
  paint(width: number, height: number, draw: (brush: Brush) => void): Texture {
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.ceil(width * this.scale)),
      Math.max(1, Math.ceil(height * this.scale)),
    );
    const brush = brushOf(canvas);
    brush.scale(this.scale, this.scale);
    draw(brush);
    return textureOf(canvas);
  }

  /** Paints a texture of the whole output, in output pixels. */
  paintFull(draw: (brush: Brush) => void): Texture {
    const canvas = new OffscreenCanvas(this.widthPx, this.heightPx);
    draw(brushOf(canvas));
    return textureOf(canvas);
  }

  /** Draws a picture of the whole output that is no texture, in output pixels. */
  draw(draw: (brush: Brush) => void): ImageData {
    const brush = brushOf(new OffscreenCanvas(this.widthPx, this.heightPx));
    draw(brush);
    return brush.getImageData(0, 0, this.widthPx, this.heightPx);
  }

  /** Brings a brush of the whole output from output pixels to the design grid. */
  toGrid(brush: Brush): void {
    brush.setTransform(this.scale, 0, 0, this.scale, this.#offsetX, this.#offsetY);
  }

  /** A sprite whose upper left corner stands at a point of the grid. */
  hang(texture: Texture, x: number, y: number): Sprite {
    const sprite = new Sprite(texture);
    sprite.position.set(this.x(x), this.y(y));
    return sprite;
  }
}

/** Releases a baked texture and its pixels. The shared empty texture is left alone. */
export function discard(texture: Texture): void {
  if (texture === Texture.EMPTY || texture.destroyed) return;
  const pixels: unknown = texture.source.resource;
  texture.destroy(true);
  if (pixels instanceof ImageBitmap) pixels.close();
}

function brushOf(canvas: OffscreenCanvas): Brush {
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('An off-screen canvas gave no 2D context.');
  brush.imageSmoothingQuality = 'high';
  brush.textRendering = 'geometricPrecision';
  brush.fontKerning = 'normal';
  return brush;
}

// A bitmap never changes, so drawing from it needs no snapshot as drawing from a canvas does.
function textureOf(canvas: OffscreenCanvas): Texture {
  return new Texture({ source: new ImageSource({ resource: canvas.transferToImageBitmap() }) });
}
