import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAvcConfig, replaceSps } from './h264/avc-config.js';
import { BitWriter } from './h264/bits.js';
import { signalColour } from './h264/colour.js';
import { readParameterSets } from './h264/parameter-sets.js';
import high from './h264/samples/high.json' with { type: 'json' };
import { runEncoder, type Run } from './h264/testing/run-encoder.js';
import { readSample } from './h264/testing/sample.js';
import small from './h264/samples/small.json' with { type: 'json' };
import { readSliceHeader } from './h264/slice-header.js';
import { isSlice, splitUnits } from './h264/units.js';
import type { CodedPicture } from '../source/picture.js';
import type { CodedFrame } from './encoder.js';

const pictures = readSample(small);
const record = Buffer.from(small.avcConfig, 'base64');
const { sps, pps } = readAvcConfig(record);
const sets = readParameterSets(sps, pps);

function picture(index: number): CodedPicture {
  const found = pictures[index];
  if (!found) throw new Error(`The sample has no frame ${index}.`);
  return found;
}

function numbersOf({ bytes }: CodedFrame) {
  const slice = splitUnits(bytes).find(isSlice);
  return slice && readSliceHeader(slice, sets).numbers;
}

/** Each frame as its frame_num and pic_order_cnt_lsb; key frames with their idr_pic_id. */
function told(run: Run): string {
  return run.frames
    .map((frame) => {
      const numbers = numbersOf(frame);
      const key = frame.isKey ? `K${numbers?.idrPicId}:` : '';
      return `${key}${numbers?.frameNum}/${numbers?.pocLsb}`;
    })
    .join(' ');
}

describe('createCodedEncoder', () => {
  test('passes what comes whole as it is', async () => {
    const run = await runEncoder();
    pictures.forEach((coded, index) => run.show(coded, index));
    expect(run.frames.map(({ bytes }) => bytes)).toEqual(pictures.map(({ bytes }) => bytes));
    expect(run.frames.map(({ isKey }) => isKey)).toEqual(pictures.map(({ isKey }) => isKey));
    expect(run.keysWanted).toBe(0);
  });

  test('gives later numbers to what follows a repeat, up to the next key frame', async () => {
    const run = await runEncoder();
    for (const index of [0, 1]) run.show(picture(index), index);
    run.repeat();
    run.repeat();
    for (let index = 2; index < 12; index++) run.show(picture(index), index);
    expect(told(run)).toBe(
      'K1:0/0 1/2 2/4 3/6 4/8 5/10 6/12 7/14 8/16 9/18 10/20 11/22 K2:0/0 1/2',
    );
    expect(run.frames.at(-1)?.bytes).toEqual(picture(11).bytes);
    expect(run.keysWanted).toBe(0);
  });

  test('gives every picture the next numbers, whatever is repeated and lost', async () => {
    const step = fc.oneof(fc.constant('show'), fc.constant('lose'), fc.constant('repeat'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const run = await runEncoder();
        run.show(picture(0), 0);
        let index = 1;
        for (const what of steps) {
          if (what === 'repeat') run.repeat();
          if (what === 'show') run.show(picture(index % pictures.length), index);
          if (what !== 'repeat') index++;
        }
        const numbers = run.frames.map(numbersOf);
        for (const [i, next] of numbers.slice(1).entries()) {
          const before = numbers[i];
          if (!before || !next) throw new Error('A frame has no slice.');
          const isKey = next.idrPicId !== undefined;
          expect(next.frameNum).toBe(isKey ? 0 : before.frameNum + 1);
          expect(next.pocLsb).toBe(isKey ? 0 : before.pocLsb + 2);
          if (isKey) expect(next.idrPicId).not.toBe(before.idrPicId);
        }
      }),
    );
  });

  test('tells the configuration once, with the colour set right', async () => {
    const run = await runEncoder();
    for (const index of [0, 1, 9]) run.show(picture(index), index);
    run.show(picture(10), 10);
    expect(run.configs).toEqual([replaceSps(record, signalColour(sps))]);
  });

  test('tells a configuration that differs before the key frame that brings it', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    run.repeat();
    readSample(high).forEach((coded, index) => run.show(coded, index));
    expect(run.configs).toHaveLength(2);
    expect(told(run)).toBe('K1:0/0 1/2 K1:0/0 1/2 K2:0/0 1/2');
  });

  test('repeats from a missing picture on until a key frame, and asks for one at once', async () => {
    const run = await runEncoder();
    for (const index of [0, 1, 3]) run.show(picture(index), index);
    expect(run.keysWanted).toBe(1);
    for (const index of [4, 5, 10, 11]) run.show(picture(index), index);
    expect(told(run)).toBe('K1:0/0 1/2 2/4 3/6 4/8 K2:0/0 1/2');
    expect(run.keysWanted).toBe(1);
  });

  test('does not take a picture of another life for the next one', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    run.show(picture(1), 1);
    // The index would fit, the picture does not.
    run.show(picture(1), 2);
    expect(told(run)).toBe('K1:0/0 1/2 2/4');
    expect(run.frames.at(-1)?.bytes).not.toEqual(picture(1).bytes);
    expect(run.keysWanted).toBe(1);
  });

  test('goes on with a new life that begins with a key frame of the same number', async () => {
    const run = await runEncoder();
    run.show(picture(0), 500);
    run.show(picture(0), 0);
    run.show(picture(1), 1);
    expect(told(run)).toBe('K1:0/0 K2:0/0 1/2');
    expect(run.configs).toHaveLength(1);
  });

  test('asks again each second while no key frame comes', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    run.show(picture(2), 2);
    for (let tick = 1; tick < 30; tick++) run.repeat();
    expect(run.keysWanted).toBe(1);
    run.repeat();
    expect(run.keysWanted).toBe(2);
  });

  test('asks for the key frame that a repeat cannot be', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    run.repeat(true);
    expect(run.keysWanted).toBe(1);
    expect(run.frames.map(({ isKey }) => isKey)).toEqual([true, false]);
    run.show(picture(1), 1);
    expect(run.frames.at(-1)?.isKey).toBe(false);
    expect(run.keysWanted).toBe(1);
  });

  test('hands the bitrate to the source', async () => {
    const run = await runEncoder();
    expect(run.encoder.setBitrate(1200)).toBe(true);
    expect(run.bitrates).toEqual([1200]);
  });

  test('ends with a failure where the stream cannot be repeated, and says no more', async () => {
    const run = await runEncoder();
    run.show({ ...picture(0), avcConfig: withCabac() }, 0);
    run.show(picture(10), 1);
    run.repeat();
    expect(run.lost.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'ENCODER_FAILED: Expected H.264 with CAVLC, got CABAC, which a Baseline profile would not use.',
    ]);
    expect(run.frames).toEqual([]);
  });

  test('ends with a failure where a picture is damaged', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    run.show({ ...picture(1), bytes: picture(1).bytes.subarray(0, 50) }, 1);
    expect(run.lost).toHaveLength(1);
  });

  test('says nothing more once it is closed', async () => {
    const run = await runEncoder();
    run.show(picture(0), 0);
    await run.encoder.close();
    run.repeat();
    expect(run.frames).toHaveLength(1);
  });

  test('cannot repeat before the first key frame', async () => {
    const run = await runEncoder();
    expect(() => run.show(picture(1), 1)).toThrow('a stream begins with a key frame');
  });
});

function withCabac(): Buffer {
  const writer = new BitWriter();
  writer.copy(pps, 0, 10);
  writer.bits(1, 1);
  writer.copy(pps, 11, 27);
  const changed = writer.finish();
  return Buffer.concat([record.subarray(0, record.length - pps.length), changed]);
}
