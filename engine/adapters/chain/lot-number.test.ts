import { describe, expect, test } from 'vitest';
import type { LotId } from '../../domain/ids.js';
import { lotNumber } from './lot-number.js';

describe('lotNumber', () => {
  test.each([
    ['0', 0n],
    ['12', 12n],
    ['9'.repeat(77), BigInt('9'.repeat(77))],
  ])('reads %s', (id, expected) => {
    expect(lotNumber(id as LotId)).toBe(expected);
  });

  test.each(['', '007', '-1', '1.0', '0x10', 'one', '9'.repeat(78)])('refuses "%s"', (id) => {
    expect(() => lotNumber(id as LotId)).toThrow(
      expect.objectContaining({ code: 'CHAIN_REFUSED' }),
    );
  });
});
