import { describe, expect, test } from 'vitest';
import type { Rect } from '../../engine/ports/stage.js';
import type { WorkerFile } from '../files.js';
import { createI420Frame, type I420Frame } from './i420.js';
import { FrameRing } from './ring.js';

const [WIDTH, HEIGHT, SLOTS] = [64, 100, 3];
const FRAME = WIDTH * HEIGHT * 1.5;

class FakeFile implements WorkerFile {
  bytes = new Uint8Array(0);
  written = 0;
  writes = 0;
  isFull = false;

  truncate(size: number): void {
    this.bytes = new Uint8Array(size);
  }

  read(into: Uint8Array, { at }: { at: number }): number {
    into.set(this.bytes.subarray(at, at + into.length));
    return into.length;
  }

  write(bytes: Uint8Array, { at }: { at: number }): number {
    if (this.isFull) return 0;
    this.bytes.set(bytes, at);
    this.written += bytes.length;
    this.writes++;
    return bytes.length;
  }

  flush(): void {
    this.written = 0;
  }

  slot(index: number): Uint8Array {
    return this.bytes.subarray(index * FRAME, (index + 1) * FRAME);
  }
}

function aRing() {
  const file = new FakeFile();
  const ring = new FrameRing(file, {
    ...{ widthPx: WIDTH, heightPx: HEIGHT, slots: SLOTS, seal: 'seal-1' },
  });
  return { file, ring, frame: createI420Frame(WIDTH, HEIGHT) };
}

/** Changes what lies in a rectangle of even sides, in all three planes. */
function paint({ bytes, widthPx, heightPx }: I420Frame, rect: Rect, value: number): Rect {
  const luma = widthPx * heightPx;
  for (let y = rect.top; y < rect.bottom; y++) {
    bytes.fill(value, y * widthPx + rect.left, y * widthPx + rect.right);
  }
  for (let y = rect.top / 2; y < rect.bottom / 2; y++) {
    const row = luma + (y * widthPx) / 2;
    bytes.fill(value, row + rect.left / 2, row + rect.right / 2);
    bytes.fill(value, row + luma / 4 + rect.left / 2, row + luma / 4 + rect.right / 2);
  }
  return rect;
}

const whole: Rect = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };

describe('FrameRing', () => {
  test('ends in its seal', () => {
    const { file } = aRing();
    expect(file.bytes.length).toBe(SLOTS * FRAME + 11);
    expect(new TextDecoder().decode(file.bytes.subarray(-11))).toBe('seal-1 ring');
  });

  test('holds each frame whole in its slot, whatever little changed in between', () => {
    const { file, ring, frame } = aRing();
    const rects: Rect[] = [
      whole,
      { left: 0, top: 0, right: 32, bottom: 16 },
      { left: 8, top: 30, right: 12, bottom: 34 },
      { left: 32, top: 96, right: 64, bottom: 100 },
      { left: 0, top: 64, right: 2, bottom: 66 },
    ];
    for (let turn = 0; turn < 30; turn++) {
      const changed = turn % 4 === 3 ? [] : [rects[turn % rects.length] ?? whole];
      for (const rect of changed) paint(frame, rect, turn + 20);
      const slot = (turn * 7) % SLOTS;
      ring.leave(slot, frame, changed);
      expect(Buffer.compare(file.slot(slot), frame.bytes)).toBe(0);
    }
  });

  test('writes nothing for a picture that stands still, once every slot holds it', () => {
    const { file, ring, frame } = aRing();
    for (let slot = 0; slot < SLOTS; slot++) ring.leave(slot, frame, slot === 0 ? [whole] : []);
    expect(file.written).toBe(SLOTS * FRAME);
    file.written = 0;
    ring.leave(0, frame, []);
    expect(file.written).toBe(0);
    ring.leave(1, frame, [paint(frame, { left: 0, top: 0, right: 64, bottom: 16 }, 90)]);
    expect(file.written).toBe(32 * WIDTH * 1.5);
  });

  test('writes bands that lie near each other at once, and none of what lies far between', () => {
    const [widthPx, heightPx] = [1280, 720];
    const file = new FakeFile();
    const ring = new FrameRing(file, { widthPx, heightPx, slots: 1, seal: '' });
    const frame = createI420Frame(widthPx, heightPx);
    ring.leave(0, frame, [{ left: 0, top: 0, right: widthPx, bottom: heightPx }]);
    const rowsFor = (...tops: number[]) => {
      file.written = file.writes = 0;
      const changed = tops.map((top) => ({ left: 0, top, right: 2, bottom: top + 2 }));
      ring.leave(0, frame, changed);
      return { rows: file.written / (widthPx * 1.5), writes: file.writes };
    };
    expect(rowsFor(0, 96)).toEqual({ rows: 128, writes: 3 });
    expect(rowsFor(0, 640)).toEqual({ rows: 64, writes: 6 });
    expect(rowsFor(710)).toEqual({ rows: 16, writes: 3 });
  });

  test('says when there is no room, and writes those rows again', () => {
    const { file, ring, frame } = aRing();
    file.isFull = true;
    expect(() => ring.leave(0, frame, [whole])).toThrow('no room');
    file.isFull = false;
    ring.leave(0, frame, []);
    expect(Buffer.compare(file.slot(0), frame.bytes)).toBe(0);
  });

  test('refuses a slot it does not have', () => {
    const { ring, frame } = aRing();
    expect(() => ring.leave(SLOTS, frame, [])).toThrow('no slot 3');
  });
});
