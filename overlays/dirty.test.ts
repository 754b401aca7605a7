import { Container, Graphics, Sprite, Texture, TextureSource } from 'pixi.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { TileGrid } from './capture/tiles.js';
import { DirtyWalker } from './dirty.js';

const texture = () => new Texture({ source: new TextureSource({ width: 20, height: 20 }) });
const spriteAt = (x: number, y: number) => {
  const sprite = new Sprite(texture());
  sprite.position.set(x, y);
  return sprite;
};

describe('DirtyWalker', () => {
  let grid: TileGrid;
  let walker: DirtyWalker;
  let root: Container;
  let group: Container;
  let near: Sprite;
  let far: Sprite;

  const changed = () => {
    walker.mark(root);
    return grid.take().map(({ left, top }) => `${left},${top}`);
  };

  beforeEach(() => {
    grid = new TileGrid(320, 320);
    walker = new DirtyWalker(grid);
    near = spriteAt(6, 6);
    far = spriteAt(166, 166);
    group = new Container();
    group.addChild(far);
    root = new Container();
    root.addChild(near, group);
  });

  test('finds everything at first and nothing while nothing changes', () => {
    expect(changed()).toEqual(['0,0', '160,160']);
    expect(changed()).toEqual([]);
  });

  test.each<[string, () => void, string[]]>([
    ['a move, where it was and where it is', () => (near.x = 70), ['0,0', '64,0']],
    ['another texture', () => (far.texture = texture()), ['160,160']],
    ['a tint', () => (near.tint = 0xff0000), ['0,0']],
    ['a fade of the parent', () => (group.alpha = 0.5), ['160,160']],
    ['a move of the parent', () => (group.x = -160), ['0,160', '160,160']],
    ['a leaf that is hidden', () => (near.visible = false), ['0,0']],
    ['a parent that is hidden', () => (group.visible = false), ['160,160']],
    ['a leaf that is taken away', () => root.removeChild(near), ['0,0']],
    ['a leaf that is added', () => root.addChild(spriteAt(102, 6)), ['96,0']],
  ])('finds %s', (_name, change, tiles) => {
    changed();
    change();
    expect(changed()).toEqual(tiles);
    expect(changed()).toEqual([]);
  });

  test('finds a drawing that is drawn anew', () => {
    const drawing = new Graphics().rect(200, 10, 8, 8).fill(0xffffff);
    root.addChild(drawing);
    changed();
    drawing.clear().rect(280, 10, 8, 8).fill(0xffffff);
    expect(changed()).toEqual(['192,0', '256,0']);
    expect(changed()).toEqual([]);
  });

  test('finds two leaves that change places, and not those they leave alone', () => {
    const above = spriteAt(16, 16);
    root.addChild(above);
    changed();
    root.setChildIndex(above, 0);
    expect(changed()).toContain('0,0');
    root.addChildAt(new Container(), 0);
    expect(changed()).toEqual([]);
  });
});
