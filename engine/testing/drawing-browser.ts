import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
/** Served by the test itself: no request leaves the browser. */
const BASE = 'http://overlays.localhost/';

/** What a worker of `overlays/testing` sends back: an answer, or why there is none. */
interface Reply {
  readonly answer?: unknown;
  readonly failure?: string;
}

/** A real browser in which the workers of `overlays/testing` draw. */
export interface DrawingBrowser {
  /** Has a worker answer one order, and ends it; the order is told from where fonts come. */
  draw<Answer, Order>(worker: string, order: Omit<Order, 'base'>): Promise<Answer>;
  close(): Promise<void>;
}

/** @param workers - names of files in `overlays/testing`, without their ending */
export async function openDrawingBrowser(...workers: readonly string[]): Promise<DrawingBrowser> {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: workers.map((name) => `overlays/testing/${name}.ts`),
    outdir: '/',
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
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
  return {
    draw: async <Answer>(worker: string, order: object): Promise<Answer> => {
      const { answer, failure } = await page.evaluate(
        async ([file, given]) => {
          const started = new Worker(file, { type: 'module' });
          started.postMessage(given);
          const { data } = await new Promise<MessageEvent<Reply>>((resolve, reject) => {
            started.onmessage = resolve;
            started.onerror = ({ message }) => reject(new Error(message));
          });
          started.terminate();
          return data;
        },
        [`${worker}.js`, { ...order, base: BASE }] as const,
      );
      if (failure !== undefined) throw new Error(failure);
      return answer as Answer;
    },
    close: () => browser.close(),
  };
}

function fontOf(file: string): Buffer {
  const family = file.split('-latin')[0] ?? '';
  const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
  return readFileSync(join(folder, 'files', file));
}
