import { SothebaisError } from '../engine/domain/errors.js';
import type { StartSource } from './source/kept-source.js';
import type { PicturePool } from './source/picture.js';
import { startStageSource, type StageSettings } from './source/stage-source.js';

/** How frames leave the browser. */
export type CaptureBackend = 'opfs' | 'websocket' | 'puppeteer-stream';

/** Builds what starts the source of a backend. The one switch on the kind. */
export function buildStartSource(
  settings: StageSettings,
  backend: CaptureBackend,
  pool: PicturePool,
): StartSource {
  switch (backend) {
    case 'opfs':
    case 'websocket':
      return (show, events) => startStageSource(settings, backend, pool, show, events);
    case 'puppeteer-stream':
      throw new SothebaisError('CONFIG_INVALID', 'There is no backend "puppeteer-stream".');
  }
}
