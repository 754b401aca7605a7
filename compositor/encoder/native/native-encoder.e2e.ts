import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createProcesses } from '../../../engine/testing/real-processes.js';
import type { Rect } from '../../../engine/ports/stage.js';
import { Picture } from '../../source/picture.js';
import type { CodedFrame, EncodingPlan } from '../encoder.js';
import { checkNativeEncoder } from './check.js';
import { findNativeEncoder } from './native-encoder.js';
import { Bench, LIMIT_MS, unitsOf } from './testing/bench.js';
import {
  counted,
  decode,
  difference,
  film,
  FRAME_BYTES,
  FRAMES,
  framesOf,
  HEIGHT,
  likeness,
  WIDTH,
  worstOf,
} from './testing/film.js';

const BOX = { width: 160, height: 96, left: 24, top: HEIGHT - 96, step: 4 };
const plan: EncodingPlan = {
  ...{ widthPx: WIDTH, heightPx: HEIGHT, fps: 30, bitrateKbps: 2_000, gopFrames: 24 },
};
/** As `encode.c` has it. */
const BUCKET_SECONDS = 1.5;

const built = findNativeEncoder();
if (built === undefined) process.stderr.write('Skipped: the native encoder was not built.\n');
if (built === undefined && process.env['CI']) throw new Error('CI needs the native encoder.');
const path = built ?? 'encode';

let folder: string;
/** A box in motion along the lower edge of a still, grainy picture; and grain that never rests. */
let calm: string;
let busy: string;
/** What changed in the calm film since the frame before. */
let boxes: readonly Rect[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'native-encoder-'));
  const size = `s=${WIDTH}x${HEIGHT}:r=30`;
  const grain = 'noise=alls=12:all_seed=7';
  const box = `testsrc2=s=${BOX.width}x${BOX.height}:r=30`;
  const at = `overlay=x=${BOX.left}+${BOX.step}*n:y=${BOX.top}`;
  calm = film(
    folder,
    'calm',
    `mandelbrot=${size},trim=end_frame=1,loop=-1:1,setpts=N/30/TB,${grain}[a];${box}[b];[a][b]${at}`,
  );
  const frames = framesOf(calm);
  boxes = frames.map((frame, i) => difference(frames[Math.max(0, i - 1)] ?? frame, frame));
  busy = film(folder, 'busy', `testsrc2=${size},noise=alls=14:allf=t:all_seed=7`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As a source tells it; of the first frame nobody knows. */
const boxAt = (index: number) => (index === 0 ? undefined : boxes.slice(index, index + 1));

function pictureOf(
  file: string,
  index: number,
  changed: readonly Rect[] | undefined,
  offset = index * FRAME_BYTES,
): Picture {
  const pixels = { file: { path: file, offset }, read: () => undefined };
  const known = changed ? { changed } : {};
  return new Picture({ index, revision: 0, pixels, ...known }, () => undefined);
}

const openBench = (over: Partial<EncodingPlan> = {}) =>
  new Bench().open({ ...plan, ...over }, { path, workDir: folder });

async function encodeFilm(
  file: string,
  changed: (index: number) => readonly Rect[] | undefined,
  over: Partial<EncodingPlan> = {},
) {
  const bench = await openBench(over);
  for (let i = 0; i < FRAMES; i++) bench.put(pictureOf(file, i, changed(i)));
  const stream = await bench.close();
  return { stream, frames: bench.frames };
}

describe.skipIf(built === undefined)('the native encoder', () => {
  test('shows every frame as it was, told what changed or not', async () => {
    const told = await encodeFilm(calm, boxAt);
    const untold = await encodeFilm(calm, () => undefined);
    const source = framesOf(calm);
    const [near, plain] = [
      worstOf(decode(told.stream), source),
      worstOf(decode(untold.stream), source),
    ];
    expect(plain.all).toBeGreaterThan(36);
    expect(near.all).toBeGreaterThan(plain.all - 0.5);
    expect(near.worst).toBeGreaterThan(plain.worst - 2);
  });

  test('leaves what it is told is the same as it was, and is found out by the comparison', async () => {
    const blind = await encodeFilm(calm, () => []);
    const { all, worst } = worstOf(decode(blind.stream), framesOf(calm));
    expect(all).toBeLessThan(30);
    expect(worst).toBeLessThan(15);
  });

  test('has a key frame every so many frames, and from there again where one was asked for', async () => {
    const bench = await openBench({ gopFrames: 10 });
    for (let i = 0; i < 40; i++) bench.put(pictureOf(calm, i, boxAt(i)), { key: i === 14 });
    await bench.close();
    const keys = bench.frames.flatMap(({ isKey }, i) => (isKey ? [i] : []));
    expect(keys).toEqual([0, 10, 14, 24, 34]);
    expect(keys.every((i) => kindsOf(bench.frames[i]).includes(5))).toBe(true);
    expect(bench.frames.filter(({ isKey }) => !isKey).every((f) => !kindsOf(f).includes(5))).toBe(
      true,
    );
  });

  test('repeats a picture to the last pixel, for next to no bytes', async () => {
    const bench = await openBench();
    for (let i = 0; i < 8; i++) bench.put(pictureOf(calm, i, boxAt(i)));
    const last = pictureOf(calm, 7, boxAt(7));
    for (let i = 0; i < 8; i++) bench.put(last, { isRepeat: true });
    const decoded = decode(await bench.close());
    expect(decoded).toHaveLength(16);
    for (const frame of decoded.slice(9)) expect(frame.equals(decoded[8] ?? frame)).toBe(true);
    expect(Math.max(...bench.frames.slice(8).map(({ bytes }) => bytes.length))).toBeLessThan(100);
  });

  test('goes on after any number of repeats, which it does not encode at all', async () => {
    const bench = await openBench({ gopFrames: 60 });
    const shown: number[] = [];
    const show = (index: number, repeats: number) => {
      bench.put(pictureOf(calm, index, boxAt(index)));
      const again = pictureOf(calm, index, boxAt(index));
      for (let i = 0; i < repeats; i++) bench.put(again, { isRepeat: true });
      shown.push(...Array.from({ length: 1 + repeats }, () => index));
    };
    [0, 40, 1, 2, 0, 0, 17, 3].forEach((repeats, index) => show(index, repeats));
    const source = framesOf(calm);
    const stream = await bench.close();
    expect(
      worstOf(
        decode(stream),
        shown.map((i) => source[i] ?? Buffer.alloc(0)),
      ).all,
    ).toBeGreaterThan(36);
  });

  test('shows a counter over a picture that stands still, and over one that moves now and then', async () => {
    // Where it moves to frame 20, the counter stays as it was in a frame that nobody refers to.
    const shown = [0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 3, 3, 17, 17, 17, 20, 20, 20];
    const source = counted(framesOf(calm), shown, (n) => (n === 15 ? 14 : n));
    const file = join(folder, 'counted.i420');
    writeFileSync(file, Buffer.concat(source.map(({ pixels }) => pixels)));
    const bench = await openBench({ gopFrames: 60 });
    source.forEach(({ changed }, i) => bench.put(pictureOf(file, i, changed)));
    const decoded = decode(await bench.close());
    expect(decoded).toHaveLength(source.length);
    for (const [i, { pixels, stands }] of source.entries()) {
      const { all, worst } = likeness(pixels, decoded[i] ?? Buffer.alloc(0));
      expect(all, `frame ${i}`).toBeGreaterThan(36);
      expect(worst, `frame ${i}`).toBeGreaterThan(24);
      // Nobody refers to a frame that libx264 did not code.
      const isOurs = ((bench.frames[i]?.bytes[4] ?? 0) & 0x60) === 0;
      if (isOurs) expect(bench.frames[i]?.bytes.length).toBeLessThan(160);
      if (!stands) expect(isOurs).toBe(false);
    }
    const ours = bench.frames.filter(({ bytes }) => ((bytes[4] ?? 0) & 0x60) === 0);
    expect(ours.length).toBeGreaterThan(5);
  });

  test('signals profile, level, size and colours', async () => {
    const { stream, frames } = await encodeFilm(calm, boxAt);
    const probe = spawnSync(
      'ffprobe',
      ['-v', 'error', '-f', 'h264', '-i', '-', '-show_streams', '-of', 'json'],
      { input: stream, encoding: 'utf8' },
    );
    expect((JSON.parse(probe.stdout) as { streams: unknown[] }).streams[0]).toMatchObject({
      ...{ codec_name: 'h264', profile: 'High', level: 30, width: WIDTH, height: HEIGHT },
      ...{ pix_fmt: 'yuv420p', color_range: 'tv', color_space: 'bt709' },
      ...{ color_primaries: 'bt709', color_transfer: 'bt709', has_b_frames: 0, refs: 1 },
      r_frame_rate: '30/1',
    });
    // Parameter sets stand in the config alone.
    expect(new Set(frames.flatMap(kindsOf))).toEqual(new Set([1, 5]));
  });

  test('never owes more than the bucket holds, however busy the picture, nor after a change', async () => {
    const bench = await openBench({ bitrateKbps: 2_000, gopFrames: 30 });
    const put = (count: number) => {
      for (let i = 0; i < count; i++) bench.put(pictureOf(busy, i % FRAMES, undefined));
    };
    put(90);
    await bench.settle();
    expect(bench.encoder.setBitrate(800)).toBe(true);
    put(150);
    await bench.close();
    const bits = bench.frames.map(({ bytes }) => bytes.length * 8);
    expect(leak(bits.slice(0, 90), 2_000)).toBeLessThan(BUCKET_SECONDS);
    const [before, after] = [bits.slice(30, 90), bits.slice(180)].map(
      (part) => (part.reduce((sum, more) => sum + more, 0) / part.length) * 30,
    );
    expect(before).toBeGreaterThan(1_400_000);
    expect(after).toBeLessThan(1_000_000);
    expect(after).toBeGreaterThan(500_000);
  });

  test('encodes what lies in no file, and in files of several browsers', async () => {
    const source = framesOf(calm);
    const copy = join(folder, 'copy.i420');
    writeFileSync(copy, readFileSync(calm));
    const gone = join(folder, 'gone.i420');
    const bench = await openBench();
    const files = [calm, copy, undefined, gone];
    for (let i = 0; i < 12; i++) {
      const path = files[i % files.length];
      const file = path === undefined ? {} : { file: { path, offset: i * FRAME_BYTES } };
      const pixels = { ...file, read: (into: Buffer) => void source[i]?.copy(into) };
      bench.put(new Picture({ index: i, revision: 0, pixels, changed: [] }, () => undefined));
    }
    expect(worstOf(decode(await bench.close()), source.slice(0, 12)).all).toBeGreaterThan(36);
  });

  test('tells once that it was killed', async () => {
    const bench = await openBench();
    bench.put(pictureOf(calm, 0, undefined));
    await bench.settle();
    process.kill(bench.pid, 'SIGKILL');
    await vi.waitFor(() => expect(bench.lost).toHaveLength(1), LIMIT_MS);
    expect(bench.lost[0]).toMatchObject({
      code: 'ENCODER_FAILED',
      message: 'The native encoder was killed; another one takes over.',
    });
  });

  test('is lost, and says why, over a frame that does not lie in its file', async () => {
    const bench = await openBench();
    bench.put(pictureOf(calm, 0, undefined, FRAMES * FRAME_BYTES - 1));
    await vi.waitFor(() => expect(bench.lost).toHaveLength(1), LIMIT_MS);
    expect(bench.lost[0]?.message).toMatch(
      /ended with code 1, saying "A frame at \d+ does not lie/,
    );
  });

  test('is lost over a ring that was cut short under it', async () => {
    const cut = join(folder, 'cut.i420');
    writeFileSync(cut, readFileSync(calm));
    const bench = await openBench();
    bench.put(pictureOf(cut, 0, undefined));
    await bench.settle();
    truncateSync(cut, 0);
    bench.put(pictureOf(cut, 1, undefined));
    await vi.waitFor(() => expect(bench.lost).toHaveLength(1), LIMIT_MS);
  });

  test('closes within a second, with frames still to come', async () => {
    const bench = await openBench();
    for (let i = 0; i < 30; i++) bench.put(pictureOf(busy, i, undefined));
    const startMs = performance.now();
    await bench.encoder.close();
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(bench.lost).toEqual([]);
  });

  test('refuses what no encoder can be set up for, as a failure of ours', async () => {
    await expect(openBench({ widthPx: 641 })).rejects.toMatchObject({
      code: 'ENCODER_FAILED',
      message: expect.stringContaining('Expected an even size, got 641x360.') as unknown,
    });
  });

  test.each([
    ['a command that there is not', '09000000'.padEnd(32, '0'), 'There is no command 9.'],
    ['a ring without a file', '02000000'.padEnd(32, '0'), 'There is no ring 0.'],
    ['a ring beyond the last', `02000000ffffffff${'0'.repeat(16)}`, 'got 4294967295.'],
    ['a bitrate of nothing', '03000000'.padEnd(32, '0'), 'Expected a bitrate, got 0.'],
    ['a path without an end', `0100000000000000${'f'.repeat(16)}`, 'Expected a path of'],
    ['half a command', '03', 'but stdin ended'],
  ])('ends with a code and a word over %s', (_name, command, words) => {
    const args = ['64', '64', '30', '1000', '30', '3.0'];
    const run = spawnSync(path, args, { input: Buffer.from(command, 'hex'), timeout: LIMIT_MS });
    expect(run.status).toBe(1);
    expect(run.stderr.toString()).toContain(words);
  });

  test.each([
    ['an empty one', [16, 16, 16, 32]],
    ['one turned round', [32, 16, 16, 32]],
    ['one beyond the edge', [600, 0, WIDTH + 2, 16]],
  ])('ends over a rectangle that is not in the picture: %s', async (_name, sides) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = sides;
    const bench = await openBench();
    bench.put(pictureOf(calm, 0, undefined));
    bench.put(pictureOf(calm, 1, [{ left, top, right, bottom }]));
    await vi.waitFor(() => expect(bench.lost).toHaveLength(1), LIMIT_MS);
    expect(bench.lost[0]?.message).toContain('is not in the picture');
  });

  test('ends in order when stdin does', () => {
    const args = ['64', '64', '30', '1000', '30', '3.0'];
    const run = spawnSync(path, args, { input: Buffer.alloc(0), timeout: LIMIT_MS });
    expect([run.status, run.stderr.toString()]).toEqual([0, '']);
  });

  test('is checked by one small picture; a program that is none does not pass', async () => {
    const processes = createProcesses();
    expect(await checkNativeEncoder({ path, processes, workDir: folder })).toBe(true);
    expect(await checkNativeEncoder({ path: '/bin/cat', processes, workDir: folder })).toBe(false);
    expect(await checkNativeEncoder({ path: '/no/where', processes, workDir: folder })).toBe(false);
  });
});

/** The most that ever stood in a bucket that leaks at the bitrate, in seconds of it. */
function leak(bits: readonly number[], kbps: number): number {
  let [filled, most] = [0, 0];
  for (const more of bits) {
    filled += more;
    most = Math.max(most, filled);
    filled = Math.max(0, filled - (kbps * 1000) / plan.fps);
  }
  return most / (kbps * 1000);
}

/** The types of a frame's NAL units. */
function kindsOf(frame: CodedFrame | undefined): number[] {
  return frame
    ? unitsOf(frame.bytes).flatMap((unit, i) => (i % 2 ? [(unit[0] ?? 0) & 31] : []))
    : [];
}
