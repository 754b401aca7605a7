import { accessSync, constants, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Closeable } from '../engine/ports/closeable.js';

const MEMORY_DIR = '/dev/shm';
const PREFIX = 'sothebais-';

/** A folder for what lives as long as the stream: the browser's profile with its ring of frames. */
export interface WorkDir extends Closeable {
  readonly path: string;
}

/** Opens a private folder, in memory where the machine has one, and clears up after dead houses. */
export async function openWorkDir(scratchDir: string): Promise<WorkDir> {
  const parent = isWritable(MEMORY_DIR) ? MEMORY_DIR : scratchDir;
  await mkdir(parent, { recursive: true });
  await removeOrphans(parent);
  const path = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  return {
    path,
    close: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(
        () => undefined,
      );
    },
  };
}

/** The name says whose folder it is: one that was killed could not clear up. */
async function removeOrphans(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
