import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, findFfmpeg } from '../../../config/programs.js';
import type { ShowState } from '../../domain/show.js';
import { aBidView, aLotView, aShow } from '../../testing/sample-status.js';
import { PLAYLIST, startWatchServer, type WatchServer } from './watch-server.js';

const LIMIT_MS = 30_000;
const HOSTILE = '<img src=x onerror="document.title=1">';

const dir = mkdtempSync(join(tmpdir(), 'sothebais-watch-'));
const pageDir = join(dir, 'page');
const source = fileURLToPath(new URL('watch', import.meta.url));
let browser: Browser;
let server: WatchServer;
let encoder: ChildProcess | undefined;
let liveDir: string;
let isOnAir = true;
let wanted = 0;

beforeAll(async () => {
  const scripts = globSync('*.ts', { cwd: source }).filter((name) => !name.includes('.test.'));
  await build({ entryPoints: scripts.map((name) => join(source, name)), outdir: pageDir });
  for (const name of ['page.html', 'page.css']) cpSync(join(source, name), join(pageDir, name));
  const executablePath = findChromium(undefined, chromium.executablePath());
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(dir, { recursive: true, force: true });
});

afterEach(async () => {
  await stopEncoder();
  await server.close();
});

async function openServer(options: { readonly playlistLimitMs?: number } = {}): Promise<string> {
  isOnAir = true;
  wanted = 0;
  liveDir = mkdtempSync(join(dir, 'live-'));
  server = await startWatchServer({
    ...{ host: '127.0.0.1', port: 0, liveDir, pageDir, isOnAir: () => isOnAir, ...options },
    wanted: () => (wanted += 1),
  });
  return server.url;
}

/** A moving test picture and a tone as HLS, at the speed that it is watched. */
function startEncoder(): void {
  const ffmpeg = findFfmpeg() ?? 'ffmpeg';
  encoder = spawn(
    ffmpeg,
    [
      ...['-nostdin', '-loglevel', 'error', '-re', '-f', 'lavfi'],
      ...['-i', 'testsrc2=size=640x360:rate=25', '-re', '-f', 'lavfi', '-i', 'sine=1000'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'],
      ...['-c:a', 'aac', '-f', 'hls', '-hls_time', '1', '-hls_list_size', '6'],
      ...['-hls_flags', 'delete_segments+program_date_time', join(liveDir, PLAYLIST)],
    ],
    { stdio: 'ignore' },
  );
}

async function stopEncoder(): Promise<void> {
  if (!encoder || encoder.exitCode !== null || encoder.signalCode !== null) return;
  const gone = once(encoder, 'exit');
  encoder.kill('SIGKILL');
  await gone;
}

const aBusyShow = (over: Partial<ShowState> = {}): ShowState =>
  aShow({
    scene: 'lot',
    lot: aLotView({ closesAtMs: Date.now() + 42_000, bids: [aBidView({ name: HOSTILE })] }),
    howToBid: { text: 'Register once, then reply.', example: 'bid 1.5 ETH' },
    ...over,
  });

/** Opens the page, and notes what it complains of. */
async function openPage(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(LIMIT_MS);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    if (/policy/i.test(line.text())) complaints.push(line.text());
  });
  await page.goto(url);
  return { page, complaints };
}

/** What is on the video now: its time, and a sum over its pixels. */
const lookAt = (page: Page): Promise<{ time: number; sum: string }> =>
  page.evaluate(async () => {
    const video = document.querySelector('video') as HTMLVideoElement;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 90];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const digest = await crypto.subtle.digest('SHA-256', data);
    return { time: video.currentTime, sum: new Uint8Array(digest).join(' ') };
  });

const playing = (page: Page) =>
  page.waitForFunction(() => document.body.dataset['picture'] === 'playing');

describe('the watch page', () => {
  test('shows a picture that moves, and the lot beside it', async () => {
    const url = await openServer();
    server.publish(aBusyShow());
    startEncoder();
    const { page, complaints } = await openPage(url);
    await playing(page);
    expect(wanted).toBeGreaterThan(0);
    const first = await lookAt(page);
    await page.waitForFunction(
      (time) => (document.querySelector('video') as HTMLVideoElement).currentTime > time + 1,
      first.time,
    );
    const second = await lookAt(page);
    expect(second.sum).not.toBe(first.sum);

    expect(await page.textContent('#title')).toBe('Tidewater');
    expect(await page.textContent('#price')).toContain('1.1 ETH');
    expect(await page.textContent('#time')).toMatch(/^0:[2-4]\d$/);
    expect(await page.textContent('#how')).toContain('bid 1.5 ETH');
    await page.waitForFunction(() => /\d s behind/.test(document.body.innerText));
    // A later bid is there without anybody asking for it.
    server.publish(aBusyShow({ lot: aLotView({ priceEth: '2.75' }) }));
    await page.waitForFunction(() => document.body.innerText.includes('2.75'));

    await page.focus('#sound');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.querySelector('video')?.muted)).toBe(false);
    // The page learns of it by an event, a moment later.
    await page.waitForFunction(() => document.querySelector('#sound')?.textContent === 'Mute');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('leaves what strangers wrote as text', async () => {
    const url = await openServer();
    isOnAir = false;
    const lot = aLotView({
      ...{ title: HOSTILE, artist: HOSTILE, medium: HOSTILE },
      ...{ highBidder: { name: HOSTILE, paddle: HOSTILE }, bids: [aBidView({ name: HOSTILE })] },
    });
    const auction = { ...aShow().auction, title: HOSTILE, subtitle: HOSTILE };
    const howToBid = { text: HOSTILE, example: HOSTILE };
    server.publish(aBusyShow({ lot, auction, howToBid }));
    const { page } = await openPage(url);
    await page.waitForFunction((text) => document.body.innerText.includes(text), HOSTILE);
    for (const id of ['auction', 'title', 'artist', 'name', 'bids', 'how-text']) {
      expect(await page.textContent(`#${id}`), id).toContain(HOSTILE);
    }
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain(HOSTILE);
    await page.close();
  });

  test('says that the stream is off air, and plays as soon as it is on again', async () => {
    const url = await openServer();
    isOnAir = false;
    const { page } = await openPage(url);
    await page.waitForFunction(() => document.body.innerText.includes('The stream is off air'));
    expect(wanted).toBe(0);
    startEncoder();
    isOnAir = true;
    await playing(page);
    isOnAir = false;
    await page.waitForFunction(() => document.body.dataset['picture'] === 'off-air');
    await page.close();
  });

  test('gets over a stream that breaks off and comes back', async () => {
    const url = await openServer();
    startEncoder();
    const { page } = await openPage(url);
    await playing(page);
    await stopEncoder();
    rmSync(join(liveDir, PLAYLIST));
    await page.waitForFunction(() => document.body.dataset['picture'] === 'connecting');
    startEncoder();
    await playing(page);
    await page.close();
  });

  test('says that the house is out of reach', async () => {
    const url = await openServer();
    const { page } = await openPage(url);
    await page.waitForFunction(() => document.body.dataset['link'] === 'up');
    await server.close();
    await page.waitForFunction(() => document.body.innerText.includes('out of reach'));
    await page.close();
  });

  test.each([
    [390, 844],
    [1440, 900],
  ])('fits %i by %i, and nothing hangs over', async (width, height) => {
    const url = await openServer();
    isOnAir = false;
    const long = 'Unbearable'.repeat(12);
    const lot = aLotView({
      ...{ title: long, priceEth: '100000.000000000000000001' },
      ...{ highBidder: { name: long, paddle: '101' }, bids: [aBidView({ name: long })] },
    });
    server.publish(aBusyShow({ lot }));
    const { page } = await openPage(url);
    await page.setViewportSize({ width, height });
    await page.waitForFunction(() => document.body.innerText.includes('100000'));
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
    await page.close();
  });
});

/** The status of a request whose path is sent as it stands: `fetch` would tidy it up. */
const statusOf = (url: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });

describe('the watch server', () => {
  test.each([
    '/live/../secret.ts',
    '/live/..%2fsecret.ts',
    '/live/%2e%2e/secret.ts',
    '/live/..\\secret.ts',
    '/live/deeper/secret.ts',
    '/live/deeper%2fsecret.ts',
    '/live/secret.mp4',
    '/live/.secret.ts',
    '/live/secret.ts%00.ts',
    '/live//etc/passwd',
    '/page/../secret.js',
    '/page/..%2f..%2fsecret.js',
    '/fonts/../../package.json',
    '/page.html',
    '/moves',
    '/stream',
    '/status',
    '/metrics',
  ])('has nothing at %s', async (path) => {
    const url = await openServer();
    mkdirSync(join(liveDir, 'deeper'));
    for (const name of ['../secret.ts', 'deeper/secret.ts', 'secret.mp4', '.secret.ts']) {
      writeFileSync(join(liveDir, name), 'secret');
    }
    writeFileSync(join(dir, 'secret.js'), 'secret');
    expect([400, 404]).toContain(await statusOf(url, path));
  });

  test('takes no request that would change anything', async () => {
    const url = await openServer();
    for (const path of ['/', '/show', '/moves', '/live/program.m3u8']) {
      const { status } = await fetch(`${url}${path}`, { method: 'POST', body: '{}' });
      expect(status, path).toBe(404);
    }
  });

  test.each(['/', '/show', '/page/page.js', '/live/program.m3u8', '/nothing'])(
    'sends its policy with %s',
    async (path) => {
      const url = await openServer({ playlistLimitMs: 1 });
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self'/,
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    },
  );

  test('has the first look at the playlist wait until it is there', async () => {
    const url = await openServer();
    const look = fetch(`${url}/live/${PLAYLIST}`);
    await expect.poll(() => wanted).toBe(1);
    writeFileSync(join(liveDir, PLAYLIST), '#EXTM3U\n');
    const response = await look;
    expect(await response.text()).toBe('#EXTM3U\n');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  });

  test('tells whoever waits in vain to come again', async () => {
    const url = await openServer({ playlistLimitMs: 50 });
    const response = await fetch(`${url}/live/${PLAYLIST}`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
  });

  test('takes a playlist of a stream that is over for none', async () => {
    const url = await openServer({ playlistLimitMs: 50 });
    const path = join(liveDir, PLAYLIST);
    writeFileSync(path, '#EXTM3U\n');
    utimesSync(path, 1, 1);
    expect((await fetch(`${url}/live/${PLAYLIST}`)).status).toBe(503);
  });

  test('tells the state as JSON, once there is one', async () => {
    const url = await openServer();
    expect((await fetch(`${url}/show`)).status).toBe(404);
    const show = aBusyShow();
    server.publish(show);
    expect(await (await fetch(`${url}/show`)).json()).toEqual(show);
  });

  test('steps around a port that is taken', async () => {
    const first = await openServer();
    const port = Number(new URL(first).port);
    const second = await startWatchServer({
      ...{ host: '127.0.0.1', port, liveDir, pageDir },
      ...{ isOnAir: () => true, wanted: () => undefined },
    });
    expect(second.url).not.toBe(first);
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
  });

  test('refuses an address that is not of this machine', async () => {
    await openServer();
    const starting = startWatchServer({
      ...{ host: '192.0.2.1', port: 0, liveDir, pageDir },
      ...{ isOnAir: () => true, wanted: () => undefined },
    });
    await expect(starting).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
