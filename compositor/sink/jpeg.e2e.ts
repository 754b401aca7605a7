import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { snapshotJpeg } from './jpeg.js';
import { encode } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { openTools } from './testing/tools.js';

/** The mean brightness of a picture's pixels, by FFmpeg. */
async function meanOf(path: string): Promise<number> {
  const filter = ['-vf', 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-'];
  const args = ['-v', 'error', '-i', path, ...filter, '-f', 'null', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', args);
  return Number(/YAVG=([\d.]+)/.exec(stdout)?.[1]);
}

test('a snapshot is the newest picture, in the stream’s size', async () => {
  const tools = await openTools();
  const encoded = await encode(2, { size: '640x360', gopFrames: 60 });
  const jpegs = await Promise.all(
    [1, 60].map((count) =>
      snapshotJpeg({ ...encoded, packets: encoded.packets.slice(0, count * 2) }, tools, 10_000),
    ),
  );
  const paths = jpegs.map((_, i) => join(tools.folder, `${i}.jpg`));
  for (const [i, jpeg] of jpegs.entries()) await writeFile(paths[i] ?? '', jpeg);
  expect(await probe(paths[0] ?? '')).toMatchObject({ pictures: 1, widthPx: 640, heightPx: 360 });
  expect(await meanOf(paths[0] ?? '')).toBeGreaterThan(60);
  expect(Buffer.from(jpegs[0] ?? []).equals(jpegs[1] ?? Buffer.alloc(0))).toBe(false);
});

test('a snapshot that takes too long is given up', async () => {
  const tools = await openTools();
  await expect(snapshotJpeg(await encode(1), tools, 1)).rejects.toMatchObject({
    code: 'TIMED_OUT',
  });
});

test('a snapshot of what is no picture fails by name', async () => {
  const tools = await openTools();
  const { format } = await encode(1);
  await expect(snapshotJpeg({ format, packets: [] }, tools, 10_000)).rejects.toMatchObject({
    code: 'ENCODER_FAILED',
  });
});
