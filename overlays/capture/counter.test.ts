import { describe, expect, test } from 'vitest';
import { stampFrame } from './counter.js';
import { createI420Frame } from './i420.js';

function read(bytes: Uint8Array, row: number, widthPx: number): string {
  return Array.from({ length: 32 }, (_, i) =>
    (bytes[row * widthPx + i * 16 + 8] ?? 0) > 128 ? '1' : '0',
  ).join('');
}

describe('stampFrame', () => {
  test('writes 16 bits, most significant first, then the same inverted', () => {
    const frame = createI420Frame(640, 360);
    stampFrame(frame, { tick: 0x8001, check: 0 });
    expect(read(frame.bytes, 0, 640)).toBe('10000000000000010111111111111110');
    expect(read(frame.bytes, 15, 640)).toBe('10000000000000010111111111111110');
    expect(read(frame.bytes, 16, 640)).toBe('0'.repeat(32));
  });

  test('keeps the low 16 bits of a long stream', () => {
    const frame = createI420Frame(512, 16);
    stampFrame(frame, { tick: 65_536 + 5, check: 0 });
    expect(read(frame.bytes, 0, 512).slice(0, 16)).toBe('0000000000000101');
  });

  test('takes the colour out from under itself', () => {
    const frame = createI420Frame(640, 360);
    frame.bytes.fill(200, 640 * 360);
    stampFrame(frame, { tick: 1, check: 0 });
    const cb = 640 * 360;
    expect(frame.bytes[cb + 255]).toBe(128);
    expect(frame.bytes[cb + 256]).toBe(200);
    expect(frame.bytes[cb + 7 * 320]).toBe(128);
    expect(frame.bytes[cb + 8 * 320]).toBe(200);
  });

  test('leaves a frame alone that is too narrow', () => {
    const frame = createI420Frame(320, 180);
    expect(stampFrame(frame, { tick: 0xffff, check: 0 })).toBeUndefined();
    expect(frame.bytes[0]).toBe(16);
  });

  test('writes the check of the price beside the counter where there is room for both', () => {
    const frame = createI420Frame(1024, 32);
    const area = stampFrame(frame, { tick: 0, check: 0x29b1 });
    const check = frame.bytes.subarray(512);
    expect(read(check, 0, 1024)).toBe('00101001101100011101011001001110');
    expect(area).toEqual({ left: 0, top: 0, right: 1024, bottom: 16 });

    const narrow = createI420Frame(1022, 32);
    expect(stampFrame(narrow, { tick: 0, check: 0xffff })?.right).toBe(512);
    expect(narrow.bytes[512]).toBe(16);
  });
});
