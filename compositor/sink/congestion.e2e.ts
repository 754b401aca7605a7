import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import type { SothebaisError } from '../../engine/domain/errors.js';
import type { Instant } from '../../engine/domain/ids.js';
import type { Packet } from '../packet.js';
import { buildDestination } from './destination.js';
import { FanOut } from './fan-out.js';
import { encode, later } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { canShape, openProxiedLine, openShapedLine } from './testing/slow-line.js';
import { openTools, pace, until } from './testing/tools.js';

const STREAM_KBPS = 1_600;
/** Half of what is sent. */
const SLOW_KBPS = 850;
const CALM_MS = 4_000;
const CLIP_MS = 6_000;

const way = (await canShape())
  ? { name: 'through a network of its own', openLine: openShapedLine }
  : { name: 'through a door, for networks cannot be made here', openLine: openProxiedLine };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A stream that goes on and on, to a viewer behind a line and into a recording beside it. */
async function goOnAir() {
  const tools = await openTools();
  const line = await way.openLine(tools);
  const { format, packets } = await encode(CLIP_MS / 1_000, { bitrateKbps: STREAM_KBPS });
  const troubles: SothebaisError[] = [];
  const air = new FanOut({
    destinationOf: (order) => buildDestination(order, { ...tools, diskFloorBytes: 0 }),
    targetKbps: STREAM_KBPS,
    calmMs: CALM_MS,
    chance: () => 0,
    now: () => performance.now(),
    clock: { now: () => Date.now() as Instant },
    onTrouble: (error) => void troubles.push(error),
  });
  const recording = join(tools.folder, 'evening.mkv');
  air.begin(format);
  air.add({ id: 'main', url: line.url, key: new Secret('key') });
  air.add({ id: 'file', url: recording });

  /** Each bitrate that was asked for, one after another. */
  const wanted: number[] = [];
  let pictures = 0;
  let isOver = false;
  const take = (packet: Packet) => {
    if (isOver) return;
    if (packet.kind === 'video') pictures++;
    air.take(packet);
    const kbps = air.wantedKbps();
    if (kbps !== wanted.at(-1)) wanted.push(kbps);
  };
  // A picture with its sound: to have both there from the first on, however long they take.
  packets.slice(0, 2).forEach(take);
  await until(() => air.health().every(({ state }) => state === 'live'));
  const goOn = async () => {
    await pace(packets.slice(2), take);
    for (let round = 1; !isOver; round++) await pace(later(packets, round * CLIP_MS), take);
  };
  const sending = goOn();
  const stop = async () => {
    isOver = true;
    await air.close(5_000);
    await sending;
  };
  closing.push(stop);

  const health = (id: string) => air.health().find((one) => one.id === id);
  return { line, recording, health, wanted, troubles, stop, pictures: () => pictures };
}

test(`a line that is too slow costs its own viewers pictures, and climbs once it is free: ${way.name}`, async () => {
  const { line, recording, health, wanted, troubles, stop, pictures } = await goOnAir();
  const droppedFrames = () => health('main')?.droppedFrames ?? 0;
  await until(() => pictures() > 45);
  expect([wanted, droppedFrames()]).toEqual([[STREAM_KBPS], 0]);

  await line.setSpeed(SLOW_KBPS);
  await until(() => wanted.length >= 4 && droppedFrames() > 0, 30_000);
  expect(wanted.slice(0, 4)).toEqual([1_600, 1_200, 900, 675]);

  await line.setSpeed(undefined);
  const lowest = () => Math.min(...wanted);
  await until(() => (wanted.at(-1) ?? 0) > lowest() * 1.3, 30_000);
  const climb = wanted.slice(wanted.indexOf(lowest()));
  expect(climb).toEqual(climb.toSorted((one, other) => one - other));
  expect(health('main')?.queueMs).toBeLessThan(500);

  await stop();
  expect(troubles).toEqual([]);
  expect(health('main')).toMatchObject({ reconnects: 0 });
  expect(health('file')).toMatchObject({ reconnects: 0, droppedFrames: 0 });
  expect((await probe(recording)).pictures).toBe(pictures());
  await line.finished;
  const received = await picturesIn(line.path);
  expect(received).toHaveLength(pictures() - droppedFrames());
  // Nothing that came needs a picture that was left out.
  expect(received.filter(({ isAfterGap, isKey }) => isAfterGap && !isKey)).toEqual([]);
});

test(`a line that is dead is given up within seconds: ${way.name}`, async () => {
  const { line, health, troubles, pictures } = await goOnAir();
  await until(() => pictures() > 45);
  await line.setSpeed(0);
  await until(() => health('main')?.state === 'reconnecting', 15_000);
  expect(troubles).toMatchObject([{ code: 'DESTINATION_STALLED' }]);
  expect(health('file')).toMatchObject({ state: 'live', droppedFrames: 0 });
});

/** The pictures of a file, and whether any is missing before them. */
async function picturesIn(path: string) {
  const entries = ['-select_streams', 'v', '-show_entries', 'packet=pts_time,flags'];
  const args = ['-v', 'error', ...entries, '-of', 'csv=p=0', path];
  const { stdout } = await promisify(execFile)('ffprobe', args);
  const rows = stdout.trim().split('\n');
  const times = rows.map((row) => Number(row.split(',')[0]));
  return rows.map((row, i) => ({
    isKey: row.includes('K'),
    isAfterGap: i > 0 && (times[i] ?? 0) - (times[i - 1] ?? 0) > 0.05,
  }));
}
