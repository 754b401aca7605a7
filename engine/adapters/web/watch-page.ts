import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Files of the page, by the names that it asks for. */
const PAGE_FILE = /^[a-z-]+\.(?:js|css)$/;
const FONT_FILE = /^(instrument-serif|inter-tight)-latin(?:-ext)?-\d{3}-(?:normal|italic)\.woff2$/;
const HLS = 'hls.js/dist/hls.light.min.mjs';
const A_DAY = 'max-age=86400';

const { resolve } = createRequire(import.meta.url);

/** Where the page lies. */
export interface WatchPageOptions {
  /** The built page. @default beside this module */
  readonly pageDir?: string;
}

/** Serves the page with its scripts, styles, fonts and player, each by name. */
export function watchPage(options: WatchPageOptions): Hono {
  const pageDir = options.pageDir ?? fileURLToPath(new URL('watch', import.meta.url));
  const page = new Hono();
  const serve = async (path: string | undefined, keep: string): Promise<Response> => {
    const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (path === undefined || !bytes) return new Response(null, { status: 404 });
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type, 'cache-control': keep },
    });
  };
  page.get('/', () => serve(join(pageDir, 'page.html'), 'no-cache'));
  page.get('/page/:file', (context) => {
    const file = context.req.param('file');
    return serve(PAGE_FILE.test(file) ? join(pageDir, file) : undefined, 'no-cache');
  });
  page.get('/fonts/:file', (context) => serve(fontPath(context.req.param('file')), A_DAY));
  page.get('/hls.mjs', () => serve(resolve(HLS), A_DAY));
  // Every browser asks for it, unasked.
  page.get('/favicon.ico', (context) => context.body(null, 204));
  return page;
}

function fontPath(file: string): string | undefined {
  const family = FONT_FILE.exec(file)?.[1];
  if (family === undefined) return undefined;
  return join(dirname(resolve(`@fontsource/${family}/package.json`)), 'files', file);
}
