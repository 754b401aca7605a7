import type { Texture } from 'pixi.js';
import type { Box, Nook } from '../layout/places.js';
import { discard, type Brush, type Easel } from './easel.js';
import { framePainting, SHADOW } from './picture-frame.js';

/** A framed picture and where it hangs: its texture's corner, in design units. */
export interface Hung {
  readonly texture: Texture;
  readonly x: number;
  readonly y: number;
}

/** How many large pictures are kept; the small ones of the catalogue stay, for they hang together. */
const LARGE_KEPT = 10;
const LARGE_WIDTH = 600;

/**
 * Keeps artworks framed at the sizes they hang in, so that no take waits for a picture.
 *
 * Scaling a large picture is the dearest thing the stage does; it is done once a size, ahead of
 * time where `hangAhead` is called, and the least recently used are let go.
 */
export class Shelf {
  readonly #easel: Easel;
  readonly #artworks: ReadonlyMap<string, ImageBitmap>;
  readonly #kept = new Map<string, Hung & { readonly large: boolean }>();

  constructor(easel: Easel, artworks: ReadonlyMap<string, ImageBitmap>) {
    this.#easel = easel;
    this.#artworks = artworks;
  }

  /** The artwork, framed for its nook. An unknown one hangs as bare canvas. */
  hung(artwork: string, nook: Nook): Hung {
    const key = keyOf(artwork, nook);
    const kept = this.#kept.get(key) ?? this.#frame(artwork, nook);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  /** Frames it now if it is not kept yet; true when there was work to do. */
  hangAhead(artwork: string, nook: Nook): boolean {
    if (this.#kept.has(keyOf(artwork, nook))) return false;
    this.hung(artwork, nook);
    return true;
  }

  /** Lets the least recently used large pictures go. What hangs on air is among the latest. */
  tidyUp(): void {
    const large = [...this.#kept].filter(([, hung]) => hung.large);
    for (const [key, { texture }] of large.slice(0, -LARGE_KEPT)) {
      this.#kept.delete(key);
      discard(texture);
    }
  }

  destroy(): void {
    for (const { texture } of this.#kept.values()) discard(texture);
    this.#kept.clear();
  }

  #frame(artwork: string, nook: Nook): Hung & { readonly large: boolean } {
    const picture = this.#artworks.get(artwork);
    const border = nook.style.bar + nook.style.mat;
    const ratio = picture ? picture.width / picture.height : 4 / 3;
    const innerWidth = Math.min(nook.width - 2 * border, (nook.height - 2 * border) * ratio);
    const outer = {
      width: innerWidth + 2 * border,
      height: innerWidth / ratio + 2 * border,
    };
    const x = nook.x + (nook.width - outer.width) / 2 - SHADOW;
    const spare = nook.high === true ? 0 : (nook.height - outer.height) / 2;
    const y = nook.y + spare - SHADOW;
    const texture = this.#easel.paint(
      outer.width + 2 * SHADOW,
      outer.height + 2 * SHADOW,
      ...framePainting(outer, nook.style, (brush, place) => {
        if (picture) brush.drawImage(picture, place.x, place.y, place.width, place.height);
        else paintBareCanvas(brush, place);
      }),
    );
    return { texture, x, y, large: nook.width >= LARGE_WIDTH };
  }
}

const keyOf = (artwork: string, nook: Nook): string =>
  `${nook.width}x${nook.height}@${nook.x},${nook.y} ${artwork}`;

function paintBareCanvas(brush: Brush, { x, y, width, height }: Box): void {
  const linen = brush.createLinearGradient(x, y, x + width, y + height);
  linen.addColorStop(0, '#d8cbb6');
  linen.addColorStop(1, '#b9a88d');
  brush.fillStyle = linen;
  brush.fillRect(x, y, width, height);
}
