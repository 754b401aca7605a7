import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAsk, readNotice, writeAsk, writeNotice } from './stage.js';

const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffff_ffff);
const tick = fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER });

test('an ask is read as it was written', () => {
  const ask = fc.record({
    ...{ tick, slot: u32, bitrateKbps: u32, anew: fc.boolean() },
    nowMs: fc.double({ noNaN: true }),
  });
  fc.assert(
    fc.property(ask, (given) => {
      expect(readAsk(writeAsk(given))).toEqual(given);
    }),
  );
});

test('a notice is read as it was written, wherever in a message it lies', () => {
  const notice = fc.record({
    ...{ tick, slot: u32, configBytes: u32, isKey: fc.boolean(), undrawn: fc.boolean() },
    revision: tick,
    changed: fc.array(fc.record({ left: u16, top: u16, right: u16, bottom: u16 })),
    payload: fc.uint8Array({ maxLength: 200 }),
  });
  fc.assert(
    fc.property(notice, fc.nat(9), (given, before) => {
      const written = writeNotice(given);
      const message = new Uint8Array(before + written.length);
      message.set(written, before);
      expect(readNotice(message.subarray(before))).toEqual(given);
    }),
  );
});

test('a notice that was cut short is refused', () => {
  const rect = { left: 0, top: 0, right: 2, bottom: 2 };
  const written = writeNotice({
    ...{ tick: 1, revision: 1, slot: 0, isKey: false, undrawn: false, configBytes: 0 },
    ...{ changed: [rect, rect], payload: new Uint8Array() },
  });
  for (const length of [0, 31, 47]) {
    expect(() => readNotice(written.subarray(0, length))).toThrow(RangeError);
  }
});
