import { describe, expect, test } from 'vitest';
import { crc16, priceCheck } from './price-check.js';

describe('priceCheck', () => {
  test('is the check that the catalogue of such checks gives for its example', () => {
    expect(crc16('123456789')).toBe(0x29b1);
    expect(crc16('')).toBe(0xffff);
  });

  test('tells every step of a price, every lot, and a price from none', () => {
    const prices = [undefined, '0', '4.25', '4.26', '4.250', '42.5', '1.234567890123456789'];
    const checks = [1, 12, 2].flatMap((lot) => prices.map((price) => priceCheck(lot, price)));
    expect(new Set(checks).size).toBe(checks.length);
  });

  test('reads number and price apart', () => {
    expect(priceCheck(1, '24')).not.toBe(priceCheck(12, '4'));
    expect(priceCheck(7, undefined)).toBe(crc16('7|'));
  });

  test('fits in 16 bits', () => {
    for (let lot = 1; lot <= 300; lot++) {
      const check = priceCheck(lot, `${lot}.5`);
      expect(check >= 0 && check <= 0xffff && Number.isInteger(check)).toBe(true);
    }
  });
});
