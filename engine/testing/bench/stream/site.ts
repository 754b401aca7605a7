import { findChromium, findFfmpeg } from '../../../../config/programs.js';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createProcesses } from '../../../adapters/process/processes.js';
import { SothebaisError } from '../../../domain/errors.js';
import type { Instant } from '../../../domain/ids.js';
import type { Clock } from '../../../ports/clock.js';
import type { Processes } from '../../../ports/processes.js';

/** Where a tool measures, and with what. */
export interface Site {
  readonly processes: Processes;
  /** For programs of our own. */
  readonly ownProcesses: Processes;
  readonly chromiumPath: string;
  readonly ffmpegPath: string;
  /** The built overlays. */
  readonly overlaysDir: string;
  readonly clock: Clock;
  /** A folder of the tool's own. */
  readonly dir: string;
  readonly signal: AbortSignal;
  /** Told of each step, for people. */
  readonly note: (step: string) => void;
}

/**
 * This machine, with the built project.
 *
 * @throws SothebaisError `BROWSER_MISSING`, `ENCODER_MISSING`
 */
export function findSite(): Omit<Site, 'dir' | 'signal' | 'note'> {
  const chromiumPath = findChromium(undefined, chromium.executablePath());
  if (chromiumPath === undefined) {
    throw new SothebaisError('BROWSER_MISSING', 'There is no Chromium on this machine.');
  }
  const ffmpegPath = findFfmpeg();
  if (ffmpegPath === undefined) {
    throw new SothebaisError('ENCODER_MISSING', 'There is no FFmpeg on this machine.');
  }
  const processes = createProcesses();
  return {
    ...{ chromiumPath, ffmpegPath, processes, ownProcesses: processes },
    overlaysDir: fileURLToPath(new URL('../../../../overlays', import.meta.url)),
    clock: { now: () => Date.now() as Instant },
  };
}
