import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkReader } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import type { Message } from './message.js';

const HOURS_MS = 3_600_000;
/** The last time that fits into a chunk's header. */
const LAST_SHORT_MS = 0xfffffe;

const aMessage = (atMs: number, length = 300): Message => ({
  type: 9,
  streamId: 1,
  atMs,
  payload: Buffer.from(Array.from({ length }, (_, i) => (i * 7) & 0xff)),
});

const messages = fc.record({
  chunkStream: fc.integer({ min: 2, max: 9 }),
  type: fc.constantFrom(8, 9, 18, 20),
  streamId: fc.constantFrom(0, 1, 70_000),
  atMs: fc.oneof(
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: LAST_SHORT_MS - 3, max: LAST_SHORT_MS + 3 }),
    fc.integer({ min: 0, max: 0xffffffff }),
  ),
  payload: fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
});

const hexByte = (value: number) => value.toString(16).padStart(2, '0');

/** Feeds `bytes` in pieces whose lengths repeat `lengths`. */
function feedInPieces(reader: ChunkReader, bytes: Buffer, lengths: readonly number[]): Message[] {
  const read: Message[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    read.push(...reader.feed(bytes.subarray(at, at + length)));
    at += length;
  }
  return read;
}

function write(chunkBytes: number, ...all: readonly Message[]): Buffer {
  const writer = new ChunkWriter();
  const chunkSize = Buffer.alloc(4);
  chunkSize.writeUInt32BE(chunkBytes);
  const first = writer.write(2, { type: 1, streamId: 0, atMs: 0, payload: [chunkSize] });
  writer.chunkBytes = chunkBytes;
  const rest = all.map((message) => writer.write(6, { ...message, payload: [message.payload] }));
  return Buffer.concat([first, ...rest]);
}

describe('chunks', () => {
  test('come back as the messages they were cut from, at any size and in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(messages, { maxLength: 8 }),
        fc.integer({ min: 1, max: 900 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }),
        (written, chunkBytes, lengths) => {
          const writer = new ChunkWriter();
          const size = Buffer.alloc(4);
          size.writeUInt32BE(chunkBytes);
          const parts = [writer.write(2, { type: 1, streamId: 0, atMs: 0, payload: [size] })];
          writer.chunkBytes = chunkBytes;
          for (const { chunkStream, payload, ...message } of written) {
            const halves = [payload.subarray(0, 5), payload.subarray(5)];
            parts.push(writer.write(chunkStream, { ...message, payload: halves }));
          }
          const read = feedInPieces(new ChunkReader(1000), Buffer.concat(parts), lengths);
          expect(read).toEqual(written.map(({ chunkStream: _, ...message }) => message));
        },
      ),
    );
  });

  test('keep a time beyond 4.6 hours in a full header and in every chunk that follows it', () => {
    const bytes = write(128, aMessage(LAST_SHORT_MS + 1));
    // Behind the chunk that sets the size: 12 bytes of header, then the time.
    expect(bytes.toString('hex', 16, 32)).toBe('06ffffff00012c090100000000ffffff');
    expect(bytes.toString('hex', 32 + 128, 32 + 128 + 5)).toBe('c600ffffff');
    expect(new ChunkReader(1000).feed(bytes)).toEqual([aMessage(LAST_SHORT_MS + 1)]);
  });

  test('keep the last time that fits in three bytes', () => {
    const bytes = write(128, aMessage(LAST_SHORT_MS));
    expect(bytes.toString('hex', 16, 28)).toBe('06fffffe00012c0901000000');
    expect(new ChunkReader(1000).feed(bytes)).toEqual([aMessage(LAST_SHORT_MS)]);
  });

  test('need no extended time while a stream grows beyond 4.6 hours', () => {
    const all = [
      aMessage(0),
      aMessage(4 * HOURS_MS),
      aMessage(5 * HOURS_MS),
      aMessage(5 * HOURS_MS + 40),
    ];
    const bytes = write(4096, ...all);
    expect(bytes.includes(Buffer.from('ffffff', 'hex'))).toBe(false);
    expect(new ChunkReader(1000).feed(bytes)).toEqual(all);
  });

  test('go on by a difference where the count of milliseconds begins anew, after 49 days', () => {
    const bytes = write(4096, aMessage(2 ** 32 - 30), aMessage(2 ** 32 + 10), aMessage(50));
    expect(bytes.toString('hex', 16 + 16 + 300, 16 + 16 + 300 + 8)).toBe(
      '46' + '000028' + '00012c' + '09',
    );
    const [, wrapped, next] = new ChunkReader(1000).feed(bytes);
    expect([wrapped?.atMs, next?.atMs]).toEqual([10, 50]);
  });

  test('say a time that goes back in full', () => {
    const bytes = write(4096, aMessage(5 * HOURS_MS), aMessage(4 * HOURS_MS));
    expect(new ChunkReader(1000).feed(bytes).map(({ atMs }) => atMs)).toEqual([
      5 * HOURS_MS,
      4 * HOURS_MS,
    ]);
  });

  test('extend a gap of more than 4.6 hours, also where a message has several chunks', () => {
    const all = [aMessage(0), aMessage(5 * HOURS_MS), aMessage(5 * HOURS_MS + 40)];
    const bytes = write(128, ...all);
    expect(bytes.includes(Buffer.from('46ffffff', 'hex'))).toBe(true);
    expect(new ChunkReader(1000).feed(bytes)).toEqual(all);
  });

  test('put whole messages of one stream between the pieces of another together', () => {
    const long = aMessage(10, 200);
    const bytes = Buffer.concat([
      Buffer.from('03' + '00000a' + '0000c8' + '09' + '01000000', 'hex'),
      long.payload.subarray(0, 128),
      Buffer.from('0005' + '000014' + '000003' + '08' + '01000000' + '010203', 'hex'),
      Buffer.from('c3', 'hex'),
      long.payload.subarray(128),
    ]);
    expect(new ChunkReader(1000).feed(bytes)).toEqual([
      { type: 8, streamId: 1, atMs: 20, payload: Buffer.of(1, 2, 3) },
      long,
    ]);
  });

  test('take over from the chunk before what a shorter header leaves out', () => {
    const bytes = Buffer.concat([
      // The longest basic header names stream 64 + 1 + 256.
      Buffer.from('010101' + '000064' + '000002' + '08' + '01000000' + 'aaaa', 'hex'),
      Buffer.from('810101' + '000017' + 'bbbb', 'hex'),
      Buffer.from('c10101' + 'cccc', 'hex'),
    ]);
    expect(
      new ChunkReader(1000).feed(bytes).map(({ atMs, payload }) => [atMs, payload[0]]),
    ).toEqual([
      [100, 0xaa],
      [123, 0xbb],
      [146, 0xcc],
    ]);
  });

  test('forget a message that is broken off', () => {
    const whole = write(128, aMessage(10, 200));
    const cut = whole.subarray(0, 16 + 12 + 128);
    const abort = Buffer.from('02' + '000000' + '000004' + '02' + '00000000' + '00000006', 'hex');
    const again = Buffer.from('06' + '00000b' + '000001' + '09' + '01000000' + '42', 'hex');
    expect(new ChunkReader(1000).feed(Buffer.concat([cut, abort, again]))).toEqual([
      { type: 9, streamId: 1, atMs: 11, payload: Buffer.of(0x42) },
    ]);
  });

  test.each([
    ['a chunk of a stream that never began', 'c5'],
    ['a message longer than is waited for', '03' + '00000a' + '0003e9' + '09' + '01000000'],
    [
      'messages begun on more chunk streams than anyone has',
      Array.from(
        { length: 65 },
        (_, i) => `00${hexByte(i)}00000a0003e80901000000${'00'.repeat(128)}`,
      ).join(''),
    ],
    ['a chunk size that is cut short', '02' + '000000' + '000002' + '01' + '00000000' + '0001'],
  ])('refuse %s', (_name, bytes) => {
    expect(() => new ChunkReader(1000).feed(Buffer.from(bytes, 'hex'))).toThrow(RangeError);
  });

  test('read any bytes as messages or refuse them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          new ChunkReader(1000).feed(Buffer.from(bytes));
        } catch (cause) {
          expect(cause).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
