import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPicture } from '../bench/stream/picture-flags.js';
import { openSite } from '../bench/stream/testing/open-site.js';
import { formatMinute, formatSoak, type SoakMinute } from './figures.js';
import { soak } from './soak.js';

let opened: Awaited<ReturnType<typeof openSite>>;

beforeAll(async () => {
  opened = await openSite();
});
afterAll(() => opened.close());

const number = expect.any(Number) as number;
const parts = { browser: number, node: number, ffmpeg: number, total: number };
const growth = { meanMib: number, growthPercentPerHour: number };
const frames = { expected: number, unique: number, repeated: number, dropped: number };

test('holds a stream, counts all of it, and leaves nothing of it on the disk', async () => {
  const picture = readPicture({ size: '640x360', fps: '30', scene: 'busy' }, 'frames', 'one');
  const minutes: SoakMinute[] = [];
  const figures = await soak(opened.site, {
    ...{ ...picture, backend: 'frames', minutes: 0.15 },
    onMinute: (minute) => minutes.push(minute),
  });
  expect(figures).toEqual({
    ...{ backend: 'frames', scene: 'busy', width: 640, height: 360, fps: 30, seconds: number },
    frames,
    driftMsPerHour: { samples: number, stamps: number },
    memory: { browser: growth, node: growth, ffmpeg: growth, total: growth },
    ...{ cpuSeconds: parts, latencyMs: { p50: number, p95: number } },
    restarts: { browser: 0, encoder: 0, connection: 0 },
    ...{ troubles: expect.any(Array) as string[], minutes },
  });
  expect(minutes).toHaveLength(4);
  const { expected, unique, repeated, dropped } = figures.frames;
  expect(unique + repeated + dropped).toBe(expected);
  expect(expected).toBeGreaterThanOrEqual(9 * 30);
  expect(unique).toBeGreaterThan(60);
  for (const minute of minutes) {
    const { browser, node, ffmpeg, total } = minute.memoryMib;
    expect(browser + node + ffmpeg).toBeCloseTo(total, 0);
    expect(Math.min(browser, node, ffmpeg)).toBeGreaterThan(1);
    expect(minute.bitrateKbps).toBeGreaterThan(10);
    expect(formatMinute(minute)).toMatch(/^\d+:\d\d {2}\d+ of \d+ distinct \| /);
  }
  expect(formatSoak(figures)).toContain('sound against picture');
  expect(readdirSync(join(opened.site.dir, 'ingest'))).toEqual([]);
}, 120_000);
