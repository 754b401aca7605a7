import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPrevention, joinUnits, removePrevention, splitUnits } from './units.js';

const zeroes = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.nat(255)));

describe('emulation prevention', () => {
  test('is undone to the same payload, and leaves nothing that looks like a start', () => {
    fc.assert(
      fc.property(zeroes, (bytes) => {
        const payload = Buffer.from(bytes);
        const unit = addPrevention(payload);
        expect(removePrevention(unit)).toEqual(payload);
        for (const start of [0, 1, 2])
          expect(unit.includes(Buffer.from([0, 0, start]))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['0000', '000003'],
    ['000001', '00000301'],
    ['000003', '00000303'],
    ['000004', '000004'],
    ['0000000000', '00000300000300'],
    ['650000000102', '65000003000102'],
  ])('makes %s into %s', (payload, unit) => {
    expect(addPrevention(Buffer.from(payload, 'hex')).toString('hex')).toBe(unit);
  });
});

describe('splitUnits', () => {
  test('gives back the units that were joined', () => {
    const unit = fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        expect(splitUnits(joinUnits(units))).toEqual(units);
      }),
    );
  });

  test.each(['00', '00000000', '0000000365', '0000000165ff'])('refuses %s', (bytes) => {
    expect(() => splitUnits(Buffer.from(bytes, 'hex'))).toThrow('Expected H.264');
  });
});
