import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepFound, readFound } from './found.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'found-'));
  vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true, force: true });
});

describe('what a probe of this machine found', () => {
  test('lies in the cache of its user until a program is replaced', async () => {
    const ffmpegPath = join(dir, 'ffmpeg');
    await writeFile(ffmpegPath, 'one');
    const probed = { chromiumPath: '', ffmpegPath, widthPx: 640, heightPx: 360, fps: 30 };
    expect(await readFound(probed)).toBeUndefined();
    await keepFound(probed, 'frames');
    expect(await readFound(probed)).toBe('frames');
    expect(await readdir(join(dir, 'cache', 'sothebais'))).toEqual(['backends.json']);
    await writeFile(ffmpegPath, 'another');
    expect(await readFound(probed)).toBeUndefined();
  });

  test('is found out again where it cannot be kept', async () => {
    await writeFile(join(dir, 'cache'), 'no folder');
    const probed = { chromiumPath: '', ffmpegPath: '', widthPx: 640, heightPx: 360, fps: 30 };
    await keepFound(probed, 'frames');
    expect(await readFound(probed)).toBeUndefined();
  });
});
