import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, where they are missing.
 *
 * Step by step: Node's own recursive mkdir does not return where a file system refuses folders.
 *
 * @param mode - of those that it makes, less the umask
 * @throws the system's own error
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
}
