import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AudioPacket, Packet, StreamFormat, VideoPacket } from '../packet.js';
import { createFlvReader, flvHead, flvTag, formatTags, metaData } from './flv.js';
import { decodeAmf0 } from './rtmp/amf0.js';

const format: StreamFormat = {
  ...{ widthPx: 1920, heightPx: 1080, fps: 30, bitrateKbps: 6000, audioKbps: 128 },
  avcConfig: Buffer.from('0164002affe100', 'hex'),
  aacConfig: Buffer.from('1190', 'hex'),
};

const aFrame = (
  atMs: number,
  bytes = Buffer.from('0000000165', 'hex'),
  isKey = true,
): VideoPacket => ({
  ...{ kind: 'video', tick: 0, atMs, isKey, bytes },
});
const aSound = (atMs: number, bytes = Buffer.of(0x21)): AudioPacket => ({
  kind: 'audio',
  atMs,
  bytes,
});

const packets: fc.Arbitrary<Packet> = fc
  .record({
    atMs: fc.integer({ min: 0, max: 0xffffffff }),
    isKey: fc.boolean(),
    isVideo: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  })
  .map(({ atMs, isKey, isVideo, bytes }) =>
    isVideo ? aFrame(atMs, bytes, isKey) : aSound(atMs, bytes),
  );

describe('FLV', () => {
  test('writes a key frame byte for byte as the specification has it', () => {
    expect(flvTag(aFrame(40)).toString('hex')).toBe(
      '09' + '00000a' + '000028' + '00' + '000000' + '1701000000' + '0000000165' + '00000015',
    );
  });

  test('says of a frame that it is none', () => {
    expect(flvTag(aFrame(40, undefined, false))[11]).toBe(0x27);
  });

  test('writes sound as AAC', () => {
    expect(flvTag(aSound(40)).toString('hex', 11)).toBe('af0121' + '0000000e');
  });

  test.each([
    [0xffffff, 'ffffff00'],
    [0x1000000, '00000001'],
    [5 * 3_600_000 + 0.5, '12a88101'],
    [0x100000000 + 5, '00000500'],
  ])('puts %d ms into the fourth byte where three are too few', (atMs, hex) => {
    expect(flvTag(aSound(atMs)).toString('hex', 4, 8)).toBe(hex);
  });

  test('rounds times so that they never step back', () => {
    const times = [33.4, 33.5, 33.9, 34.2].map((atMs) => flvTag(aSound(atMs)).readUIntBE(4, 3));
    expect(times).toEqual([33, 34, 34, 34]);
  });

  test('begins with a header and what a decoder must know', () => {
    const tags = createFlvReader().feed(flvHead(format));
    expect(flvHead(format).toString('hex', 0, 13)).toBe('464c56010500000009' + '00000000');
    expect(tags.map(({ kind }) => kind)).toEqual(['script', 'video', 'audio']);
    expect(tags[1]?.body.toString('hex')).toBe('1700000000' + '0164002affe100');
    expect(tags[2]?.body.toString('hex')).toBe('af00' + '1190');
  });

  test('describes the stream in its metadata', () => {
    const [name, facts] = decodeAmf0(metaData(format));
    expect(name).toBe('onMetaData');
    expect(Object.fromEntries(facts as ReadonlyMap<string, number>)).toEqual({
      ...{ width: 1920, height: 1080, framerate: 30, videodatarate: 6000, videocodecid: 7 },
      ...{ audiodatarate: 128, audiocodecid: 10, audiosamplerate: 48_000, audiosamplesize: 16 },
      ...{ audiochannels: 2, stereo: true, encoder: 'SothebAIs' },
    });
  });

  test('tells another format at the time where it begins', () => {
    const reader = createFlvReader();
    reader.feed(flvHead(format));
    expect(reader.feed(formatTags(format, 2000)).map(({ atMs }) => atMs)).toEqual([
      2000, 2000, 2000,
    ]);
  });

  test('reads back what it wrote, in pieces of any length', () => {
    fc.assert(
      fc.property(
        fc.array(packets, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
        (written, lengths) => {
          const bytes = Buffer.concat([flvHead(format), ...written.map(flvTag)]);
          const reader = createFlvReader();
          const read = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const length = lengths[i % lengths.length] ?? 1;
            read.push(...reader.feed(bytes.subarray(at, at + length)));
            at += length;
          }
          expect(
            read
              .slice(3)
              .map(({ kind, atMs, body }) => [kind, atMs, body.subarray(kind === 'video' ? 5 : 2)]),
          ).toEqual(written.map(({ kind, atMs, bytes: frame }) => [kind, atMs, frame]));
        },
      ),
    );
  });

  test('gives a tag with its last byte, and not before', () => {
    const reader = createFlvReader();
    reader.feed(flvHead(format));
    const bytes = flvTag(aFrame(40));
    expect(reader.feed(bytes.subarray(0, -1))).toEqual([]);
    expect(reader.feed(bytes.subarray(-1))).toHaveLength(1);
  });

  test.each([
    ['another file', Buffer.from('RIFF0000WAVE')],
    ['a tag of no known kind', Buffer.concat([flvHead(format), Buffer.alloc(20, 0x77)])],
  ])('refuses %s', (_name, bytes) => {
    expect(() => createFlvReader().feed(bytes)).toThrow('Expected an FLV stream, got other bytes.');
  });
});
