// Draws every scene as it goes on air, for looking at: still pictures, short films, and what a
// frame costs. For developers; nothing on air needs it.
//
//   node config/tools/preview-scenes.mjs --out DIR [--size 1280x720,1920x1080] [--only lot,hammer]
//     [--films] [--cost] [--chromium /usr/bin/chromium]

import { createServer } from 'node:http';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { NOW, films, stills } from './preview-shows.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const artworksDir = join(root, 'examples/evening-auction/artworks');

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist/preview' },
    size: { type: 'string', default: '1280x720' },
    only: { type: 'string', default: '' },
    films: { type: 'boolean', default: false },
    cost: { type: 'boolean', default: false },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const WORKER = `
import 'pixi.js/unsafe-eval';
import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import { RGBA } from './overlays/capture/pixels.js';
import { Switcher } from './overlays/capture/switcher.js';
import { createDirector } from './overlays/director.js';

let switcher, director;
const tasks = {
  async open({ widthPx, heightPx, artworks, fonts }) {
    DOMAdapter.set(WebWorkerAdapter);
    for (const { family, source, ...rest } of fonts) {
      const face = new FontFace(family, source, rest);
      self.fonts.add(await face.load());
    }
    switcher = await Switcher.open(widthPx, heightPx, RGBA);
    return tasks.restart({ widthPx, heightPx, artworks });
  },
  async restart({ widthPx, heightPx, artworks }) {
    director?.destroy();
    const startMs = performance.now();
    director = await createDirector({ widthPx, heightPx, artworks, ahead: switcher });
    return performance.now() - startMs;
  },
  async draw({ show, nowMs, keep }) {
    const startMs = performance.now();
    const look = director.update(show, { nowMs, deltaMs: 33 });
    const updatedMs = performance.now();
    switcher.show(look);
    const drawnMs = performance.now();
    const cost = { updateMs: updatedMs - startMs, drawMs: drawnMs - updatedMs };
    while (director.prepare());
    if (!keep) return cost;
    const { widthPx, heightPx, bytes } = switcher.frame;
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const pixels = new ImageData(new Uint8ClampedArray(bytes.buffer), widthPx, heightPx);
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return { ...cost, png: await (await canvas.convertToBlob()).arrayBuffer() };
  },
};
self.onmessage = async ({ data: { id, task, argument } }) => {
  try {
    self.postMessage({ id, answer: await tasks[task](argument) });
  } catch (error) {
    self.postMessage({ id, error: String(error?.stack ?? error) });
  }
};
`;

const PAGE = `
const worker = new Worker('/worker.js');
const waiting = new Map();
let id = 0;
worker.onmessage = ({ data }) => {
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  data.error ? reject(new Error(data.error)) : resolve(data.answer);
};
worker.onerror = (event) => console.error(event.message);
const ask = (task, argument) =>
  new Promise((resolve, reject) => {
    waiting.set(++id, { resolve, reject });
    worker.postMessage({ id, task, argument });
  });

async function rasterise(name) {
  const image = new Image();
  image.src = '/artworks/' + name;
  await image.decode();
  const scale = 1400 / Math.max(image.naturalWidth, image.naturalHeight);
  return createImageBitmap(image, {
    resizeWidth: Math.round(image.naturalWidth * scale),
    resizeHeight: Math.round(image.naturalHeight * scale),
    resizeQuality: 'high',
  });
}

window.open_ = async ({ names, ...size }) => {
  const artworks = new Map();
  for (const name of names) artworks.set(name.replace(/\\.[^.]+$/, ''), await rasterise(name));
  const face = (family, file, weight, style = 'normal') => ({
    family, source: 'url(' + location.origin + '/fonts/' + file + ')', weight, style,
  });
  const serif = 'instrument-serif/files/instrument-serif-latin-400';
  const sans = 'inter-tight/files/inter-tight-latin';
  window.size = { ...size, artworks };
  return ask('open', {
    ...window.size,
    fonts: [
      face('Instrument Serif', serif + '-normal.woff2', '400'),
      face('Instrument Serif', serif + '-italic.woff2', '400', 'italic'),
      ...['400', '500', '600', '700'].map((w) => face('Inter Tight', sans + '-' + w + '-normal.woff2', w)),
    ],
  });
};
window.restart_ = () => ask('restart', window.size);
window.draw_ = async (argument) => {
  const { png, ...cost } = await ask('draw', argument);
  if (!png) return cost;
  let text = '';
  for (const byte of new Uint8Array(png)) text += String.fromCharCode(byte);
  return { ...cost, png: btoa(text) };
};
`;

async function serve() {
  const bundle = await build({
    stdin: { contents: WORKER, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    write: false,
    logLevel: 'warning',
  });
  const pages = new Map([
    [
      '/',
      [
        'text/html',
        '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>',
      ],
    ],
    ['/page.js', ['text/javascript', PAGE]],
    ['/worker.js', ['text/javascript', bundle.outputFiles[0].text]],
  ]);
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://stage').pathname;
    const page = pages.get(path);
    if (page) return response.writeHead(200, { 'content-type': page[0] }).end(page[1]);
    const file = path.startsWith('/fonts/')
      ? join(root, 'node_modules/@fontsource', path.slice('/fonts/'.length))
      : join(artworksDir, path.slice('/artworks/'.length));
    try {
      const type = file.endsWith('.svg') ? 'image/svg+xml' : 'application/octet-stream';
      const bytes = await readFile(file);
      response.writeHead(200, { 'content-type': type }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}

async function keepStill(page, name, show, size) {
  await page.evaluate(() => window.restart_());
  // Drawn for two seconds before, so that the film-like parts have come to rest.
  for (const beforeMs of [2_000, 1_000, 500, 33]) await draw(page, show, NOW - beforeMs);
  const { png } = await draw(page, show, NOW, true);
  await writeFile(join(flags.out, `${name}@${size}.png`), Buffer.from(png, 'base64'));
}

async function keepFilm(page, name, { states, keep }, size) {
  await page.evaluate(() => window.restart_());
  let dearest = 0;
  for (let ms = -500; ms <= keep.at(-1) + 33; ms += 100 / 3) {
    const state = states.findLast(([fromMs]) => fromMs <= Math.max(0, ms))[1];
    const wanted = keep.find((at) => Math.abs(at - ms) < 17);
    const { png, updateMs, drawMs } = await draw(page, state, NOW + ms, wanted !== undefined);
    dearest = Math.max(dearest, updateMs + drawMs);
    if (!png) continue;
    const file = `film-${name}-${String(wanted).padStart(4, '0')}@${size}.png`;
    await writeFile(join(flags.out, file), Buffer.from(png, 'base64'));
  }
  console.log(`${name}: dearest frame ${dearest.toFixed(0)} ms`);
}

async function tellCost(page, name, show) {
  const costs = [];
  for (let frame = 0; frame < 60; frame++) {
    costs.push(await draw(page, show, NOW + (frame * 100) / 3));
  }
  const mean = (part) => costs.slice(15).reduce((sum, cost) => sum + cost[part], 0) / 45;
  const first = costs[0].updateMs + costs[0].drawMs;
  console.log(
    `${name}: update ${mean('updateMs').toFixed(2)} ms, full redraw ${mean('drawMs').toFixed(1)} ms, first frame ${first.toFixed(0)} ms`,
  );
}

const draw = (page, show, nowMs, keep = false) =>
  page.evaluate((argument) => window.draw_(argument), { show, nowMs, keep });

async function preview() {
  await mkdir(flags.out, { recursive: true });
  const { server, url } = await serve();
  const browser = await chromium.launch({
    executablePath: flags.chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const names = await readdir(artworksDir).catch(() => []);
    const only = flags.only === '' ? undefined : flags.only.split(',');
    const wanted = (all) => Object.entries(all).filter(([name]) => !only || only.includes(name));
    for (const size of flags.size.split(',')) {
      const [widthPx, heightPx] = size.split('x').map(Number);
      const page = await browser.newPage();
      page.on('console', (message) => console.log(message.text()));
      page.on('pageerror', (error) => console.error(error.message));
      await page.goto(url);
      const openedMs = await page.evaluate((argument) => window.open_(argument), {
        names,
        widthPx,
        heightPx,
      });
      console.log(`${size}: director ready after ${openedMs.toFixed(0)} ms`);
      for (const [name, show] of wanted(stills)) {
        await keepStill(page, name, show, size);
        if (flags.cost) await tellCost(page, name, show);
      }
      if (flags.films)
        for (const [name, film] of wanted(films)) await keepFilm(page, name, film, size);
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
}

await preview();
