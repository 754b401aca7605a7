import type { Texture } from 'pixi.js';
import { bakeHost, discardHost, type HostAtlas } from '../character/atlas.js';
import { discard, type Easel } from '../layers/easel.js';
import { Shelf, type Nook } from '../layers/shelf.js';
import { paintWall } from '../layers/wall.js';
import { grid } from '../theme/tokens.js';

/** What all scenes share, baked once: walls, the host, the shelf of framed artworks. */
export interface Kit {
  readonly easel: Easel;
  readonly shelf: Shelf;
  readonly walls: {
    /** Lit on the artwork, with the desk: where lots are sold. */
    readonly room: Texture;
    /** The same with the house lights down. */
    readonly dimmed: Texture;
    /** Lit beside the artwork, for results. */
    readonly result: Texture;
    /** Lit in the middle, for titles. */
    readonly hall: Texture;
  };
  readonly hosts: { readonly room: HostAtlas; readonly close: HostAtlas };
  destroy(): void;
}

/** Where the host stands, in design units: the corner of the drawing, and its size. */
export const hostPlaces = {
  room: { x: 1458, y: 600, size: 0.756 },
  close: { x: 1424, y: 540, size: 0.85 },
} as const;

/** Where artworks hang. */
export const nooks = {
  sale: { ...grid.artwork, style: { bar: 20, mat: 34 } },
  result: { x: 96, y: 84, width: 620, height: 660, high: true, style: { bar: 15, mat: 24 } },
} as const satisfies Readonly<Record<string, Nook>>;

/** Bakes the kit for an output size. */
export function createKit(easel: Easel, artworks: ReadonlyMap<string, ImageBitmap>): Kit {
  const shelf = new Shelf(easel, artworks);
  const walls = {
    room: paintWall(
      easel,
      [
        { x: 556, y: 420, radiusX: 1050, radiusY: 860, strength: 0.78 },
        { x: 1560, y: 640, radiusX: 640, radiusY: 640, strength: 0.28 },
      ],
      true,
    ),
    dimmed: paintWall(
      easel,
      [{ x: 556, y: 440, radiusX: 700, radiusY: 640, strength: 0.62 }],
      true,
    ),
    result: paintWall(
      easel,
      [
        { x: 1240, y: 470, radiusX: 920, radiusY: 760, strength: 0.82 },
        { x: 400, y: 400, radiusX: 700, radiusY: 620, strength: 0.3 },
      ],
      true,
    ),
    hall: paintWall(
      easel,
      [{ x: 960, y: 470, radiusX: 1080, radiusY: 760, strength: 0.74 }],
      false,
    ),
  };
  const hosts = {
    room: bakeHost(easel, hostPlaces.room.size),
    close: bakeHost(easel, hostPlaces.close.size),
  };
  return { easel, shelf, walls, hosts, destroy: () => discardKit(shelf, walls, hosts) };
}

function discardKit(shelf: Shelf, walls: Kit['walls'], hosts: Kit['hosts']): void {
  shelf.destroy();
  for (const wall of Object.values(walls)) discard(wall);
  discardHost(hosts.room);
  discardHost(hosts.close);
}
