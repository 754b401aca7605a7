import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import type { ChildProgram } from '../../engine/ports/processes.js';
import { noteProcesses } from '../../engine/testing/real-processes.js';
import type { ProgramOptions } from '../program.js';
import { preflight } from './preflight.js';
import { openStandaloneShow } from './shows/standalone.js';

const clock = { now: () => Date.now() as Instant };

let dir: string;
let started: ChildProgram[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'preflight-'));
  started = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function optionsWith(over: Partial<ProgramOptions> = {}): Promise<ProgramOptions> {
  const processes = noteProcesses(started);
  const { firstShow, artworks } = await openStandaloneShow('busy', clock, dir);
  return {
    ...{ widthPx: 640, heightPx: 360, fps: 30, counter: true, backend: 'frames' },
    ...{ chromiumPath: 'chromium', ffmpegPath: 'ffmpeg', bitrateKbps: 1_500, gopSeconds: 2 },
    overlaysDir: fileURLToPath(new URL('../../dist/overlays', import.meta.url)),
    recording: { diskFloorBytes: 1_000_000 },
    // Whoever published there would be refused, and say so.
    destinations: [{ id: 'main', url: 'rtmp://127.0.0.1:9/live/key' }],
    ...{ selfWatch: true, processes, clock, firstShow, artworks, scratchDir: join(dir, 'scratch') },
    ...{ onShown: vi.fn(), onTrouble: vi.fn() },
    ...over,
  };
}

const { signal } = new AbortController();

describe('a preflight on this machine', () => {
  test('draws the scenes, publishes nothing and leaves nothing running', async () => {
    const options = await optionsWith();
    const [scenes, ...others] = await preflight(options, () => [], signal);
    expect(others).toEqual([]);
    const [, share] =
      /^(\d+) % of the frames drawn, encoded by libx264 /.exec(scenes?.found ?? '') ?? [];
    // A machine that does much else draws less of them.
    expect(Number(share)).toBeGreaterThan(30);
    expect(options.onShown).not.toHaveBeenCalled();
    expect(options.onTrouble).not.toHaveBeenCalled();
    expect(started.length).toBeGreaterThan(0);
    for (const { pid } of started) {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      expect(line).not.toContain('ffmpeg');
    }
  });

  test('tells that there is no browser', async () => {
    const options = await optionsWith({ chromiumPath: join(dir, 'chromium') });
    expect(await preflight(options, () => [], signal)).toEqual([
      { name: 'scenes', ok: false, found: expect.stringMatching(/Chromium|browser/i) as string },
    ]);
  });

  test('tells that there is no FFmpeg', async () => {
    const options = await optionsWith({ ffmpegPath: join(dir, 'ffmpeg') });
    expect(await preflight(options, () => [], signal)).toMatchObject([
      { name: 'scenes', ok: false, found: expect.stringContaining('ffmpeg') as string },
    ]);
  });

  test('ends soon when it is told to', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    const startedMs = performance.now();
    await preflight(await optionsWith(), () => [], stop.signal);
    expect(performance.now() - startedMs).toBeLessThan(6_000);
  });
});
