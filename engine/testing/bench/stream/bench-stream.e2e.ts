import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchStream } from './bench-stream.js';
import { readPicture } from './picture-flags.js';
import { formatStreamFigures } from './table.js';
import { openSite } from './testing/open-site.js';

let opened: Awaited<ReturnType<typeof openSite>>;

beforeAll(async () => {
  opened = await openSite();
});
afterAll(() => opened.close());

const number = expect.any(Number) as number;
const spread = { count: number, p50: number, p99: number };

test('measures a backend by what the ingest received, beside FFmpeg alone', async () => {
  const picture = readPicture({ size: '640x360', fps: '30', scene: 'busy' }, 'frames', 'all');
  const figures = await benchStream(opened.site, { ...picture, seconds: 3 });
  expect(figures.runs).toEqual([
    {
      ...{ backend: 'frames', scene: 'busy', encoder: 'libx264' },
      ...{ width: 640, height: 360, fps: 30, seconds: 3, bitrateKbps: 667 },
      ...{ expected: 90, unique: number, repeated: number, dropped: number },
      cpuSeconds: { browser: number, node: number, ffmpeg: number, total: number },
      ...{ receivedKbps: number, latencyMs: { p50: number, p95: number } },
      encoderLatencyMs: { p50: number, p95: number },
      ...{ stateToPixelMs: spread, sceneToPixelMs: spread, startMs: number },
      ...{ encodeOnlyCpuSeconds: number, ratio: number },
    },
  ]);
  const [run] = figures.runs;
  if (!run) return;
  expect(run.unique + run.repeated + run.dropped).toBe(90);
  expect(run.unique).toBeGreaterThan(20);
  const { browser, node, ffmpeg, total } = run.cpuSeconds;
  expect(browser + node + ffmpeg).toBeCloseTo(total, 1);
  for (const seconds of [browser, node, ffmpeg, run.encodeOnlyCpuSeconds]) {
    expect(seconds).toBeGreaterThan(0);
  }
  expect(run.ratio).toBeCloseTo(total / run.encodeOnlyCpuSeconds, 1);
  expect(run.latencyMs.p50).toBeGreaterThan(0);
  expect(run.latencyMs.p95).toBeGreaterThanOrEqual(run.latencyMs.p50);
  expect(run.stateToPixelMs.p50).toBeGreaterThan(0);
  expect(run.startMs).toBeGreaterThan(100);
  expect(figures.encodeOnly).toEqual({ cpuSeconds: [number, number, number], sampledSeconds: 3 });
  expect(formatStreamFigures(figures)).toMatch(/^busy, 640x360.*\nbackend .*\nframes +libx264/);
}, 120_000);
