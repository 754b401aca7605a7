import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import type { Instant } from '../../engine/domain/ids.js';
import type { SothebaisError } from '../../engine/domain/errors.js';
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

const isShaped = await canShape();
const lineOf = isShaped
  ? { name: 'a network of its own', open: openShapedLine }
  : {
      name: 'a door that reads slowly, for lack of rights to make networks',
      open: openProxiedLine,
    };

let fanOut: FanOut | undefined;
afterEach(() => fanOut?.close(1_000));

test(`a line that is too slow costs its own pictures alone, and has them again once it is free: ${lineOf.name}`, async () => {
  const tools = await openTools();
  const line = await lineOf.open(tools);
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
  fanOut = air;
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
  const sendOnAndOn = async () => {
    await pace(packets.slice(2), take);
    for (let round = 1; !isOver; round++) await pace(later(packets, round * CLIP_MS), take);
  };
  const main = () => air.health()[0];
  // A picture with its sound: to have both there from the first on, however long they take.
  packets.slice(0, 2).forEach(take);
  await until(() => air.health().every(({ state }) => state === 'live'));
  const sending = sendOnAndOn();
  await until(() => pictures > 45);
  expect([wanted, main()?.droppedFrames]).toEqual([[STREAM_KBPS], 0]);

  await line.setSpeed(SLOW_KBPS);
  await until(() => wanted.length >= 4 && (main()?.droppedFrames ?? 0) > 0, 30_000);
  expect(wanted.slice(0, 4)).toEqual([1_600, 1_200, 900, 675]);

  await line.setSpeed(undefined);
  await until(() => (main()?.queueMs ?? Infinity) < 100);
  const lowest = Math.min(...wanted);
  await until(() => (wanted.at(-1) ?? 0) > lowest * 1.3, 30_000);
  const climb = wanted.slice(wanted.lastIndexOf(Math.min(...wanted)));
  expect(climb).toEqual(climb.toSorted((one, other) => one - other));

  isOver = true;
  await sending;
  await air.close(5_000);
  const [viewers, file] = air.health();
  expect(troubles).toEqual([]);
  expect(viewers).toMatchObject({ reconnects: 0 });
  expect(file).toMatchObject({ reconnects: 0, droppedFrames: 0 });
  expect((await probe(recording)).pictures).toBe(pictures);
  await line.finished;
  const received = await picturesIn(line.path);
  expect(received).toHaveLength(pictures - (viewers?.droppedFrames ?? 0));
  // Nothing that came needs a picture that was left out.
  expect(received.filter(({ isAfterGap, isKey }) => isAfterGap && !isKey)).toEqual([]);
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
