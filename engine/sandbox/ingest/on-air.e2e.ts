import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ShownFrame } from '../../../compositor/on-air.js';
import { startProgram, type ProgramOptions } from '../../../compositor/program.js';
import { readCounters } from '../../../compositor/watch/counter.js';
import { Secret } from '../../../config/secret.js';
import { createProcesses } from '../../adapters/process/processes.js';
import type { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import type { ShowState } from '../../domain/show.js';
import { startIngest, type Ingest } from './start-ingest.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const KEY = 'live_e2e-key-Zz9';
const processes = createProcesses();
const clock = { now: () => Date.now() as Instant };

const show = (revision: number): ShowState => ({
  revision,
  scene: 'test-card',
  sceneSinceMs: 0,
  auction: {
    ...{ title: 'Evening', subtitle: '', lotCount: 1 },
    ...{ doorsAtMs: 0, soldCount: 0, totalEth: '0' },
  },
  catalogue: [],
  host: { name: 'Aurelia', mood: 'idle' },
  live: { watching: 1 },
  howToBid: { text: 'Reply.', example: 'bid 1 ETH' },
});

let overlaysDir: string;
let dir: string;
let ingest: Ingest;
let troubles: SothebaisError[];

beforeAll(async () => {
  overlaysDir = mkdtempSync(join(tmpdir(), 'overlays-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['overlays/main.ts', 'overlays/worker.ts'],
    outdir: overlaysDir,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  cpSync(join(root, 'overlays/stage.html'), join(overlaysDir, 'stage.html'));
  mkdirSync(join(overlaysDir, 'fonts'));
  const require = createRequire(import.meta.url);
  for (const family of ['instrument-serif', 'inter-tight']) {
    const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
    for (const file of globSync(join(folder, 'files/*-latin*.woff2'))) {
      cpSync(file, join(overlaysDir, 'fonts', basename(file)));
    }
  }
});

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'truck-'));
  troubles = [];
  const onTrouble = (error: SothebaisError) => void troubles.push(error);
  ingest = await startIngest({ processes, ffmpegPath: 'ffmpeg', dir, clock, onTrouble });
  return async () => {
    await ingest.close();
    rmSync(dir, { recursive: true, force: true });
  };
});

afterAll(() => rmSync(overlaysDir, { recursive: true, force: true }));

const options = (over: Partial<ProgramOptions> = {}): ProgramOptions => ({
  widthPx: 640,
  heightPx: 360,
  fps: 30,
  counter: true,
  backend: 'opfs',
  chromiumPath: 'chromium',
  ffmpegPath: 'ffmpeg',
  bitrateKbps: 1_500,
  gopSeconds: 3,
  overlaysDir,
  artworks: new Map(),
  destination: { url: ingest.url, key: new Secret(KEY) },
  processes,
  clock,
  firstShow: show(1),
  scratchDir: join(dir, 'scratch'),
  onTrouble: (error) => void troubles.push(error),
  ...over,
});

/** Command lines of every process on this machine, by process id. */
function commandLines(): Map<number, string> {
  const lines = new Map<number, string>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      lines.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    } catch {
      // It ended in between.
    }
  }
  return lines;
}

/** Kills the one program of this test whose command line holds all of `words`. */
function killOurs(...words: string[]): void {
  const found = [...commandLines()].filter(([, line]) =>
    words.every((word) => line.includes(word)),
  );
  expect(found.length).toBeGreaterThan(0);
  for (const [pid] of found) process.kill(pid, 'SIGKILL');
}

async function judge() {
  const file = join(dir, 'recording.mp4');
  const joined = await ingest.finish(file, 20_000);
  const probe = (...args: string[]) =>
    execFileSync('ffprobe', ['-v', 'error', '-of', 'csv=p=0', ...args, file], { encoding: 'utf8' });
  const counters = await readCounters({ processes, ffmpegPath: 'ffmpeg', file, limitMs: 60_000 });
  const keyTimes = probe('-select_streams', 'v', '-show_entries', 'packet=pts_time,flags')
    .split('\n')
    .filter((line) => line.includes('K'))
    .map((line) => Number(line.split(',')[0]));
  return {
    joined,
    counters,
    distinct: new Set(counters).size,
    seconds: Number(probe('-show_entries', 'format=duration')),
    streams: probe('-show_entries', 'stream=codec_name,profile,width,height,sample_rate,channels'),
    colour: probe('-select_streams', 'v', '-show_entries', 'stream=color_space,color_range'),
    gops: keyTimes.slice(1).map((time, i) => time - (keyTimes[i] ?? 0)),
  };
}

describe('startProgram', () => {
  test('puts every tick on air once, as the destination wants it', async () => {
    const shown: ShownFrame[] = [];
    const program = await startProgram(options({ onShown: (frame) => shown.push(frame) }));
    for (let second = 1; second <= 10; second++) {
      await wait(1_000);
      program.publish(show(second + 1));
      expect([...commandLines().values()].join('\n')).not.toContain(KEY);
    }
    expect(program.health().destinations[0]).toMatchObject({ state: 'live', reconnects: 0 });
    await program.close();
    const health = program.health();
    const recording = await judge();

    expect(JSON.stringify(health)).not.toContain(KEY);
    expect(health.destinations[0]?.state).toBe('stopped');
    expect(recording.streams).toContain('h264,High,640,360');
    expect(recording.streams).toContain('aac,LC,48000,2');
    expect(recording.colour.trim()).toBe('tv,bt709');
    expect(recording.counters[0]).toBe(0);
    expect(recording.counters.length).toBe(health.frames);
    expect(recording.distinct / recording.counters.length).toBeGreaterThanOrEqual(0.97);
    expect(Math.abs(recording.seconds - health.onAirMs / 1000)).toBeLessThan(0.25);
    // Each state was told a second after the last, and shown within a few frames of that.
    expect(shown.map(({ revision }) => revision)).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].slice(0, shown.length),
    );
    expect(shown.length).toBeGreaterThanOrEqual(9);
    for (const { revision, frame, onAirMs } of shown) {
      expect(recording.counters).toContain(frame);
      expect(Math.abs(onAirMs - (frame * 1_000) / 30)).toBeLessThan(50);
      expect(Math.abs(onAirMs - (revision - 1) * 1_000)).toBeLessThan(600);
    }
    for (const gop of recording.gops) expect(gop).toBeCloseTo(3, 1);
    expect(troubles).toEqual([]);
  });

  test('keeps the last picture on air while a browser that died comes back', async () => {
    const program = await startProgram(options());
    await wait(3_000);
    killOurs('--remote-debugging-pipe', `sothebais-${process.pid}-`);
    await wait(1_000);
    const { unique } = program.health();
    await expect.poll(() => program.health().unique, { timeout: 20_000 }).toBeGreaterThan(unique);
    await wait(1_500);
    await program.close();
    const health = program.health();
    const { counters, seconds } = await judge();

    expect(troubles.map(({ code }) => code)).toEqual(['BROWSER_FAILED']);
    expect(counters.length).toBe(health.frames);
    expect(Math.abs(seconds - health.onAirMs / 1000)).toBeLessThan(0.25);
    expect(health.repeated).toBeGreaterThan(15);
    // Moving again at the end, and never backwards.
    expect(new Set(counters.slice(-30)).size).toBeGreaterThan(25);
    expect(counters).toEqual(counters.toSorted((a, b) => a - b));
  });

  test('connects again when the encoder dies, and the recording holds both parts', async () => {
    const program = await startProgram(options());
    await wait(3_000);
    killOurs('ffmpeg', `sothebais-${process.pid}-`, '-fpre');
    await wait(4_000);
    expect(program.health().destinations[0]).toMatchObject({ state: 'live', reconnects: 1 });
    await program.close();
    const { counters, seconds } = await judge();

    expect(readdirSync(dir).filter((name) => name.startsWith('part-'))).toHaveLength(2);
    expect(troubles.map(({ code }) => code)).toEqual(['ENCODER_FAILED']);
    expect(troubles[0]?.message).not.toContain(KEY);
    expect(seconds).toBeGreaterThan(5.5);
    expect(counters.at(-1)).toBeGreaterThan(200);
  });

  test('closes within 3 s while the destination is away and the browser is starting', async () => {
    await ingest.close();
    const program = await startProgram(options());
    await wait(1_500);
    expect(program.health().destinations[0]?.state).not.toBe('live');
    killOurs('--remote-debugging-pipe', `sothebais-${process.pid}-`);
    await wait(600);
    const startMs = performance.now();
    await program.close();
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(troubles.some(({ code }) => code === 'ENCODER_FAILED')).toBe(true);
  });

  test('refuses a Chromium that is not there', async () => {
    await expect(
      startProgram(options({ chromiumPath: '/nowhere/chromium' })),
    ).rejects.toMatchObject({ code: 'BROWSER_MISSING' });
  });

  test('is interrupted while it starts', async () => {
    const signal = AbortSignal.timeout(300);
    const startMs = performance.now();
    await expect(startProgram(options({ signal }))).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(performance.now() - startMs).toBeLessThan(3_300);
  });

  test.each(['websocket', 'puppeteer-stream'] as const)(
    'carries frames with the %s backend too',
    async (backend) => {
      const program = await startProgram(options({ backend }));
      await wait(5_000);
      await program.close();
      const health = program.health();
      const { distinct, seconds } = await judge();
      expect(health.backend).toBe(backend);
      expect(Math.abs(seconds - health.onAirMs / 1000)).toBeLessThan(1);
      expect(distinct).toBeGreaterThan(backend === 'websocket' ? 120 : 40);
    },
  );
});
