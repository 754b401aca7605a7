import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHlsConnect } from './hls.js';
import { encode, later, type Encoded } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { openTools, pace, until } from './testing/tools.js';

const { signal } = new AbortController();

let encoded: Encoded;
beforeAll(async () => {
  encoded = await encode(14);
});

const stream = (from: number, to: number) =>
  encoded.packets.filter(({ atMs }) => atMs >= from * 1000 && atMs < to * 1000 - 1);

/** What the playlist holds now: a player would wait for more of it, and so would ffprobe. */
async function probeNow(path: string) {
  const copy = join(dirname(path), 'now.m3u8');
  await writeFile(copy, `${await readFile(path, 'utf8')}#EXT-X-ENDLIST\n`);
  return probe(copy);
}

describe('an HLS playlist', () => {
  test('holds the newest GOPs, one a segment, and what it no longer names goes', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live 100%.m3u8');
    await writeFile(join(tools.folder, 'live 100%-000040.ts'), 'of an earlier show');
    await writeFile(join(tools.folder, 'live 100%-extra.ts'), 'somebody else’s');
    const connection = await createHlsConnect(tools, path)(encoded.format, signal);
    await pace(later(encoded.packets, 3_600_000), (packet) => connection.send(packet), 8);
    await connection.close(5_000);
    const playlist = await readFile(path, 'utf8');
    expect(playlist).toContain('#EXT-X-INDEPENDENT-SEGMENTS');
    expect(playlist).toContain('#EXT-X-TARGETDURATION:1\n');
    expect(playlist).not.toContain('#EXT-X-DISCONTINUITY');
    expect(playlist.match(/^#EXTINF:(1\.0|0\.9)/gm)).toHaveLength(6);
    expect(await probeNow(path)).toMatchObject({ pictures: 180, widthPx: 320, heightPx: 180 });
    const names = await readdir(tools.folder);
    expect(names).not.toContain('live 100%-000040.ts');
    expect(names).toContain('live 100%-extra.ts');
    expect(names.length).toBeLessThanOrEqual(3 + 6 + 5);
  });

  test('plays while it grows, each segment from its first frame', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const connection = await createHlsConnect(tools, path)(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => connection.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    expect((await probeNow(path)).pictures).toBeGreaterThanOrEqual(60);
    expect(await probe(join(tools.folder, 'live-000001.ts'))).toMatchObject({ pictures: 30 });
    await connection.close(5_000);
  });

  test('grows as fast where there is no sound', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const connection = await createHlsConnect(tools, path)(encoded.format, signal);
    const pictures = stream(0, 3.5).filter(({ kind }) => kind === 'video');
    await pace(pictures, (packet) => connection.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    await connection.close(5_000);
  });

  test('goes on where FFmpeg was killed, marked as a break', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const connect = createHlsConnect(tools, path);
    const first = await connect(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => first.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    process.kill(first.pid ?? NaN, 'SIGKILL');
    expect(await first.ended).toMatchObject({ code: 'ENCODER_FAILED' });
    const second = await connect(encoded.format, signal);
    await pace(stream(4, 7), (packet) => second.send(packet), 8);
    await second.close(5_000);
    const playlist = await readFile(path, 'utf8');
    expect(playlist.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    expect(playlist.match(/#EXTINF/g)?.length).toBeGreaterThanOrEqual(5);
    expect((await probe(join(tools.folder, 'live-000004.ts'))).pictures).toBeGreaterThan(0);
  });
});
