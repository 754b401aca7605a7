import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrawingBrowser, type DrawingBrowser } from '../engine/testing/drawing-browser.js';
import type { Looks } from './testing/looks-worker.js';
import type { Comparison, RedrawOrder } from './testing/redraw-worker.js';
import type { Order } from './testing/stage-worker.js';

let browser: DrawingBrowser;

beforeAll(async () => {
  browser = await openDrawingBrowser('redraw-worker', 'looks-worker');
});

afterAll(() => browser.close());

test.each([
  ['640x360, every frame', 640, 360, 1_000 / 30, 600],
  ['1280x720, now and then', 1_280, 720, 130, 150],
  ['540x960, upright', 540, 960, 110, 170],
  ['400x400, a square', 400, 400, 170, 110],
])(
  'dirty tiles draw an evening to the byte as whole frames do, at %s',
  async (_name, widthPx, heightPx, frameMs, least) => {
    const { frames, moving, redrawn, differences } = await browser.draw<Comparison, RedrawOrder>(
      'redraw-worker',
      { widthPx, heightPx, frameMs },
    );
    expect(differences).toEqual([]);
    expect(frames).toBeGreaterThan(least);
    // Neither did it stand still, nor was everything drawn every time.
    expect(moving / frames).toBeGreaterThan(0.5);
    expect(redrawn).toBeLessThan(0.5);
  },
);

/** Two browsers smooth an edge differently; whatever moves by a pixel or two changes more. */
const TOLERANCE = 4;
/** A line a scene: its name and its blocks. Recorded anew where it is missing. */
const RECORD = new URL('testing/landscape-looks.txt', import.meta.url);

test('landscape looks as it was recorded', async () => {
  const size = { widthPx: 1_280, heightPx: 720 };
  const looks = await browser.draw<Looks, Order>('looks-worker', size);
  const scenes = Object.entries(looks);
  if (!existsSync(RECORD)) {
    const lines = scenes.map(
      ([scene, blocks]) => `${scene}: ${Buffer.from(blocks).toString('base64')}\n`,
    );
    writeFileSync(RECORD, lines.join(''));
    expect.fail('Nothing was recorded; what was drawn now is. Look at it before it is kept.');
  }
  const recorded = new Map(
    readFileSync(RECORD, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]),
  );
  expect([...recorded.keys()]).toEqual(scenes.map(([scene]) => scene));
  const moved = scenes.map(([scene, blocks]) => {
    const before = Buffer.from(recorded.get(scene) ?? '', 'base64');
    const others = blocks.filter((block, i) => Math.abs(block - (before[i] ?? 0)) > TOLERANCE);
    return [scene, others.length] as const;
  });
  expect(moved.filter(([, blocks]) => blocks > 0)).toEqual([]);
});
