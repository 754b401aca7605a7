import { describe, expect, test } from 'vitest';
import { createProgressReader } from './progress.js';

const report = (frame: number, size: string) =>
  `frame=${frame}\nfps=30.0\nbitrate=N/A\ntotal_size=${size}\nout_time_us=1\nspeed=1x\nprogress=continue\n`;

describe('createProgressReader', () => {
  test('reads a report that comes in one piece', () => {
    expect(createProgressReader()(report(15, '40123'))).toEqual({ frames: 15, bytes: 40123 });
  });

  test('reads a report cut anywhere', () => {
    const text = report(7, '900');
    for (let cut = 1; cut < text.length - 1; cut++) {
      const read = createProgressReader();
      expect(read(text.slice(0, cut))).toBeUndefined();
      expect(read(text.slice(cut))).toEqual({ frames: 7, bytes: 900 });
    }
  });

  test('gives the latest of several', () => {
    expect(createProgressReader()(report(1, '10') + report(2, '20'))).toEqual({
      frames: 2,
      bytes: 20,
    });
  });

  test('keeps the bytes it knew while FFmpeg says N/A', () => {
    const read = createProgressReader();
    read(report(1, '10'));
    expect(read(report(2, 'N/A'))).toEqual({ frames: 2, bytes: 10 });
  });
});
