import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { buildDestination } from './destination.js';
import { FanOut } from './fan-out.js';
import { encode } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { openTools, pace, until } from './testing/tools.js';

describe('buildDestination on a disk', () => {
  test('takes what can be written, makes its folder and leaves nothing there', async () => {
    const tools = await openTools();
    const build = (name: string) =>
      buildDestination(
        { id: 'file', url: join(tools.folder, 'of', 'today', name) },
        { ...tools, diskFloorBytes: 0 },
      );
    expect(build('evening.mp4').kind).toBe('file');
    expect(build('evening.MKV').kind).toBe('file');
    expect(build('live.m3u8').kind).toBe('hls');
    expect(await readdir(join(tools.folder, 'of', 'today'))).toEqual([]);
  });

  test('refuses what cannot', async () => {
    const tools = await openTools();
    await mkdir(join(tools.folder, 'folder.mp4'));
    await writeFile(join(tools.folder, 'file'), '');
    const paths = [
      join(tools.folder, 'folder.mp4'),
      join(tools.folder, 'file', 'x.mp4'),
      '/proc/x.mp4',
    ];
    for (const url of paths) {
      expect(() => buildDestination({ id: 'file', url }, { ...tools, diskFloorBytes: 0 })).toThrow(
        expect.objectContaining({ code: 'DESTINATION_INVALID' }),
      );
    }
  });
});

test('a recording whose FFmpeg is killed goes on in another file, and another one is not touched', async () => {
  const tools = await openTools();
  const { format, packets } = await encode(8);
  const pids = new Map<string, number>();
  const fanOut = new FanOut({
    destinationOf: (order) =>
      buildDestination(order, {
        ...tools,
        diskFloorBytes: 0,
        processes: {
          start: async (command, args, options) => {
            const child = await tools.processes.start(command, args, options);
            pids.set(basename(args.at(-1) ?? ''), child.pid);
            return child;
          },
        },
      }),
    targetKbps: 1_000,
    chance: () => 0,
    now: () => performance.now(),
    clock: { now: () => Date.now() as Instant },
    onTrouble: () => undefined,
  });
  fanOut.begin(format);
  fanOut.add({ id: 'file', url: join(tools.folder, 'evening.mp4') });
  fanOut.add({ id: 'other', url: join(tools.folder, 'other.mkv') });
  const kill = setTimeout(() => process.kill(pids.get('evening.mp4') ?? NaN, 'SIGKILL'), 3_500);
  await pace(packets, (packet) => fanOut.take(packet));
  clearTimeout(kill);
  const [file, other] = fanOut.health();
  await fanOut.close(5_000);
  expect(file).toMatchObject({ state: 'live', reconnects: 1, trouble: { blame: 'ours' } });
  expect(other).toMatchObject({ state: 'live', reconnects: 0, droppedFrames: 0 });
  await until(async () => (await probe(join(tools.folder, 'other.mkv'))).pictures === 240);
  const first = await probe(join(tools.folder, 'evening.mp4'));
  const second = await probe(join(tools.folder, 'evening-0002.mp4'));
  // The second begins with the key frame before its start, a second or so after the kill at 3.5 s.
  expect(first.pictures).toBeGreaterThanOrEqual(90);
  expect(second.pictures).toBeGreaterThanOrEqual(90);
});
