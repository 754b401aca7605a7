import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Pixels } from '../../source/picture.js';

/** A file for frames that lie in none, so that a program of ours can map them all the same. */
export class ScratchRing {
  readonly path: string;
  readonly #frame: Buffer;
  readonly #slots: number;
  #file: number | undefined;
  #next = 0;

  /** @param name - of the file in `folder`; nobody else's */
  constructor(folder: string, name: string, frameBytes: number, slots: number) {
    this.path = join(folder, name);
    this.#frame = Buffer.allocUnsafeSlow(frameBytes);
    this.#slots = slots;
  }

  /** Copies a frame into the slot that was written longest ago. Returns its offset. */
  write(pixels: Pixels): number {
    this.#file ??= this.#open();
    const offset = this.#next * this.#frame.length;
    this.#next = (this.#next + 1) % this.#slots;
    pixels.read(this.#frame);
    writeSync(this.#file, this.#frame, 0, this.#frame.length, offset);
    return offset;
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.path, { force: true });
  }

  /** As long as it will ever be, because it is mapped once. */
  #open(): number {
    const file = openSync(this.path, 'wx', 0o600);
    ftruncateSync(file, this.#slots * this.#frame.length);
    return file;
  }
}
