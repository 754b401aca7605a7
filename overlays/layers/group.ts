import { Container, type Sprite, type Texture } from 'pixi.js';
import type { LinePlace } from '../layout/places.js';
import { discard, type Easel } from './easel.js';
import { Line } from './line.js';

/** Something that is drawn and must be released. */
export interface Drawn {
  readonly root: Container;
  destroy(): void;
}

/**
 * A container that releases what was made for it: the ground that layers and scenes stand on.
 *
 * What is drawn first stands behind.
 */
export class Group implements Drawn {
  readonly root = new Container();
  protected readonly easel: Easel;
  readonly #releases: (() => void)[] = [];

  constructor(easel: Easel) {
    this.easel = easel;
  }

  /** Adds an empty line of words. */
  protected line(place: LinePlace): Line {
    const line = new Line(this.easel, place);
    this.root.addChild(line.sprite);
    this.#releases.push(() => line.destroy());
    return line;
  }

  /** Adds a texture baked for this group alone, its corner at a point of the grid. */
  protected own(texture: Texture, x: number, y: number): Sprite {
    this.#releases.push(() => discard(texture));
    return this.borrow(texture, x, y);
  }

  /** Adds a texture that someone else keeps. */
  protected borrow(texture: Texture, x: number, y: number): Sprite {
    return this.root.addChild(this.easel.hang(texture, x, y));
  }

  /** Adds a texture of the whole output that someone else keeps. */
  protected backdrop(texture: Texture): Sprite {
    const sprite = this.easel.hang(texture, 0, 0);
    sprite.position.set(0, 0);
    return this.root.addChild(sprite);
  }

  /** Adds a layer. */
  protected with<Layer extends Drawn>(layer: Layer): Layer {
    this.root.addChild(layer.root);
    this.#releases.push(() => layer.destroy());
    return layer;
  }

  destroy(): void {
    for (const release of this.#releases) release();
    this.#releases.length = 0;
    if (!this.root.destroyed) this.root.destroy({ children: true });
  }
}
