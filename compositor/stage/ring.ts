import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../pause.js';
import type { Pixels } from '../source/picture.js';

/** The picture's ring of frames, read straight from the browser's profile. */
export interface Ring {
  /** The frame in `slot`, for as long as the ring is held. */
  pixels(slot: number): Pixels;
  /** Keeps the ring readable, after `close` too, until the function that it returns is called. */
  hold(): () => void;
  close(): void;
}

const LOOK_EVERY_MS = 20;

/**
 * Finds the ring among the files of the profile: the one of the right length that ends in `seal`.
 *
 * @returns undefined when there is none after `limitMs`
 */
export async function findRing(options: {
  readonly profileDir: string;
  readonly frameBytes: number;
  readonly slots: number;
  readonly seal: string;
  readonly limitMs: number;
}): Promise<Ring | undefined> {
  const { frameBytes, slots } = options;
  const seal = Buffer.from(options.seal);
  const endMs = performance.now() + options.limitMs;
  do {
    for (const path of filesOf(options.profileDir)) {
      const fd = openSealed(path, slots * frameBytes, seal);
      if (fd !== undefined) return ringAt(path, fd, frameBytes);
    }
    await pause(LOOK_EVERY_MS);
  } while (performance.now() < endMs);
  return undefined;
}

function ringAt(path: string, fd: number, frameBytes: number): Ring {
  let holders = 1;
  const letGo = () => {
    if (--holders === 0) closeSync(fd);
  };
  let isOpen = true;
  return {
    pixels: (slot) => {
      const offset = slot * frameBytes;
      return {
        file: { path, offset },
        read: (into) => void readSync(fd, into, 0, frameBytes, offset),
      };
    },
    hold: () => {
      holders++;
      return letGo;
    },
    close: () => {
      if (isOpen) letGo();
      isOpen = false;
    },
  };
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
    const fd = openSync(path, 'r');
    const found = Buffer.alloc(seal.length);
    readSync(fd, found, 0, seal.length, sealAt);
    if (found.equals(seal)) return fd;
    closeSync(fd);
  } catch {
    // Files of a live profile come and go.
  }
  return undefined;
}
