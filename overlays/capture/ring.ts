import { RING_FILE, type Rect, type StagePlan } from '../../engine/ports/stage.js';
import type { I420Frame } from './i420.js';

/** What the ring lies in: the part of a worker's file handle that it needs; the DOM's types leave it out. */
export interface RingFile {
  truncate(size: number): void;
  /** Returns how many bytes were written. */
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
}
interface RingFileHandle {
  createSyncAccessHandle(): Promise<RingFile>;
}

/**
 * Opens the ring's file in the origin private file system. On a profile in memory that file is
 * memory too, so a frame reaches the truck without passing through the browser's channels.
 */
export async function openRing(plan: StagePlan): Promise<FrameRing> {
  const folder = await navigator.storage.getDirectory();
  const file = (await folder.getFileHandle(RING_FILE, {
    create: true,
  })) as unknown as RingFileHandle;
  return new FrameRing(await file.createSyncAccessHandle(), plan);
}

/** Rows that are written together; even, so that they are whole rows of chroma too. */
const BAND_PX = 32;

/**
 * A ring of whole frames, the plan's seal after its last slot.
 *
 * A slot still holds the frame that was left there some turns ago. Only those rows are written
 * that changed since then: a picture that stands still is not written at all.
 */
export class FrameRing {
  readonly #file: RingFile;
  readonly #frameBytes: number;
  /** By slot: which bands differ from the newest frame. */
  readonly #stale: readonly Uint8Array[];

  constructor(
    file: RingFile,
    { widthPx, heightPx, slots, seal }: Pick<StagePlan, 'widthPx' | 'heightPx' | 'slots' | 'seal'>,
  ) {
    this.#file = file;
    this.#frameBytes = (widthPx * heightPx * 3) / 2;
    const bands = Math.ceil(heightPx / BAND_PX);
    this.#stale = Array.from({ length: slots }, () => new Uint8Array(bands).fill(1));
    const end = slots * this.#frameBytes;
    const sealBytes = new TextEncoder().encode(seal);
    file.truncate(end + sealBytes.length);
    this.#write(sealBytes, end);
    file.flush();
  }

  /**
   * Makes `slot` hold the frame, whole; its bytes are read before this returns.
   *
   * @param changed - where it may differ from the frame that was left before it, in whichever slot
   */
  leave(slot: number, frame: I420Frame, changed: readonly Rect[]): void {
    for (const { top, bottom } of changed) {
      const [from, to] = [Math.floor(top / BAND_PX), Math.ceil(bottom / BAND_PX)];
      for (const stale of this.#stale) stale.fill(1, from, to);
    }
    const stale = this.#stale[slot];
    if (!stale) throw new Error(`The ring has no slot ${slot}.`);
    for (let from = stale.indexOf(1); from >= 0; from = stale.indexOf(1, from)) {
      const next = stale.indexOf(0, from);
      const to = next < 0 ? stale.length : next;
      this.#writeRows(slot, frame, from * BAND_PX, Math.min(to * BAND_PX, frame.heightPx));
      stale.fill(0, from, to);
    }
  }

  #writeRows(slot: number, frame: I420Frame, top: number, bottom: number): void {
    const { widthPx, heightPx, bytes } = frame;
    const luma = widthPx * heightPx;
    const planes = [
      [0, widthPx],
      [luma, widthPx / 4],
      [luma + luma / 4, widthPx / 4],
    ] as const;
    for (const [base, perRow] of planes) {
      const [from, to] = [base + top * perRow, base + bottom * perRow];
      this.#write(bytes.subarray(from, to), slot * this.#frameBytes + from);
    }
  }

  #write(bytes: Uint8Array, at: number): void {
    const written = this.#file.write(bytes, { at });
    if (written < bytes.length) throw new Error('The ring has no room: its disk is full.');
  }
}
