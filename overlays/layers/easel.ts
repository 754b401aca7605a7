import { ImageSource, Sprite, Texture } from 'pixi.js';
import type { Layout } from '../layout/layout.js';
import { layoutOf } from '../layout/layout-of.js';

/** What a painter draws with: an off-screen 2D context, already scaled to design units. */
export type Brush = OffscreenCanvasRenderingContext2D;

/**
 * Bakes everything that is drawn into textures of output size, and knows where on the output a
 * point of the design grid falls.
 *
 * The canvas renderer copies a texture cheaply only 1:1 at a whole pixel, so every texture is
 * painted at output size and every place is rounded. The grid is that of the output's layout, and
 * centred where it does not fill the output.
 */
export class Easel {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where everything stands on the grid. */
  readonly layout: Layout;
  /** Output pixels per design unit. */
  readonly scale: number;
  readonly #offsetX: number;
  readonly #offsetY: number;
  readonly #measuring: Brush;
  readonly #block: Block = openBlock();
  readonly #putOff: (() => void)[] = [];
  #isPuttingOff = false;

  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.layout = layoutOf(widthPx, heightPx);
    const { grid } = this.layout;
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

  /**
   * Paints a texture of `width` by `height` design units, in design units.
   *
   * @param steps - the drawing, cut where one stroke after another would take too long at a time
   */
  paint(width: number, height: number, ...steps: readonly ((brush: Brush) => void)[]): Texture {
    const widthPx = Math.max(1, Math.ceil(width * this.scale));
    const heightPx = Math.max(1, Math.ceil(height * this.scale));
    return this.#paint(widthPx, heightPx, this.scale, steps);
  }

  /** Paints a texture of the whole output, in output pixels. */
  paintFull(draw: (brush: Brush) => void): Texture {
    return this.#paint(this.widthPx, this.heightPx, 1, [draw]);
  }

  /**
   * Puts off all painting that `build` asks for: its textures have their size, and stay empty until
   * `paintNext` has caught up.
   */
  putOff<Built>(build: () => Built): Built {
    this.#isPuttingOff = true;
    try {
      return build();
    } finally {
      this.#isPuttingOff = false;
    }
  }

  /** Paints one step of what was put off, a few milliseconds at most; false when there is none. */
  paintNext(): boolean {
    const step = this.#putOff.shift();
    step?.();
    return step !== undefined;
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

  #paint(
    widthPx: number,
    heightPx: number,
    scale: number,
    steps: readonly ((brush: Brush) => void)[],
  ): Texture {
    const source = new ImageSource({ width: widthPx, height: heightPx });
    // Who paints also releases; a texture that Pixi let go would be taken for a changed one.
    source.autoGarbageCollect = false;
    const texture = new Texture({ source });
    // What is painted at one go leaves nothing on the block; making one takes as long as a word.
    const work = paintingOf(texture, steps, scale, steps.length === 1 ? this.#block : undefined);
    if (this.#isPuttingOff) this.#putOff.push(...work);
    else for (const step of work) step();
    return texture;
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
  prepare(brush);
  return brush;
}

function prepare(brush: Brush): void {
  brush.imageSmoothingQuality = 'high';
  brush.textRendering = 'geometricPrecision';
  brush.fontKerning = 'normal';
}

/** What textures are painted on and torn off from. */
interface Block {
  readonly canvas: OffscreenCanvas;
  readonly brush: Brush;
}

function openBlock(): Block {
  const canvas = new OffscreenCanvas(1, 1);
  return { canvas, brush: brushOf(canvas) };
}

/** The steps that fill a texture. Those of one that was discarded meanwhile do nothing. */
function paintingOf(
  texture: Texture,
  steps: readonly ((brush: Brush) => void)[],
  scale: number,
  shared: Block | undefined,
): readonly (() => void)[] {
  let block = shared;
  const { source } = texture;
  return steps.map((draw, index) => () => {
    if (texture.destroyed) return;
    const { canvas, brush } = (block ??= openBlock());
    if (index === 0) {
      // Also takes back whatever a painting before it set.
      canvas.width = source.pixelWidth;
      canvas.height = source.pixelHeight;
      prepare(brush);
      brush.scale(scale, scale);
    }
    draw(brush);
    if (index === steps.length - 1) {
      // A bitmap never changes, so drawing from it needs no snapshot as drawing from a canvas does.
      source.resource = canvas.transferToImageBitmap();
      source.update();
    } else {
      // Strokes are only noted down; this makes the canvas draw them now.
      brush.getImageData(0, 0, 1, 1);
    }
  });
}
