import { describe, expect, test } from 'vitest';
import { createAnswerReader, RECTS_MAX, writeBitrate, writeFrame, writeMap } from './wire.js';

/** An answer as the program writes it. */
function answer(kind: number, flags: number, payload: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(kind, 0);
  head.writeUInt8(flags, 1);
  head.writeUInt32LE(payload.length, 4);
  return Buffer.concat([head, Buffer.from(payload)]);
}

const rect = { left: 2, top: 4, right: 258, bottom: 1080 };

describe('what Node says to the native encoder', () => {
  test('asks for a frame by ring, offset and rectangles', () => {
    const bytes = writeFrame({ ring: 1, offset: 2 ** 33 + 5, change: [rect], key: false });
    expect(bytes.toString('hex')).toBe(
      '0200010001000000' + '0500000002000000' + '0200040002013804',
    );
  });

  test('asks for a key frame that changed all over', () => {
    const bytes = writeFrame({ ring: 0, offset: 0, change: 'all', key: true });
    expect(bytes.toString('hex')).toBe('02030000' + '00'.repeat(12));
  });

  test('tells a repeat by no rectangle at all', () => {
    const bytes = writeFrame({ ring: 0, offset: 0, change: [], key: false });
    expect(bytes.toString('hex')).toBe('02000000' + '00'.repeat(12));
  });

  test('says that all changed where there are more rectangles than it may send', () => {
    const most = Array.from({ length: RECTS_MAX }, () => rect);
    const frame = { ring: 0, offset: 0, key: false };
    expect(writeFrame({ ...frame, change: most })).toHaveLength(16 + 8 * RECTS_MAX);
    expect(writeFrame({ ...frame, change: [...most, rect] })).toEqual(
      writeFrame({ ...frame, change: 'all' }),
    );
  });

  test('names a file by its bytes', () => {
    expect(writeMap(2, '/é').toString('hex')).toBe(
      '0100000002000000' + '0300000000000000' + '2fc3a9',
    );
  });

  test('sets the bitrate', () => {
    expect(writeBitrate(4_500).toString('hex')).toBe('0300000094110000' + '00'.repeat(8));
  });
});

describe('createAnswerReader', () => {
  const whole = Buffer.concat([
    answer(1, 0, 'config'),
    answer(2, 1, 'a key frame'),
    answer(2, 0, ''),
    answer(2, 0, 'another'),
  ]);
  const read = (pieces: readonly Buffer[]) => {
    const reader = createAnswerReader();
    return pieces
      .flatMap((piece) => reader(piece))
      .map(({ bytes, ...rest }) => ({ ...rest, text: bytes.toString() }));
  };
  const answers = [
    { kind: 'config', text: 'config' },
    { kind: 'frame', isKey: true, text: 'a key frame' },
    { kind: 'frame', isKey: false, text: '' },
    { kind: 'frame', isKey: false, text: 'another' },
  ];

  test('reads answers wherever the pipe cuts them', () => {
    expect(read([whole])).toEqual(answers);
    for (let at = 0; at <= whole.length; at++) {
      expect(read([whole.subarray(0, at), whole.subarray(at)])).toEqual(answers);
    }
    expect(read([...whole].map((byte) => Buffer.of(byte)))).toEqual(answers);
  });

  test('gives no answer before its last byte', () => {
    expect(read([whole.subarray(0, -1)])).toEqual(answers.slice(0, -1));
  });

  test('refuses a kind that there is not, and a length that no frame has', () => {
    expect(() => read([answer(7, 0, '')])).toThrow('got kind 7');
    const long = answer(2, 0, '');
    long.writeUInt32LE(0xffff_ffff, 4);
    expect(() => read([long])).toThrow('length 4294967295');
  });
});
