import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The full path of a program by name or path, or undefined when none can be run. */
export function findProgram(command: string): string | undefined {
  const candidates = command.includes('/')
    ? [command]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, command));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * FFmpeg: the configured one, then ffmpeg-static's, then the one on PATH. A configured one that
 * cannot be run is not replaced behind the operator's back.
 */
export function findFfmpeg(configured?: string): string | undefined {
  if (configured !== undefined) return findProgram(configured);
  return staticFfmpeg() ?? findProgram('ffmpeg');
}

/** ffmpeg-static names a file even where its download was skipped: look whether it is there. */
function staticFfmpeg(): string | undefined {
  try {
    const path = require('ffmpeg-static') as string | null;
    return path && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

const SYSTEM_CHROMIUMS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Chromium: the configured one, then Playwright's, then the system's.
 *
 * @param playwrightPath - where Playwright would keep its own, whether it is there or not
 */
export function findChromium(
  configured: string | undefined,
  playwrightPath: string,
): string | undefined {
  if (configured !== undefined) return findProgram(configured);
  const candidates = [playwrightPath, ...SYSTEM_CHROMIUMS].filter((path) => path !== '');
  return candidates.map(findProgram).find((path) => path !== undefined);
}
