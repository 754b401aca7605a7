import { describe, expect, test } from 'vitest';
import { encoderConfigs, levelOf } from './h264.js';

describe('levelOf', () => {
  test.each([
    ['640x360 at 30', 640, 360, 30, '1e'],
    ['1280x720 at 30', 1280, 720, 30, '1f'],
    ['1280x720 at 60', 1280, 720, 60, '20'],
    ['1920x1080 at 30', 1920, 1080, 30, '28'],
    ['1080x1920 at 30', 1080, 1920, 30, '28'],
    ['1920x1080 at 60', 1920, 1080, 60, '2a'],
    ['3840x2160 at 30', 3840, 2160, 30, '33'],
    ['more than any level holds', 7680, 4320, 60, '34'],
  ])('gives %s its level', (_name, widthPx, heightPx, fps, level) => {
    expect(levelOf({ widthPx, heightPx, fps })).toBe(level);
  });
});

test('encoderConfigs asks for High, then Main, then Baseline, at one constant bitrate', () => {
  const configs = encoderConfigs({ widthPx: 1280, heightPx: 720, fps: 30 }, 4_500);
  expect(configs.map(({ codec }) => codec)).toEqual(['avc1.64001f', 'avc1.4d001f', 'avc1.42e01f']);
  for (const config of configs) {
    expect(config).toMatchObject({ bitrate: 4_500_000, bitrateMode: 'constant', framerate: 30 });
  }
});
