import type { StartSource } from './source/kept-source.js';
import type { PicturePool } from './source/picture.js';
import { startStageSource } from './source/stage-source.js';
import { startTabSource, type TabSettings } from './source/tab-source.js';

/** How frames leave the browser. */
export type CaptureBackend = 'opfs' | 'websocket' | 'puppeteer-stream';

/** Builds what starts the source of a backend. The one switch on the kind. */
export function buildStartSource(
  settings: TabSettings,
  backend: CaptureBackend,
  pool: PicturePool,
): StartSource {
  switch (backend) {
    case 'opfs':
    case 'websocket':
      return (show, events) => startStageSource(settings, backend, pool, show, events);
    case 'puppeteer-stream':
      return (show, events) => startTabSource(settings, pool, show, events);
  }
}
