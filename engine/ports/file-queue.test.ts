import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUEUE_BYTES, QueueReader, QueueWriter } from './file-queue.js';

const HEAD = 12;

function aQueue() {
  const file = new Uint8Array(QUEUE_BYTES);
  const writes: number[] = [];
  const writer = new QueueWriter((bytes, at) => {
    expect(at + bytes.length).toBeLessThanOrEqual(file.length);
    file.set(bytes, at);
    writes.push(at);
  });
  const reader = new QueueReader((into, at) => {
    expect(at + into.length).toBeLessThanOrEqual(file.length);
    into.set(file.subarray(at, at + into.length));
  });
  return { file, writer, reader, writes };
}

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const isSame = (one: Uint8Array | undefined, other: Uint8Array) =>
  one !== undefined && Buffer.compare(one, other) === 0;

test('messages come as they were sent, in order and once, round and round the file', () => {
  const length = fc.oneof(fc.nat(40), fc.nat(QUEUE_BYTES / 4));
  const turns = fc.array(fc.array(length, { maxLength: 2 }), { maxLength: 12 });
  fc.assert(
    fc.property(turns, (given) => {
      const { writer, reader } = aQueue();
      for (const [turn, lengths] of given.entries()) {
        const sent = lengths.map((bytes, i) => filled(bytes, turn * 2 + i));
        for (const message of sent) writer.send(message);
        for (const message of sent) expect(isSame(reader.next(), message)).toBe(true);
        expect(reader.next()).toBeUndefined();
      }
    }),
    { numRuns: 30 },
  );
});

test.each([0, 1, HEAD - 1, HEAD, HEAD + 1])(
  'the next message is found where %i bytes are left at the end',
  (left) => {
    const { writer, reader } = aQueue();
    writer.send(filled(QUEUE_BYTES - HEAD - left, 1));
    expect(reader.next()?.length).toBe(QUEUE_BYTES - HEAD - left);
    writer.send(filled(30, 2));
    expect(isSame(reader.next(), filled(30, 2))).toBe(true);
    expect(reader.next()).toBeUndefined();
  },
);

test('one that is longer than the file is refused, and leaves nothing', () => {
  const { writer, reader, writes } = aQueue();
  expect(() => writer.send(filled(QUEUE_BYTES - HEAD + 1, 9))).toThrow(RangeError);
  expect(writes).toEqual([]);
  expect(reader.next()).toBeUndefined();
});

test('a message is one write', () => {
  const { writer, writes } = aQueue();
  writer.send(filled(3, 1));
  writer.send(filled(0, 1));
  expect(writes).toEqual([0, HEAD + 3]);
});

test('a message is taken once all of it is there, in whatever order its bytes come', () => {
  const source = aQueue();
  source.writer.send(filled(9, 7));
  const written = source.file.subarray(0, HEAD + 9);
  const places = [...written.keys()];
  const order = fc.shuffledSubarray(places, { minLength: places.length });
  fc.assert(
    fc.property(order, (shuffled) => {
      const { file, reader } = aQueue();
      const last = shuffled.findLastIndex((place) => written[place] !== 0);
      for (const [i, place] of shuffled.entries()) {
        if (i <= last) expect(reader.next()).toBeUndefined();
        file[place] = written[place] ?? 0;
      }
      expect(isSame(reader.next(), filled(9, 7))).toBe(true);
    }),
  );
});

test('what was left there one round before is no message', () => {
  const { writer, reader } = aQueue();
  const half = QUEUE_BYTES / 2 - HEAD;
  for (let i = 0; i < 6; i++) {
    writer.send(filled(half, i));
    expect(reader.next()?.[0]).toBe(i);
    expect(reader.next()).toBeUndefined();
  }
});
