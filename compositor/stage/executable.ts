import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';

/**
 * The full path of the Chromium that `command` names or is the path of.
 *
 * @throws SothebaisError `BROWSER_MISSING`
 */
export function findChromium(command: string): string {
  const path = findExecutable(command);
  if (path !== undefined) return path;
  throw new SothebaisError('BROWSER_MISSING', `There is no Chromium to run at "${command}".`);
}

function findExecutable(command: string): string | undefined {
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
