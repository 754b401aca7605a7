import { describe, expect, test } from 'vitest';
import { FrameCounter } from './count-frames.js';

function counterOf(...numbers: readonly number[]): FrameCounter {
  const counter = new FrameCounter();
  counter.add(numbers);
  return counter;
}

describe('FrameCounter', () => {
  test('counts every frame once where each shows its own tick', () => {
    expect(counterOf(0, 1, 2, 3).take(0, 4)).toEqual({
      ...{ expected: 4, unique: 4, repeated: 0, dropped: 0 },
    });
  });

  test('counts a number that is shown again as repeated, not as missing', () => {
    expect(counterOf(0, 1, 1, 3).take(0, 4)).toEqual({
      ...{ expected: 4, unique: 3, repeated: 1, dropped: 0 },
    });
  });

  test('counts a tick without a frame as dropped', () => {
    expect(counterOf(0, 1, 4, 5).take(0, 6)).toEqual({
      ...{ expected: 6, unique: 4, repeated: 0, dropped: 2 },
    });
  });

  test('takes a late picture for a picture of its own', () => {
    // Tick 2 shows that of 1 again, tick 3 the one that was drawn for 2.
    expect(counterOf(0, 1, 1, 2, 4).take(0, 5)).toMatchObject({ unique: 4, repeated: 1 });
  });

  test('counts an older picture that comes back as repeated', () => {
    expect(counterOf(0, 1, 2, 1, 4).take(0, 5)).toMatchObject({ unique: 4, repeated: 1 });
  });

  test('counts a window alone, and a repeat of what came before it as repeated', () => {
    const counter = counterOf(0, 1, 2, 2, 4, 5, 6);
    expect(counter.take(3, 5)).toEqual({ expected: 2, unique: 1, repeated: 1, dropped: 0 });
  });

  test('goes on where it ended, window by window', () => {
    const counter = counterOf(10, 11, 12);
    expect(counter.firstTick).toBe(10);
    expect(counter.take(10, 13)).toMatchObject({ unique: 3 });
    counter.add([13, 13, 15]);
    expect(counter.take(13, counter.endTick)).toMatchObject({
      expected: 3,
      unique: 2,
      repeated: 1,
    });
  });

  test('misses the end of a recording that is too short', () => {
    expect(counterOf(0, 1, 2).take(0, 5)).toMatchObject({ unique: 3, dropped: 2 });
  });

  test('follows numbers that come round after 65536 frames, more than once', () => {
    const counter = new FrameCounter();
    const frames = 150_000;
    counter.add(Array.from({ length: frames }, (_, tick) => (tick === 65_540 ? 3 : tick & 0xffff)));
    expect(counter.take(0, frames)).toEqual({
      ...{ expected: frames, unique: frames - 1, repeated: 1, dropped: 0 },
    });
  });

  test('sees what is missing where the numbers come round', () => {
    expect(counterOf(65_534, 65_535, 2, 3).take(65_534, 65_540)).toEqual({
      ...{ expected: 6, unique: 4, repeated: 0, dropped: 2 },
    });
  });
});
