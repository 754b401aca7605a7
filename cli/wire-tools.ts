import { chromium } from 'playwright';
import { findChromium, findFfmpeg } from '../config/programs.js';
import type { Config } from '../config/schema.js';

/** The programs the house needs, where they are. */
export interface Tools {
  readonly chromiumPath: string | undefined;
  readonly ffmpegPath: string | undefined;
}

export const findTools = (config: Pick<Config, 'stage' | 'encoder'>): Tools => ({
  chromiumPath: findChromium(config.stage.chromiumPath, chromium.executablePath()),
  ffmpegPath: findFfmpeg(config.encoder.ffmpegPath),
});
