import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { startSource } from '../../engine/testing/source-process.js';
import type { Connect, Connection } from './connection.js';
import { buildDestination } from './destination.js';
import { createHls } from './hls.js';
import { KeptSink } from './kept-sink.js';
import { ProgramConnection } from './program-connection.js';
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

const END = '#EXT-X-ENDLIST\n';

describe('an HLS playlist', () => {
  test('holds the newest GOPs, one a segment, and what it no longer names goes', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live 100%.m3u8');
    await writeFile(join(tools.folder, 'live 100%-000040.ts'), 'of an earlier show');
    await writeFile(join(tools.folder, 'live 100%-extra.ts'), 'somebody else’s');
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(later(encoded.packets, 3_600_000), (packet) => connection.send(packet), 8);
    await connection.close(5_000);
    await hls.finish();
    const playlist = await readFile(path, 'utf8');
    expect(playlist).toContain('#EXT-X-INDEPENDENT-SEGMENTS');
    expect(playlist).toContain('#EXT-X-TARGETDURATION:1\n');
    expect(playlist).not.toContain('#EXT-X-DISCONTINUITY');
    expect(playlist.match(/^#EXTINF:(1\.0|0\.9)/gm)).toHaveLength(6);
    // The end is marked: what plays it stops by itself.
    expect(playlist.slice(-END.length)).toBe(END);
    expect(await probe(path)).toMatchObject({ pictures: 180, widthPx: 320, heightPx: 180 });
    const names = await readdir(tools.folder);
    expect(names).not.toContain('live 100%-000040.ts');
    expect(names).toContain('live 100%-extra.ts');
    expect(names.length).toBeLessThanOrEqual(3 + 6 + 5);
  });

  test('plays while it grows, each segment from its first frame', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => connection.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    expect(await readFile(path, 'utf8')).not.toContain(END);
    expect((await probeNow(path)).pictures).toBeGreaterThanOrEqual(60);
    expect(await probe(join(tools.folder, 'live-000001.ts'))).toMatchObject({ pictures: 30 });
    await connection.close(5_000);
    await hls.finish();
  });

  test('grows as fast where there is no sound', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    const pictures = stream(0, 3.5).filter(({ kind }) => kind === 'video');
    await pace(pictures, (packet) => connection.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    await connection.close(5_000);
    await hls.finish();
  });

  test('goes on where FFmpeg was killed, marked as a break', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const hls = createHls(tools, path);
    const first = await hls.connect(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => first.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    process.kill(first.pid ?? NaN, 'SIGKILL');
    expect(await first.ended).toMatchObject({ code: 'ENCODER_FAILED' });
    await first.close(1_000);
    expect(await readFile(path, 'utf8')).not.toContain(END);
    const second = await hls.connect(encoded.format, signal);
    await pace(stream(4, 7), (packet) => second.send(packet), 8);
    await second.close(5_000);
    await hls.finish();
    const playlist = await readFile(path, 'utf8');
    expect(playlist.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
    expect(playlist.match(/#EXTINF/g)?.length).toBeGreaterThanOrEqual(5);
    expect(playlist.split(END)).toHaveLength(2);
    expect((await probe(join(tools.folder, 'live-000004.ts'))).pictures).toBeGreaterThan(0);
  });

  test('has its end even where the stream is over between two of its FFmpegs', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const settings = { ...tools, diskFloorBytes: 0 };
    const destination = buildDestination({ id: 'hls', url: path }, settings);
    const opened: Connection[] = [];
    const connect: Connect = async (format, aborted) => {
      const connection = await destination.connect(format, aborted);
      opened.push(connection);
      return connection;
    };
    const sink = new KeptSink({
      ...{ destination: { ...destination, connect }, start: () => [], onTrouble: () => undefined },
      ...{ chance: () => 0.5, now: () => performance.now(), clock: { now: () => 0 as Instant } },
    });
    sink.begin(encoded.format);
    await until(() => sink.health().state === 'live');
    await pace(stream(0, 3.2), (packet) => sink.take(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    const [first] = opened;
    if (!(first instanceof ProgramConnection)) throw new Error('HLS leads through FFmpeg.');
    process.kill(first.pid ?? NaN, 'SIGKILL');
    await until(() => sink.health().state === 'reconnecting');
    expect(await readFile(path, 'utf8')).not.toContain(END);
    await sink.close(1_000);
    expect(opened).toHaveLength(1);
    expect((await readFile(path, 'utf8')).slice(-END.length)).toBe(END);
  });

  test('has no end where only the format changes', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const other = await encode(3, { size: '256x144' });
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(stream(0, 2), (packet) => connection.send(packet), 8);
    const first = connection.pid;
    connection.begin(other.format);
    await pace(later(other.packets, 2_000), (packet) => connection.send(packet), 4);
    await until(() => connection.pid !== undefined && connection.pid !== first);
    await until(async () => (await readFile(path, 'utf8')).includes('#EXT-X-DISCONTINUITY\n'));
    expect(await readFile(path, 'utf8')).not.toContain(END);
    await connection.close(5_000);
    await hls.finish();
    expect((await readFile(path, 'utf8')).split(END)).toHaveLength(2);
  });

  test('has no end where FFmpeg hangs and is given up', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => connection.send(packet), 8);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    process.kill(connection.pid ?? NaN, 'SIGSTOP');
    for (const packet of stream(4, 9)) connection.send(packet);
    expect(connection.waitingBytes).toBeGreaterThan(0);
    await connection.close(300);
    expect(await readFile(path, 'utf8')).not.toContain(END);
  });

  test('goes on after its house was killed', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
    const house = startSource(`
      const { createProcesses } = await import(${here('../../engine/adapters/process/processes.ts')});
      const { createHls } = await import(${here('./hls.ts')});
      const { encode } = await import(${here('./testing/encoded.ts')});
      const tools = { ffmpegPath: 'ffmpeg', processes: createProcesses(), workDir: '/nowhere' };
      const { format, packets } = await encode(4);
      const { connect } = createHls(tools, ${JSON.stringify(path)});
      const connection = await connect(format, new AbortController().signal);
      for (const packet of packets) connection.send(packet);
      setInterval(() => connection.waitingBytes === 0 && console.log(connection.pid), 100);
    `);
    const pid = String((await house.lines.next()).value);
    await until(async () => (await readdir(tools.folder)).includes('live-000002.ts'));
    await house.kill();
    await until(async () => (await readFile(`/proc/${pid}/cmdline`).catch(() => '')).length === 0);
    const left = await readFile(path, 'utf8');
    expect(left).toContain('live-000002.ts');
    expect(left).not.toContain(END);

    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(stream(0, 3.2), (packet) => connection.send(packet), 8);
    await connection.close(5_000);
    await hls.finish();
    const playlist = await readFile(path, 'utf8');
    // What was last before comes before the break, and the numbers go on.
    expect(playlist).toMatch(
      /live-000002\.ts\n(?:.*\n)*#EXT-X-DISCONTINUITY\n(?:.*\n)*live-00000[5-7]\.ts\n/,
    );
    expect(playlist.slice(-END.length)).toBe(END);
  });

  test.each([
    ['that ended', END, 0],
    ['that broke off an hour ago', '', 3_600],
  ])('begins anew after one %s', async (_what, end, agoS) => {
    const tools = await openTools();
    const path = join(tools.folder, 'live.m3u8');
    const segment = '#EXTINF:1.000000,\nlive-000007.ts\n';
    await writeFile(path, `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n${segment}${end}`);
    await writeFile(join(tools.folder, 'live-000007.ts'), 'of an earlier show');
    const atS = Date.now() / 1_000 - agoS;
    await utimes(path, atS, atS);
    const hls = createHls(tools, path);
    const connection = await hls.connect(encoded.format, signal);
    await pace(stream(0, 2.2), (packet) => connection.send(packet), 8);
    await connection.close(5_000);
    await hls.finish();
    const playlist = await readFile(path, 'utf8');
    expect(playlist).toContain('#EXT-X-MEDIA-SEQUENCE:0\n');
    expect(playlist).not.toContain('live-000007.ts');
    expect(playlist).not.toContain('DISCONTINUITY');
    expect(await readdir(tools.folder)).not.toContain('live-000007.ts');
  });
});
