import { expect, test } from 'vitest';
import { decodeInChromium, encodeSample, withPage } from './testing/chromium.js';
import { runEncoder } from './testing/run-encoder.js';
import { readSample } from './testing/sample.js';

const REPEATS: Readonly<Record<number, number>> = { 0: 2, 5: 30, 14: 1, 15: 1, 22: 40 };

/** What this Chromium encodes today, not what a sample of long ago holds. */
test.each([
  ['Constrained Baseline at 320x180', 'avc1.42E01F', 320, 180],
  ['High at 320x180', 'avc1.640028', 320, 180],
  ['Constrained Baseline at 1280x720', 'avc1.42E01F', 1280, 720],
])(
  'Chromium decodes its own stream with repeats to the same pictures: %s',
  async (_name, codec, widthPx, heightPx) => {
    await withPage(async (page) => {
      const plan = { codec, widthPx, heightPx, frames: 30, gopFrames: 15, bitrateKbps: 800 };
      const sample = await encodeSample(page, plan);
      const pictures = readSample(sample);
      const plainConfig = Buffer.from(sample.avcConfig, 'base64');
      const plain = await decodeInChromium(page, plainConfig, pictures);
      const run = await runEncoder();
      pictures.forEach((picture, index) => {
        run.show(picture, index);
        for (let i = 0; i < (REPEATS[index] ?? 0); i++) run.repeat();
      });
      const [config = Buffer.alloc(0)] = run.configs;
      const decoded = await decodeInChromium(page, config, run.frames);
      const expected = plain.flatMap(({ hash }, i) =>
        Array<string>((REPEATS[i] ?? 0) + 1).fill(hash),
      );
      expect(new Set(plain.map(({ hash }) => hash)).size).toBe(pictures.length);
      expect(decoded.map(({ hash }) => hash)).toEqual(expected);
      expect(new Set(plain.map(({ fullRange }) => fullRange))).toEqual(new Set([true]));
      expect(new Set(decoded.map(({ fullRange }) => fullRange))).toEqual(new Set([false]));
      expect(run.lost).toEqual([]);
    });
  },
);
