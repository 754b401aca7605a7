import { closeSync, readSync } from 'node:fs';
import { ringSeal } from '../../engine/ports/stage.js';
import type { Pixels } from '../source/picture.js';
import { findSealedFile, type SealedFile } from './sealed-file.js';

/** The picture's ring of frames, read straight from the browser's profile. */
export interface Ring {
  /** The frame in `slot`, for as long as the ring is held. */
  pixels(slot: number): Pixels;
  /** Keeps the ring readable, after `close` too, until the function that it returns is called. */
  hold(): () => void;
  close(): void;
}

/**
 * Finds the ring in the profile.
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
  const { profileDir, frameBytes, slots, seal, limitMs } = options;
  const wanted = { profileDir, sealAt: slots * frameBytes, seal: ringSeal(seal), limitMs };
  const file = await findSealedFile(wanted);
  return file && ringAt(file, frameBytes);
}

function ringAt({ path, fd }: SealedFile, frameBytes: number): Ring {
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
