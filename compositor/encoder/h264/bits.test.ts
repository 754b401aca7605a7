import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter, findEnd } from './bits.js';

type Field = { kind: 'bits'; count: number; value: number } | { kind: 'ue' | 'se'; value: number };

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.integer({ min: 1, max: 32 }).chain((count) =>
    fc.record({
      kind: fc.constant('bits' as const),
      count: fc.constant(count),
      value: fc.integer({ min: 0, max: 2 ** count - 1 }),
    }),
  ),
  fc.record({ kind: fc.constant('ue' as const), value: fc.integer({ min: 0, max: 2 ** 32 - 2 }) }),
  fc.record({
    kind: fc.constant('se' as const),
    value: fc.integer({ min: -(2 ** 31 - 1), max: 2 ** 31 - 1 }),
  }),
);

function write(fields: readonly Field[]): Buffer {
  const writer = new BitWriter();
  for (const item of fields) {
    if (item.kind === 'bits') writer.bits(item.count, item.value);
    else writer[item.kind](item.value);
  }
  return writer.finish();
}

describe('BitReader', () => {
  test('reads whatever fields BitWriter wrote, and ends at the bit that ends the payload', () => {
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const payload = write(fields);
        const reader = new BitReader(payload);
        const read = fields.map((item) =>
          item.kind === 'bits' ? reader.bits(item.count) : reader[item.kind](),
        );
        expect(read).toEqual(fields.map(({ value }) => value));
        expect(findEnd(payload)).toBe(reader.at);
      }),
    );
  });

  test.each([
    [0, '1'],
    [1, '010'],
    [2, '011'],
    [7, '0001000'],
    [8, '0001001'],
  ])('reads the code of %i as the standard writes it', (value, code) => {
    const payload = Buffer.from([Number.parseInt(code.padEnd(8, '0'), 2)]);
    expect(new BitReader(payload).ue()).toBe(value);
  });

  test.each([
    [1, '010'],
    [-1, '011'],
    [2, '00100'],
    [-2, '00101'],
  ])('reads the signed code of %i as the standard writes it', (value, code) => {
    const payload = Buffer.from([Number.parseInt(code.padEnd(8, '0'), 2)]);
    expect(new BitReader(payload).se()).toBe(value);
  });

  test('refuses to read past the end', () => {
    const reader = new BitReader(Buffer.from([0xff]));
    expect(reader.bits(8)).toBe(255);
    expect(() => reader.bits(1)).toThrow('ends within a field');
  });

  test('refuses a number without end', () => {
    expect(() => new BitReader(Buffer.alloc(8)).ue()).toThrow('below 2^32');
  });
});

describe('BitWriter', () => {
  test('copies any stretch of bits to any place', () => {
    const source = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(source, fc.nat(320), fc.nat(320), fc.nat(31), (bytes, a, b, lead) => {
        const [from = 0, to = 0] = [a, b]
          .map((at) => at % (bytes.length * 8))
          .sort((x, y) => x - y);
        const writer = new BitWriter();
        writer.bits(lead, 0);
        writer.copy(bytes, from, to);
        const copy = writer.finish();
        expect(findEnd(copy)).toBe(lead + to - from);
        const [left, right] = [new BitReader(bytes, from), new BitReader(copy, lead)];
        while (left.at < to) expect(right.flag()).toBe(left.flag());
      }),
    );
  });
});

test('findEnd refuses a payload of zeros', () => {
  expect(() => findEnd(Buffer.alloc(3))).toThrow('empty');
});
