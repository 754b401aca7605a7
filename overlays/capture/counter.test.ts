import { describe, expect, test } from 'vitest';
import { stampCounter } from './counter.js';
import { createI420Frame } from './i420.js';

function read(bytes: Uint8Array, row: number, widthPx: number): string {
  return Array.from({ length: 32 }, (_, i) =>
    (bytes[row * widthPx + i * 16 + 8] ?? 0) > 128 ? '1' : '0',
  ).join('');
}

describe('stampCounter', () => {
  test('writes 16 bits, most significant first, then the same inverted', () => {
    const frame = createI420Frame(640, 360);
    stampCounter(frame, 0x8001);
    expect(read(frame.bytes, 0, 640)).toBe('10000000000000010111111111111110');
    expect(read(frame.bytes, 15, 640)).toBe('10000000000000010111111111111110');
    expect(read(frame.bytes, 16, 640)).toBe('0'.repeat(32));
  });

  test('keeps the low 16 bits of a long stream', () => {
    const frame = createI420Frame(512, 16);
    stampCounter(frame, 65_536 + 5);
    expect(read(frame.bytes, 0, 512).slice(0, 16)).toBe('0000000000000101');
  });

  test('takes the colour out from under itself', () => {
    const frame = createI420Frame(640, 360);
    frame.bytes.fill(200, 640 * 360);
    stampCounter(frame, 1);
    const cb = 640 * 360;
    expect(frame.bytes[cb + 255]).toBe(128);
    expect(frame.bytes[cb + 256]).toBe(200);
    expect(frame.bytes[cb + 7 * 320]).toBe(128);
    expect(frame.bytes[cb + 8 * 320]).toBe(200);
  });

  test('leaves a frame alone that is too narrow', () => {
    const frame = createI420Frame(320, 180);
    stampCounter(frame, 0xffff);
    expect(frame.bytes[0]).toBe(16);
  });
});
