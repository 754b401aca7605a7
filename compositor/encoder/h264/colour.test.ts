import { describe, expect, test } from 'vitest';
import { readAvcConfig, replaceSps } from './avc-config.js';
import { BitReader, BitWriter, findEnd } from './bits.js';
import { signalColour } from './colour.js';
import { readSequence } from './parameter-sets.js';
import high from './samples/high.json' with { type: 'json' };
import small from './samples/small.json' with { type: 'json' };
import { addPrevention, removePrevention } from './units.js';

const { sps } = readAvcConfig(Buffer.from(small.avcConfig, 'base64'));

/** video_signal_type_present_flag, format 5, limited, described, 1, 1, 1. */
const SIGNAL = '1' + '101' + '0' + '1' + '00000001'.repeat(3);

function bitsOf(bytes: Buffer, from: number): string {
  const payload = removePrevention(bytes);
  const reader = new BitReader(payload, from);
  let text = '';
  for (const end = findEnd(payload); reader.at < end;) text += reader.flag() ? '1' : '0';
  return text;
}

/** The set with this in place of its VUI. */
function withVui(vui: string): Buffer {
  const payload = removePrevention(sps);
  const writer = new BitWriter();
  writer.copy(payload, 0, readSequence(sps).vuiAt);
  for (const bit of vui) writer.flag(bit === '1');
  return addPrevention(writer.finish());
}

describe('signalColour', () => {
  const { vuiAt } = readSequence(sps);
  const aspect = '1' + '11111111' + '01'.repeat(16);
  const rest = '0'.repeat(6);

  test.each([
    ['no VUI', '0', '1' + '00' + SIGNAL + rest],
    ['a VUI without colour', '1' + '00' + '0' + rest, '1' + '00' + SIGNAL + rest],
    ['a range alone', '1' + '00' + '110110' + rest, '1' + '00' + SIGNAL + rest],
    ['an aspect and overscan', `1${aspect}110${rest}`, `1${aspect}11${SIGNAL}${rest}`],
  ])('writes BT.709 and limited range into a set with %s', (_name, before, after) => {
    expect(bitsOf(signalColour(withVui(before)), vuiAt)).toBe(after);
  });

  test('keeps what else the set of Chromium says', () => {
    const signalled = signalColour(sps);
    // What Chromium says of the range and the transfer is wrong; see the code.
    const restrictions = bitsOf(sps, vuiAt + 4 + 29);
    expect(bitsOf(signalled, vuiAt)).toBe(`100${SIGNAL}${restrictions}`);
    expect(readSequence(signalled)).toEqual(readSequence(sps));
    expect(signalColour(signalled)).toEqual(signalled);
  });
});

describe('replaceSps', () => {
  test.each([
    ['Baseline', small],
    ['High, whose record says more', high],
  ])('keeps the rest of the record of %s', (_name, { avcConfig }) => {
    const record = Buffer.from(avcConfig, 'base64');
    const { sps: old, pps } = readAvcConfig(record);
    const replaced = replaceSps(record, signalColour(old));
    expect(readAvcConfig(replaced)).toEqual({ sps: signalColour(old), pps });
    expect(replaceSps(replaced, old)).toEqual(record);
  });

  test.each([
    ['is cut off', (record: Buffer) => record.subarray(0, 7)],
    ['has lengths of two bytes', (record: Buffer) => record.fill(0xfd, 4, 5)],
    ['has two sequence parameter sets', (record: Buffer) => record.fill(0xe2, 5, 6)],
  ])('refuses a record that %s', (_name, damage) => {
    const record = damage(Buffer.from(small.avcConfig, 'base64'));
    expect(() => readAvcConfig(record)).toThrow('Expected H.264');
  });
});
