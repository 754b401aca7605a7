import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAvcConfig } from './avc-config.js';
import { BitReader } from './bits.js';
import { readParameterSets } from './parameter-sets.js';
import small from './samples/small.json' with { type: 'json' };
import { readSample, type Sample } from './testing/sample.js';
import twoSlices from './samples/two-slices.json' with { type: 'json' };
import { readSliceHeader, renumberSlice } from './slice-header.js';
import { writeSkipFrame } from './skip-frame.js';
import { isSlice, removePrevention, splitUnits } from './units.js';

function slicesOf(sample: Sample) {
  const { sps, pps } = readAvcConfig(Buffer.from(sample.avcConfig, 'base64'));
  const sets = readParameterSets(sps, pps);
  const frames = readSample(sample).map(({ bytes }) => splitUnits(bytes).filter(isSlice));
  return { sets, frames };
}

const { sets, frames } = slicesOf(small);
const [key = [], ...rest] = frames;
const [keySlice = Buffer.alloc(0)] = key;
const [slice = Buffer.alloc(0)] = rest[0] ?? [];

describe('readSliceHeader', () => {
  test('reads the numbers of each frame, which begin anew with each key frame', () => {
    const numbers = frames.map(([first]) => first && readSliceHeader(first, sets).numbers);
    expect(numbers).toEqual(
      frames.map((_, i) => ({
        frameNum: i % 10,
        idrPicId: i % 10 === 0 ? i / 10 + 1 : undefined,
        pocLsb: (i % 10) * 2,
      })),
    );
  });

  test('reads the same numbers in all slices of a picture', () => {
    const two = slicesOf(twoSlices);
    for (const [first, second, ...more] of two.frames) {
      expect(more).toEqual([]);
      expect(first && readSliceHeader(first, two.sets).numbers).toEqual(
        second && readSliceHeader(second, two.sets).numbers,
      );
    }
  });

  test('refuses a picture that is no reference', () => {
    const unimportant = Buffer.from(slice);
    unimportant[0] = 0x01;
    expect(() => readSliceHeader(unimportant, sets)).toThrow('is a reference');
  });

  test('refuses the slice of another picture parameter set', () => {
    const other = { ...sets, picture: { ...sets.picture, id: 1 } };
    expect(() => readSliceHeader(slice, other)).toThrow('another one');
  });

  test('refuses a slice that is cut off in its header', () => {
    expect(() => readSliceHeader(slice.subarray(0, 4), sets)).toThrow('ends within a field');
  });
});

describe('renumberSlice', () => {
  const frameNum = fc.nat(2 ** 15 - 1);
  const pocLsb = fc.nat(2 ** 16 - 1);

  test('changes the numbers, whatever they are, and nothing else', () => {
    fc.assert(
      fc.property(frameNum, pocLsb, (newFrameNum, newPocLsb) => {
        const numbers = { frameNum: newFrameNum, idrPicId: undefined, pocLsb: newPocLsb };
        const renumbered = renumberSlice(slice, sets, numbers);
        expect(readSliceHeader(renumbered, sets).numbers).toEqual(numbers);
        const before = readSliceHeader(slice, sets).numbers;
        expect(renumberSlice(renumbered, sets, before)).toEqual(slice);
      }),
    );
  });

  test('moves the rest of a key frame whose number gets longer', () => {
    fc.assert(
      fc.property(fc.nat(65_535), (idrPicId) => {
        const before = readSliceHeader(keySlice, sets).numbers;
        const renumbered = renumberSlice(keySlice, sets, { ...before, idrPicId });
        expect(readSliceHeader(renumbered, sets).numbers).toEqual({ ...before, idrPicId });
        expect(renumberSlice(renumbered, sets, before)).toEqual(keySlice);
      }),
    );
  });
});

describe('writeSkipFrame', () => {
  const numbers = { frameNum: 3, idrPicId: undefined, pocLsb: 6 };

  test('writes a dozen bytes with the numbers it was given', () => {
    const frame = writeSkipFrame(sets, numbers);
    expect(readSliceHeader(frame, sets).numbers).toEqual(numbers);
    expect(frame.length).toBeLessThan(16);
  });

  test('says all that slices of the parameter set say, and skips every macroblock', () => {
    const full = {
      ...sets,
      picture: {
        ...sets.picture,
        hasBottomDelta: true,
        hasRedundancy: true,
        hasDeblocking: false,
        references: 3,
      },
    };
    const frame = writeSkipFrame(full, numbers);
    const { numbersEnd } = readSliceHeader(frame, full);
    const reader = new BitReader(removePrevention(frame), numbersEnd);
    // Bottom field, redundancy; one reference; its list, its marking; quantiser; skipped ones.
    expect([reader.se(), reader.ue()]).toEqual([0, 0]);
    expect([reader.flag(), reader.ue()]).toEqual([true, 0]);
    expect([reader.flag(), reader.flag()]).toEqual([false, false]);
    expect([reader.se(), reader.ue()]).toEqual([0, 77]);
  });
});
