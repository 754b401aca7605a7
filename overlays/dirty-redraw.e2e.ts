import { build } from 'esbuild';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Looks } from './testing/looks-worker.js';
import type { Comparison, RedrawOrder } from './testing/redraw-worker.js';
import type { Order, Reply } from './testing/stage-worker.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** Served by the test itself: no request leaves the browser. */
const BASE = 'http://overlays.localhost/';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: ['overlays/testing/redraw-worker.ts', 'overlays/testing/looks-worker.ts'],
    outdir: '/',
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  page = await browser.newPage();
  await page.route(`${BASE}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const worker = bundle.outputFiles.find(({ path }) => path === pathname);
    if (worker) {
      await route.fulfill({ contentType: 'text/javascript', body: worker.text });
    } else if (pathname.startsWith('/fonts/')) {
      await route.fulfill({ contentType: 'font/woff2', body: fontOf(basename(pathname)) });
    } else {
      await route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    }
  });
  await page.goto(BASE);
});

afterAll(() => browser.close());

function fontOf(file: string): Buffer {
  const family = file.split('-latin')[0] ?? '';
  const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
  return readFileSync(join(folder, 'files', file));
}

/** Has a worker of a real browser draw. */
async function draw<Answer>(worker: string, order: Order): Promise<Answer> {
  const { answer, failure } = await page.evaluate(
    async ([file, given]) => {
      const started = new Worker(file, { type: 'module' });
      started.postMessage(given);
      const { data } = await new Promise<MessageEvent<Reply<unknown>>>((resolve, reject) => {
        started.onmessage = resolve;
        started.onerror = ({ message }) => reject(new Error(message));
      });
      started.terminate();
      return data;
    },
    [worker, order] as const,
  );
  if (failure !== undefined) throw new Error(failure);
  return answer as Answer;
}

const compare = (order: RedrawOrder): Promise<Comparison> => draw('redraw-worker.js', order);

test.each([
  ['640x360, every frame', 640, 360, 1_000 / 30, 600],
  ['1280x720, now and then', 1_280, 720, 130, 150],
  ['540x960, upright', 540, 960, 110, 170],
  ['400x400, a square', 400, 400, 170, 110],
])(
  'dirty tiles draw an evening to the byte as whole frames do, at %s',
  async (_name, widthPx, heightPx, frameMs, least) => {
    const { frames, moving, redrawn, differences } = await compare({
      ...{ widthPx, heightPx, frameMs, base: BASE },
    });
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
  const looks = await draw<Looks>('looks-worker.js', { widthPx: 1_280, heightPx: 720, base: BASE });
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
