import { describe, expect, test } from 'vitest';
import { readAvcConfig } from './avc-config.js';
import { BitWriter } from './bits.js';
import { readParameterSets, readSequence } from './parameter-sets.js';
import high from './samples/high.json' with { type: 'json' };
import small from './samples/small.json' with { type: 'json' };
import twoSlices from './samples/two-slices.json' with { type: 'json' };

const setsOf = ({ avcConfig }: { avcConfig: string }) => {
  const { sps, pps } = readAvcConfig(Buffer.from(avcConfig, 'base64'));
  return readParameterSets(sps, pps);
};

describe('readParameterSets', () => {
  test.each([
    ['of Constrained Baseline with cropping', small, 11 * 7],
    ['of Constrained Baseline in two slices', twoSlices, 80 * 45],
    ['of High', high, 11 * 7],
  ])('reads those %s', (_name, sample, macroblocks) => {
    const sets = setsOf(sample);
    expect(sets.sequence).toMatchObject({ frameNumBits: 15, pocLsbBits: 16, macroblocks });
    expect(sets.picture).toEqual({
      id: 0,
      hasBottomDelta: false,
      references: 1,
      hasDeblocking: true,
      hasRedundancy: false,
    });
  });

  test.each([
    ['CABAC', { cabac: 1 }, 'got CABAC'],
    ['slice groups', { groups: 1 }, 'one slice group'],
    ['weighted prediction', { weighted: 1 }, 'weighted prediction'],
  ])('refuses %s', (_name, fields, message) => {
    const { sps } = readAvcConfig(Buffer.from(small.avcConfig, 'base64'));
    expect(() => readParameterSets(sps, pictureSet(fields))).toThrow(message);
    expect(() => readParameterSets(sps, pictureSet({}))).not.toThrow();
  });
});

describe('readSequence', () => {
  test.each([
    ['pic_order_cnt_type 1', { pocType: 1 }, 'got 1'],
    ['several reference pictures', { references: 4 }, 'with 1 reference picture, got 4'],
    ['interlaced pictures', { framesOnly: 0 }, 'whole frames'],
    ['4:4:4', { profile: 244, chroma: 3 }, 'chroma_format_idc 1 (4:2:0), got 3'],
  ])('refuses %s', (_name, fields, message) => {
    expect(() => readSequence(sequence(fields))).toThrow(message);
  });

  test('has no bits for the order of showing where it is the order of coming', () => {
    expect(readSequence(sequence({ pocType: 2 })).pocLsbBits).toBe(0);
  });
});

function sequence(fields: {
  profile?: number;
  chroma?: number;
  pocType?: number;
  references?: number;
  framesOnly?: number;
}): Buffer {
  const { profile = 66, chroma = 1, pocType = 0, references = 1, framesOnly = 1 } = fields;
  const writer = new BitWriter();
  writer.bits(8, 0x67);
  writer.bits(8, profile);
  writer.bits(16, 31);
  writer.ue(0);
  if (profile !== 66) {
    for (const value of [chroma, 0, 0]) writer.ue(value);
    writer.bits(2, 0);
  }
  for (const value of [0, pocType]) writer.ue(value);
  if (pocType === 0) writer.ue(0);
  writer.ue(references);
  writer.bits(1, 0);
  for (const value of [10, 6]) writer.ue(value);
  writer.bits(4, framesOnly * 8);
  return writer.finish();
}

function pictureSet(fields: { cabac?: number; groups?: number; weighted?: number }): Buffer {
  const { cabac = 0, groups = 0, weighted = 0 } = fields;
  const writer = new BitWriter();
  writer.bits(8, 0x68);
  for (const value of [0, 0]) writer.ue(value);
  writer.bits(2, cabac * 2);
  for (const value of [groups, 0, 0]) writer.ue(value);
  writer.bits(3, weighted * 4);
  for (const value of [0, 0, 0]) writer.se(value);
  writer.bits(3, 0);
  return writer.finish();
}
