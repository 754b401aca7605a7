import { findProgram } from '../../config/programs.js';
import { SothebaisError } from '../../engine/domain/errors.js';

/**
 * The full path of the Chromium that `command` names or is the path of.
 *
 * @throws SothebaisError `BROWSER_MISSING`
 */
export function findChromium(command: string): string {
  const path = findProgram(command);
  if (path !== undefined) return path;
  throw new SothebaisError('BROWSER_MISSING', `There is no Chromium to run at "${command}".`);
}
