import type { Texture } from 'pixi.js';
import { bakeHost, discardHost, type HostAtlas } from '../character/atlas.js';
import { discard, type Easel } from '../layers/easel.js';
import { Shelf } from '../layers/shelf.js';
import { paintWall } from '../layers/wall.js';

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

/** Bakes the kit for an output size. */
export function createKit(easel: Easel, artworks: ReadonlyMap<string, ImageBitmap>): Kit {
  const shelf = new Shelf(easel, artworks);
  const { walls: lights, hosts: places } = easel.layout;
  const walls = {
    room: paintWall(easel, lights.room, true),
    dimmed: paintWall(easel, lights.dimmed, true),
    result: paintWall(easel, lights.result, true),
    hall: paintWall(easel, lights.hall, false),
  };
  const hosts = { room: bakeHost(easel, places.room), close: bakeHost(easel, places.close) };
  return { easel, shelf, walls, hosts, destroy: () => discardKit(shelf, walls, hosts) };
}

function discardKit(shelf: Shelf, walls: Kit['walls'], hosts: Kit['hosts']): void {
  shelf.destroy();
  for (const wall of Object.values(walls)) discard(wall);
  discardHost(hosts.room);
  discardHost(hosts.close);
}
