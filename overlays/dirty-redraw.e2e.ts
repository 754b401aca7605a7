import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Comparison, Order } from './testing/redraw-worker.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** Served by the test itself: no request leaves the browser. */
const BASE = 'http://overlays.localhost/';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: ['overlays/testing/redraw-worker.ts'],
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
    if (pathname === '/worker.js') {
      const body = bundle.outputFiles[0]?.text ?? '';
      await route.fulfill({ contentType: 'text/javascript', body });
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

/** Draws a whole evening in a worker of a real browser. */
const compare = (order: Order): Promise<Comparison> =>
  page.evaluate(async (given) => {
    const worker = new Worker('worker.js', { type: 'module' });
    worker.postMessage(given);
    const { data } = await new Promise<MessageEvent<{ comparison: Comparison; failure?: string }>>(
      (resolve, reject) => {
        worker.onmessage = resolve;
        worker.onerror = ({ message }) => reject(new Error(message));
      },
    );
    worker.terminate();
    if (data.failure !== undefined) throw new Error(data.failure);
    return data.comparison;
  }, order);

test.each([
  ['640x360, every frame', 640, 360, 1_000 / 30, 600],
  ['1280x720, now and then', 1_280, 720, 130, 150],
  ['360x640, upright', 360, 640, 170, 110],
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
