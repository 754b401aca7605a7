import { open, readdir, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { freeBytes } from './disk.js';

/**
 * The files of one recording: `name.mp4`, or `name-0001.mp4` and so on. What was there before is
 * never written over nor removed.
 */
export class RecordingFiles {
  readonly #path: string;
  readonly #isSegmented: boolean;
  /** Those of this recording, oldest first; the last is being written, or was. */
  readonly #own: string[] = [];

  constructor(path: string, isSegmented: boolean) {
    this.#path = path;
    this.#isSegmented = isSegmented;
  }

  /** Makes the next file, empty. */
  async next(): Promise<string> {
    const { dir, name, ext } = parse(this.#path);
    const names = await readdir(dirname(this.#path));
    const numbers = names.map((one) => numberOf(one, name, ext));
    const number = Math.max(0, ...numbers) + 1;
    const isPlain = !this.#isSegmented && number === 1;
    const next = isPlain
      ? this.#path
      : join(dir, `${name}-${String(number).padStart(4, '0')}${ext}`);
    await (await open(next, 'wx')).close();
    this.#own.push(next);
    return next;
  }

  /**
   * Removes this recording's oldest segments until so many bytes are free, but never the newest. A
   * recording in one file has none to give.
   *
   * @returns whether they are
   */
  async makeRoom(floorBytes: number): Promise<boolean> {
    while ((await freeBytes(dirname(this.#path))) < floorBytes) {
      if (!this.#isSegmented || this.#own.length < 2) return false;
      const oldest = this.#own.shift();
      if (oldest !== undefined) await rm(oldest, { force: true });
    }
    return true;
  }
}

/** 1 for `name.ext`, n for `name-000n.ext`, 0 for every other file. */
function numberOf(file: string, name: string, ext: string): number {
  if (file === `${name}${ext}`) return 1;
  if (!file.startsWith(`${name}-`) || !file.endsWith(ext)) return 0;
  const digits = file.slice(name.length + 1, file.length - ext.length);
  return /^\d{4,9}$/.test(digits) ? Number(digits) : 0;
}
