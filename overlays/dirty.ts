import { Matrix, ViewContainer, type Container, type Texture, type TextureSource } from 'pixi.js';
import type { TileGrid } from './capture/tiles.js';

/** A leaf as it was last drawn: all that its pixels depend on, and where they fell. */
interface Drawn {
  walk: number;
  place: number;
  revision: number;
  alpha: number;
  tint: number;
  blend: string;
  source: number;
  a: number;
  b: number;
  c: number;
  d: number;
  tx: number;
  ty: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Finds what a scene graph changed since the last walk and marks those tiles.
 *
 * It looks at leaves (sprites, text, graphics, masks) only, so a scene need not say what it
 * touches. What it cannot see: a texture whose pixels were repainted in place without
 * `source.update()` on a `dynamic` texture.
 */
export class DirtyWalker {
  readonly #grid: TileGrid;
  readonly #drawn = new Map<number, Drawn>();
  readonly #world: Matrix[] = [new Matrix()];
  #walk = 0;
  #place = 0;
  #latestPlace = -1;

  constructor(grid: TileGrid) {
    this.#grid = grid;
  }

  /** Marks every tile where `root` would now draw other pixels than at the walk before. */
  mark(root: Container): void {
    this.#walk++;
    this.#place = 0;
    this.#latestPlace = -1;
    this.#visit(root, 0, 1, 0xffffff);
    for (const [uid, leaf] of this.#drawn) {
      if (leaf.walk === this.#walk) continue;
      this.#markLeaf(leaf);
      this.#drawn.delete(uid);
    }
  }

  #visit(container: Container, depth: number, parentAlpha: number, parentTint: number): void {
    const alpha = parentAlpha * container.alpha;
    if (!container.visible || !container.renderable || alpha <= 0) return;
    container.updateLocalTransform();
    const world = (this.#world[depth + 1] ??= new Matrix());
    world.appendFrom(container.localTransform, this.#world[depth] as Matrix);
    const tint = Math.imul(parentTint, 31) + container.tint;
    if (container instanceof ViewContainer) this.#inspect(container, world, alpha, tint);
    for (const child of container.children) this.#visit(child, depth + 1, alpha, tint);
  }

  #inspect(view: ViewContainer, world: Matrix, alpha: number, tint: number): void {
    const known = this.#drawn.get(view.uid);
    const leaf = known ?? blankLeaf();
    if (!known) this.#drawn.set(view.uid, leaf);
    const moved = this.#takePlace(leaf, known !== undefined);
    const source = sourceOf(view);
    if (known && !moved && isSame(leaf, view, world, alpha, tint, source)) return;

    if (known) this.#markLeaf(leaf);
    leaf.revision = view._didViewChangeTick;
    leaf.alpha = alpha;
    leaf.tint = tint;
    leaf.blend = view.blendMode;
    leaf.source = source;
    leaf.a = world.a;
    leaf.b = world.b;
    leaf.c = world.c;
    leaf.d = world.d;
    leaf.tx = world.tx;
    leaf.ty = world.ty;
    placeBounds(leaf, view);
    this.#markLeaf(leaf);
  }

  /** Whether the leaf now lies on the other side of one it used to be above or below. */
  #takePlace(leaf: Drawn, known: boolean): boolean {
    const before = leaf.place;
    leaf.walk = this.#walk;
    leaf.place = this.#place++;
    if (!known) return false;
    if (before < this.#latestPlace) return true;
    this.#latestPlace = before;
    return false;
  }

  #markLeaf({ left, top, right, bottom }: Drawn): void {
    if (right > left && bottom > top) this.#grid.mark(left, top, right, bottom);
  }
}

function blankLeaf(): Drawn {
  return {
    ...{ walk: 0, place: 0, revision: 0, alpha: 0, tint: 0, blend: '', source: 0 },
    ...{ a: 0, b: 0, c: 0, d: 0, tx: 0, ty: 0, left: 0, top: 0, right: 0, bottom: 0 },
  };
}

function isSame(
  leaf: Drawn,
  view: ViewContainer,
  world: Matrix,
  alpha: number,
  tint: number,
  source: number,
): boolean {
  return (
    leaf.revision === view._didViewChangeTick &&
    leaf.alpha === alpha &&
    leaf.tint === tint &&
    leaf.source === source &&
    leaf.tx === world.tx &&
    leaf.ty === world.ty &&
    leaf.a === world.a &&
    leaf.b === world.b &&
    leaf.c === world.c &&
    leaf.d === world.d &&
    leaf.blend === view.blendMode
  );
}

/** What the view's picture is made of, where it is made of one. */
function sourceOf(view: ViewContainer): number {
  const { texture } = view as { texture?: Texture | (() => unknown) };
  // Of a drawing, `texture` is a method.
  if (typeof texture !== 'object') return 0;
  const source = texture.source as TextureSource | null;
  return texture.uid * 65536 + (source?._resourceId ?? 0);
}

/** The view's local bounds, carried to the screen. */
function placeBounds(leaf: Drawn, view: ViewContainer): void {
  const { minX, minY, maxX, maxY } = view.bounds;
  // Text may be drawn wider than it is measured, by its padding on each side.
  const pad = (view as { style?: { padding?: number } }).style?.padding ?? 0;
  const { a, b, c, d, tx, ty } = leaf;
  const halfWidth = (maxX - minX) / 2 + pad;
  const halfHeight = (maxY - minY) / 2 + pad;
  const middleX = (minX + maxX) / 2;
  const middleY = (minY + maxY) / 2;
  const x = a * middleX + c * middleY + tx;
  const y = b * middleX + d * middleY + ty;
  const reachX = Math.abs(a) * halfWidth + Math.abs(c) * halfHeight;
  const reachY = Math.abs(b) * halfWidth + Math.abs(d) * halfHeight;
  leaf.left = x - reachX;
  leaf.top = y - reachY;
  leaf.right = x + reachX;
  leaf.bottom = y + reachY;
}
