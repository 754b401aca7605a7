import { closeSync, constants, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../pause.js';

const LOOK_EVERY_MS = 20;

/** A file that the picture made, and that the truck has open too. */
export interface SealedFile {
  readonly path: string;
  readonly fd: number;
}

/**
 * Finds a file of the picture's among those of the browser's profile, and opens it to read and
 * write: the one of the right length that ends in `seal`.
 *
 * @param sealAt - length of what lies before the seal, in bytes
 * @returns undefined when there is none after `limitMs`
 */
export async function findSealedFile(options: {
  readonly profileDir: string;
  readonly sealAt: number;
  readonly seal: string;
  readonly limitMs: number;
}): Promise<SealedFile | undefined> {
  const seal = Buffer.from(options.seal);
  const endMs = performance.now() + options.limitMs;
  do {
    for (const path of filesOf(options.profileDir)) {
      const fd = openSealed(path, options.sealAt, seal);
      if (fd !== undefined) return { path, fd };
    }
    await pause(LOOK_EVERY_MS);
  } while (performance.now() < endMs);
  return undefined;
}

/** Files of the profile that belong to a file system of some page. */
function filesOf(profileDir: string): string[] {
  return readdirSync(profileDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('File System'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function openSealed(path: string, sealAt: number, seal: Buffer): number | undefined {
  try {
    if (statSync(path).size !== sealAt + seal.length) return undefined;
    const fd = openSync(path, constants.O_RDWR);
    const found = Buffer.alloc(seal.length);
    readSync(fd, found, 0, seal.length, sealAt);
    if (found.equals(seal)) return fd;
    closeSync(fd);
  } catch {
    // Files of a live profile come and go.
  }
  return undefined;
}
