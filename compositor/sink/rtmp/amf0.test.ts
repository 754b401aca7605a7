import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AmfValue, decodeAmf0, encodeAmf0 } from './amf0.js';

/** A key that is empty is the mark of an end on the wire. */
const keys = fc.string({ minLength: 1, unit: 'grapheme' });

const values = fc.letrec<{ value: AmfValue; leaf: AmfValue }>((tie) => ({
  leaf: fc.oneof(
    fc.double(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom<AmfValue>(null, undefined),
    fc.date({ noInvalidDate: true }),
  ),
  value: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: false }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  ),
})).value;

describe('AMF0', () => {
  test('reads what it wrote, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 4 }), (written) => {
        expect(decodeAmf0(encodeAmf0(...written))).toEqual(written);
      }),
    );
  });

  test('writes a command byte for byte as the specification has it', () => {
    const bytes = encodeAmf0('a', 1, { b: true }, null);
    expect(bytes.toString('hex')).toBe(
      '020001' + '61' + '003ff0000000000000' + '03000162' + '0101' + '000009' + '05',
    );
  });

  test('writes a text of more than 65535 bytes as a long one', () => {
    const text = 'é'.repeat(40_000);
    expect(encodeAmf0(text)[0]).toBe(0x0c);
    expect(decodeAmf0(encodeAmf0(text))).toEqual([text]);
  });

  test('gives what stands before a broken value, wherever it breaks', () => {
    const whole = encodeAmf0('onStatus', { code: 'x', list: [1, 2] });
    for (let length = 11; length < whole.length; length++) {
      expect(decodeAmf0(whole.subarray(0, length))).toEqual(['onStatus']);
    }
    expect(decodeAmf0(Buffer.concat([encodeAmf0(1), Buffer.of(0xff, 0, 0)]))).toEqual([1]);
  });

  test('is not led into endless depth or a foreign prototype', () => {
    const deep = Buffer.from('03000161'.repeat(50_000), 'hex');
    expect(decodeAmf0(deep)).toEqual([]);
    const [read] = decodeAmf0(encodeAmf0(JSON.parse('{"__proto__": {"code": "x"}}') as AmfValue));
    expect(Reflect.get(read as object, 'code')).toBeUndefined();
  });

  test('never throws at any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        decodeAmf0(Buffer.from(bytes));
      }),
    );
  });
});
