import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../config/presets.js';
import { buildAudioArgs, buildVideoArgs, h264Level } from './args.js';

const planOf = ({ gopSeconds, ...preset }: (typeof PRESETS)[keyof typeof PRESETS]) => ({
  ...preset,
  gopFrames: gopSeconds * preset.fps,
});

describe('buildVideoArgs', () => {
  test.each(Object.entries(PRESETS))('pins every argument of %s', (name, preset) => {
    expect(buildVideoArgs(planOf(preset), 'libx264').join(' ')).toMatchSnapshot(name);
  });

  test.each(['h264_nvenc', 'h264_qsv', 'h264_vaapi', 'h264_videotoolbox'] as const)(
    'pins every argument of %s',
    (codec) => {
      expect(buildVideoArgs(planOf(PRESETS['x-1080p30']), codec).join(' ')).toMatchSnapshot(codec);
    },
  );

  test('counts the GOP in frames and lets nothing else make a key frame', () => {
    const args = buildVideoArgs(planOf(PRESETS['x-1080p60']), 'libx264');
    const after = (flag: string) => args[args.indexOf(flag) + 1];
    expect([after('-g'), after('-keyint_min'), after('-sc_threshold')]).toEqual([
      '180',
      '180',
      '0',
    ]);
    expect(after('-maxrate')).toBe(after('-b:v'));
  });
});

test('buildAudioArgs asks for AAC-LC at 48 kHz', () => {
  expect(buildAudioArgs().join(' ')).toMatchSnapshot();
});

describe('h264Level', () => {
  test.each([
    ['3.0', 640, 360, 30],
    ['3.1', 1280, 720, 30],
    ['3.2', 1280, 720, 60],
    ['4.0', 1920, 1080, 30],
    ['4.2', 1920, 1080, 60],
    ['4.0', 1080, 1920, 30],
    ['5.1', 3840, 2160, 30],
    ['5.2', 3840, 2160, 60],
  ])('is %s for %ix%i at %i', (level, widthPx, heightPx, fps) => {
    expect(h264Level({ widthPx, heightPx, fps })).toBe(level);
  });
});
