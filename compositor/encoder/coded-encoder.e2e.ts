import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodedPicture } from '../source/picture.js';
import { decode, run, toAnnexB } from './h264/testing/decode.js';
import high from './h264/samples/high.json' with { type: 'json' };
import { runEncoder, type Run } from './h264/testing/run-encoder.js';
import { readSample } from './h264/testing/sample.js';
import small from './h264/samples/small.json' with { type: 'json' };
import twoSlices from './h264/samples/two-slices.json' with { type: 'json' };
import { encodeWithX264 } from './h264/testing/x264.js';

/** How many repeats follow the picture of each index. */
type Repeats = Readonly<Record<number, number>>;

async function disturb(pictures: readonly CodedPicture[], repeats: Repeats): Promise<Run> {
  const encoder = await runEncoder();
  pictures.forEach((picture, index) => {
    encoder.show(picture, index);
    for (let i = 0; i < (repeats[index] ?? 0); i++) encoder.repeat();
  });
  return encoder;
}

function decodeRun({ configs, frames }: Run): string[] {
  const [config = Buffer.alloc(0)] = configs;
  return decode(toAnnexB(config, frames));
}

/** Decodes with repeats and without, and compares picture by picture. */
async function expectSamePictures(
  pictures: readonly CodedPicture[],
  repeats: Repeats,
): Promise<void> {
  const plain = decodeRun(await disturb(pictures, {}));
  expect(plain).toHaveLength(pictures.length);
  expect(new Set(plain).size).toBe(plain.length);
  const expected = plain.flatMap((hash, i) => Array<string>((repeats[i] ?? 0) + 1).fill(hash));
  expect(decodeRun(await disturb(pictures, repeats))).toEqual(expected);
}

const someRepeats = (pictures: number): fc.Arbitrary<Repeats> =>
  fc.dictionary(fc.nat(pictures - 1).map(String), fc.integer({ min: 1, max: 100 }), {
    minKeys: 1,
    maxKeys: 8,
  });

describe('FFmpeg decodes a stream with repeats to the same pictures', () => {
  test.each([
    ['Constrained Baseline', small, 6],
    ['two slices a picture', twoSlices, 2],
    ['High', high, 2],
  ])('anywhere, with %s', async (_name, sample, numRuns) => {
    const pictures = readSample(sample);
    await fc.assert(
      fc.asyncProperty(someRepeats(pictures.length), async (repeats) =>
        expectSamePictures(pictures, repeats),
      ),
      { seed: 20261127, numRuns },
    );
  });

  test('right after a key frame, and right before one', async () => {
    await expectSamePictures(readSample(small), { 0: 1, 9: 1, 10: 3, 19: 100, 20: 100, 29: 1 });
  });

  test('across the turn of frame numbers and of the order of showing', async () => {
    // 15 bits of frame_num, 16 of pic_order_cnt_lsb in steps of two: both turn at 32,768.
    await expectSamePictures(readSample(small), { 3: 32_762, 6: 4 });
  });

  test('with numbers of other sizes and without an order of showing, as x264 writes', async () => {
    const pictures = encodeWithX264();
    await expectSamePictures(pictures, { 0: 1, 4: 70, 5: 1, 19: 2, 20: 33, 38: 1 });
  });
});

describe('FFmpeg decodes a stream in which pictures are missing', () => {
  test('to repeats up to the next key frame, then to the same pictures', async () => {
    const pictures = readSample(small);
    const plain = decodeRun(await disturb(pictures, {}));
    const encoder = await runEncoder();
    pictures.forEach((picture, index) => {
      if (index !== 13) encoder.show(picture, index);
    });
    const expected = plain.flatMap((hash, i) => {
      if (i === 13) return [];
      return [i > 13 && i < 20 ? (plain[12] ?? '') : hash];
    });
    expect(decodeRun(encoder)).toEqual(expected);
  });

  test('and two key frames of the same number in a row, as two lives begin', async () => {
    const pictures = readSample(small);
    const plain = decodeRun(await disturb(pictures, {}));
    const encoder = await runEncoder();
    pictures.slice(0, 1).forEach((picture, index) => encoder.show(picture, index));
    pictures.slice(0, 5).forEach((picture, index) => encoder.show(picture, index));
    expect(decodeRun(encoder)).toEqual([0, 0, 1, 2, 3, 4].map((i) => plain[i]));
  });
});

test('ffprobe reads BT.709 and limited range, which Chromium had not said', async () => {
  const probe = (stream: Buffer): string => {
    const entries = 'stream=pix_fmt,color_range,color_space,color_transfer,color_primaries';
    const args = ['-v', 'error', '-f', 'h264', '-show_entries', entries, '-of', 'csv', 'pipe:0'];
    return run('ffprobe', args, stream).toString().trim();
  };
  const { frames, configs } = await disturb(readSample(small), {});
  const [config = Buffer.alloc(0)] = configs;
  const before = toAnnexB(Buffer.from(small.avcConfig, 'base64'), frames);
  expect(probe(before)).toBe('stream,yuvj420p,pc,bt709,iec61966-2-1,bt709');
  expect(probe(toAnnexB(config, frames))).toBe('stream,yuv420p,tv,bt709,bt709,bt709');
});
