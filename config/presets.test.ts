import { describe, expect, test } from 'vitest';
import { defaultConfig } from './load.js';
import { fillPreset, PRESETS } from './presets.js';

describe('PRESETS', () => {
  test('are what destinations want', () => {
    const table = Object.entries(PRESETS).map(
      ([name, { widthPx, heightPx, fps, bitrateKbps, gopSeconds }]) =>
        `${name}: ${widthPx}x${heightPx} at ${fps}, ${bitrateKbps} kbit/s, GOP ${gopSeconds} s`,
    );
    expect(table).toMatchInlineSnapshot(`
      [
        "x-720p30: 1280x720 at 30, 4000 kbit/s, GOP 3 s",
        "x-1080p30: 1920x1080 at 30, 6000 kbit/s, GOP 3 s",
        "x-1080p60: 1920x1080 at 60, 9000 kbit/s, GOP 3 s",
        "generic-720p30: 1280x720 at 30, 3500 kbit/s, GOP 2 s",
        "file-1080p30: 1920x1080 at 30, 8000 kbit/s, GOP 2 s",
        "vertical-1080x1920: 1080x1920 at 30, 6000 kbit/s, GOP 2 s",
      ]
    `);
  });
});

describe('fillPreset', () => {
  test('fills what was not given, and nothing else', () => {
    const filled = fillPreset({ stage: { fps: 25 }, encoder: { preset: 'x-1080p60' }, x: 1 });
    expect(filled).toEqual({
      stage: { widthPx: 1920, heightPx: 1080, fps: 25 },
      encoder: { preset: 'x-1080p60', bitrateKbps: 9_000, gopSeconds: 3 },
      x: 1,
    });
  });

  test.each([
    ['no preset', { stage: { fps: 25 } }],
    ['an unknown one', { encoder: { preset: 'x-4k' } }],
    ['one that every object has', { encoder: { preset: 'constructor' } }],
    ['one that is no name', { encoder: { preset: 7 } }],
    ['a section that is none', { encoder: 'fast', stage: null }],
  ])('changes nothing for %s', (_what, settings) => {
    expect(fillPreset(settings)).toEqual(settings);
  });
});

describe('defaultConfig', () => {
  const flag = (key: string, value: unknown) => ({ key, value, origin: `--${key}` });

  test('lets flags stand over the environment, and both over a preset', () => {
    const environment = { SOTHEBAIS_STAGE_FPS: '25', SOTHEBAIS_ENCODER_BITRATE_KBPS: '5000' };
    const config = defaultConfig(environment, [
      flag('encoder.preset', 'x-1080p30'),
      flag('encoder.bitrateKbps', 5_500),
    ]);
    expect(config.stage).toMatchObject({ widthPx: 1920, heightPx: 1080, fps: 25 });
    expect(config.encoder).toMatchObject({ bitrateKbps: 5_500, gopSeconds: 3 });
  });

  test.each([
    ['stage.widthPx', 1281],
    ['stage.heightPx', 0],
    ['stage.fps', 0],
    ['stage.fps', 1_000],
    ['encoder.bitrateKbps', 'much'],
    ['encoder.preset', 'x-4k'],
    ['stage.backend', 'magic'],
  ])('refuses %s of %s, and names where it was given', (key, value) => {
    const read = () => defaultConfig({}, [flag(key, value)]);
    expect(read).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(read).toThrow(`--${key}`);
  });

  test('takes the path of a recording from the folder that one stands in', () => {
    const { recording } = defaultConfig({ SOTHEBAIS_RECORDING_PATH: 'evening.mkv' }, []);
    expect(recording.path).toBe(`${process.cwd()}/evening.mkv`);
  });
});
