import { existsSync } from 'node:fs';
import { Flags } from '@oclif/core';
import { PRESET_NAMES } from '../../config/presets.js';
import { BACKENDS } from '../../config/schema.js';
import { pictureSize } from '../flags.js';
import type { StreamSettings } from './ports.js';

const USUAL_SETTINGS = 'sothebais.yaml';

/** What the stream is made like, over the settings. */
export const pictureFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'settings file',
    defaultHelp: async () => `${USUAL_SETTINGS} where there is one`,
  }),
  size: pictureSize({
    summary: 'picture size, such as 1920x1080',
    default: undefined,
    defaultHelp: async () => undefined,
  }),
  fps: Flags.integer({ summary: 'frames a second', min: 1, max: 60 }),
  preset: Flags.string({
    summary: 'picture size, rate and bitrate at once',
    options: PRESET_NAMES,
  }),
  backend: Flags.string({
    summary: 'how frames leave Chromium',
    options: ['auto', ...BACKENDS],
  }),
};

/** The flags as what they change of the settings. */
export function settingsOf(flags: {
  readonly config?: string | undefined;
  readonly size?: StreamSettings['size'] | undefined;
  readonly fps?: number | undefined;
  readonly preset?: string | undefined;
  readonly backend?: string | undefined;
}): StreamSettings {
  const { config, size, fps, preset, backend } = flags;
  const usual = existsSync(USUAL_SETTINGS) ? USUAL_SETTINGS : undefined;
  return {
    configPath: config ?? usual,
    ...(size ? { size } : {}),
    ...(fps === undefined ? {} : { fps }),
    ...(preset === undefined ? {} : { preset }),
    ...(backend === undefined ? {} : { backend }),
  };
}
