import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import type { Connection } from './connection.js';
import { startSource } from '../../engine/testing/source-process.js';
import { createRecordingConnect } from './recording.js';
import { encode, later, type Encoded } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { openTools, pace, until } from './testing/tools.js';

const run = promisify(execFile);
const { signal } = new AbortController();

let encoded: Encoded;
beforeAll(async () => {
  encoded = await encode(6);
});

const pictures = (from: number, to: number) =>
  encoded.packets.filter(({ atMs }) => atMs >= from * 1000 && atMs < to * 1000 - 1);

const send = (connection: Connection, from: number, to: number, shiftMs = 0) =>
  pace(later(pictures(from, to), shiftMs), (packet) => connection.send(packet), 8);

describe('a recording', () => {
  test.each(['mp4', 'mkv', 'flv'])('as %s holds every frame, from 0 on', async (ending) => {
    const tools = await openTools();
    const path = join(tools.folder, `evening.${ending}`);
    const connection = await createRecordingConnect(tools, { path, diskFloorBytes: 0 })(
      encoded.format,
      signal,
    );
    await send(connection, 0, 3, 3_600_000);
    await connection.close(5_000);
    expect(await probe(path)).toMatchObject({ pictures: 90, widthPx: 320, heightPx: 180 });
    expect((await probe(path)).startS).toBeLessThan(0.1);
    expect((await probe(path)).sounds).toBeGreaterThan(135);
    expect(connection.waitingBytes).toBe(0);
    expect(connection.sentBytes).toBeGreaterThan(300_000);
  });

  test.each(['mp4', 'mkv', 'flv'])(
    'as %s plays up to its last GOP after FFmpeg was killed, and the next does not write over it',
    async (ending) => {
      const tools = await openTools();
      const path = join(tools.folder, `evening.${ending}`);
      const connect = createRecordingConnect(tools, { path, diskFloorBytes: 0 });
      const connection = await connect(encoded.format, signal);
      await send(connection, 0, 4);
      await until(() => connection.waitingBytes === 0);
      // Nothing tells when FFmpeg has written what it has read, but that reading more takes it.
      await send(connection, 4, 4.1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      process.kill(connection.pid ?? NaN, 'SIGKILL');
      expect(await connection.ended).toMatchObject({
        code: 'ENCODER_FAILED',
        details: { blame: 'ours' },
      });
      expect((await probe(path)).pictures).toBeGreaterThanOrEqual(90);

      const second = await connect(encoded.format, signal);
      await send(second, 4, 5);
      await second.close(5_000);
      expect((await probe(join(tools.folder, `evening-0002.${ending}`))).pictures).toBe(30);
    },
  );

  test('plays up to its last GOP after the whole house was killed', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'evening.mp4');
    const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
    const house = startSource(`
      const { createProcesses } = await import(${here('../../engine/adapters/process/processes.ts')});
      const { createRecordingConnect } = await import(${here('./recording.ts')});
      const { encode } = await import(${here('./testing/encoded.ts')});
      const tools = { ffmpegPath: 'ffmpeg', processes: createProcesses(), workDir: '/nowhere' };
      const settings = { path: ${JSON.stringify(path)}, diskFloorBytes: 0 };
      const { format, packets } = await encode(4);
      const { signal } = new AbortController();
      const connection = await createRecordingConnect(tools, settings)(format, signal);
      for (const packet of packets) connection.send(packet);
      setInterval(() => connection.waitingBytes === 0 && console.log('sent'), 100);
    `);
    await house.lines.next();
    await house.kill();
    await until(async () => (await probe(path).catch(() => undefined))?.pictures === 120);
  });

  test('begins another segment with the first key frame after its time, and loses no frame', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'evening.mp4');
    const connect = createRecordingConnect(tools, { path, diskFloorBytes: 0, segmentMs: 1_500 });
    const connection = await connect(encoded.format, signal);
    await pace(pictures(0, 6), (packet) => connection.send(packet), 2);
    await connection.close(5_000);
    const names = (await readdir(tools.folder)).sort();
    expect(names).toEqual(['evening-0001.mp4', 'evening-0002.mp4', 'evening-0003.mp4']);
    for (const name of names) {
      expect(await probe(join(tools.folder, name))).toMatchObject({ pictures: 60 });
    }
  });

  test('goes on in another file where the format changes', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'evening.mkv');
    const other = await encode(1, { size: '640x360' });
    const connection = await createRecordingConnect(tools, { path, diskFloorBytes: 0 })(
      encoded.format,
      signal,
    );
    await send(connection, 0, 1);
    connection.begin(other.format);
    await pace(later(other.packets, 1_000), (packet) => connection.send(packet), 8);
    await connection.close(5_000);
    expect(await probe(path)).toMatchObject({ pictures: 30, widthPx: 320 });
    const second = join(tools.folder, 'evening-0002.mkv');
    expect(await probe(second)).toMatchObject({ pictures: 30, widthPx: 640 });
  });

  test('holds what came in a format that was gone before its file was begun', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'evening.mkv');
    const connect = createRecordingConnect(tools, { path, diskFloorBytes: 0 });
    const connection = await connect(encoded.format, signal);
    for (const second of [0, 1, 2]) {
      for (const packet of pictures(second, second + 1)) connection.send(packet);
      connection.begin(encoded.format);
    }
    await connection.close(5_000);
    expect(connection.waitingBytes).toBe(0);
    for (const name of ['evening.mkv', 'evening-0002.mkv', 'evening-0003.mkv']) {
      expect(await probe(join(tools.folder, name))).toMatchObject({ pictures: 30 });
    }
  });

  test('holds what came last, also where it is closed before the file for that was begun', async () => {
    const tools = await openTools();
    const path = join(tools.folder, 'evening.mp4');
    const connect = createRecordingConnect(tools, { path, diskFloorBytes: 0, segmentMs: 1_000 });
    const connection = await connect(encoded.format, signal);
    for (const packet of pictures(0, 2)) connection.send(packet);
    await connection.close(5_000);
    for (const name of ['evening-0001.mp4', 'evening-0002.mp4']) {
      expect(await probe(join(tools.folder, name))).toMatchObject({ pictures: 30 });
    }
  });
});

describe('a recording that cannot begin', () => {
  test('says that there is no FFmpeg', async () => {
    const tools = { ...(await openTools()), ffmpegPath: 'no-such-program' };
    const path = join(tools.folder, 'evening.mp4');
    const connect = createRecordingConnect(tools, { path, diskFloorBytes: 0 });
    await expect(connect(encoded.format, signal)).rejects.toMatchObject({
      code: 'ENCODER_MISSING',
    });
  });

  test.each([0, 1])(
    'says that its folder is gone, with a floor of %i bytes',
    async (diskFloorBytes) => {
      const tools = await openTools();
      const path = join(tools.folder, 'gone', 'evening.mp4');
      const connect = createRecordingConnect(tools, { path, diskFloorBytes });
      await expect(connect(encoded.format, signal)).rejects.toMatchObject({
        code: 'FOLDER_UNWRITABLE',
        details: { blame: 'ours' },
      });
    },
  );
});

describe('a recording on a disk that fills up', () => {
  let mounted: string | undefined;
  afterEach(async () => {
    if (mounted !== undefined) await run('umount', [mounted]);
    mounted = undefined;
  });

  /** Four megabytes, where this user may mount them. */
  async function smallDisk(folder: string, context: TestContext): Promise<string> {
    const path = join(folder, 'disk');
    await mkdir(path);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', path]).catch(() => {
      process.stderr.write('NOT TESTED: a full disk, since nothing can be mounted here.\n');
      context.skip('Nothing can be mounted here.');
    });
    mounted = path;
    return path;
  }

  test('gives up its oldest segments and nobody else’s, and goes on', async (context) => {
    const tools = await openTools();
    const disk = await smallDisk(tools.folder, context);
    await writeFile(join(disk, 'evening-0001.mp4'), 'of another evening');
    const path = join(disk, 'evening.mp4');
    const { format, packets } = await encode(8, { bitrateKbps: 6_000 });
    const connect = createRecordingConnect(tools, {
      ...{ path, segmentMs: 1_000, diskFloorBytes: 2 * 1024 * 1024 },
    });
    const connection = await connect(format, signal);
    let isOver = false;
    void connection.ended.then(() => (isOver = true));
    await pace(packets, (packet) => connection.send(packet));
    expect(isOver).toBe(false);
    await connection.close(5_000);
    const names = (await readdir(disk)).sort();
    expect(names[0]).toBe('evening-0001.mp4');
    expect(names).not.toContain('evening-0002.mp4');
    expect(names.at(-1)).toBe('evening-0009.mp4');
    expect((await probe(join(disk, 'evening-0009.mp4'))).pictures).toBe(30);
  });

  test('ends where it has no segment to give up, playable, and says why', async (context) => {
    const tools = await openTools();
    const disk = await smallDisk(tools.folder, context);
    const path = join(disk, 'evening.mp4');
    const { format, packets } = await encode(6, { bitrateKbps: 6_000 });
    const connect = createRecordingConnect(tools, { path, diskFloorBytes: 2 * 1024 * 1024 });
    const connection = await connect(format, signal);
    await pace(packets, (packet) => connection.send(packet));
    expect(await connection.ended).toMatchObject({
      code: 'FOLDER_UNWRITABLE',
      details: { blame: 'ours', alarm: 'disk-full' },
    });
    expect((await probe(path)).pictures).toBeGreaterThan(60);
    await expect(connect(format, signal)).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE' });
    await rm(path);
    const again = await connect(format, signal);
    await again.close(1_000);
  });
});
