import { RING_FILE, ringSeal, type Rect, type StagePlan } from '../../engine/ports/stage.js';
import { openFile, sealFile, writeAll, type WorkerFile } from '../files.js';
import type { I420Frame } from './i420.js';

/** Opens the ring's file in the origin private file system. */
export async function openRing(plan: StagePlan): Promise<FrameRing> {
  return new FrameRing(await openFile(RING_FILE), plan);
}

/** Rows that are written together; even, so that they are whole rows of chroma too. */
const BAND_PX = 32;
/** The browser hears of every write, and of three for a run of bands: that costs as much as to copy this. */
const JOIN_BYTES = 384 * 1024;

/**
 * A ring of whole frames, the plan's seal after its last slot.
 *
 * A slot still holds the frame that was left there some turns ago. Only those rows are written
 * that changed since then: a picture that stands still is not written at all.
 */
export class FrameRing {
  readonly #file: WorkerFile;
  readonly #frameBytes: number;
  /** So many bands between two stale ones are written with them. */
  readonly #joinedBands: number;
  /** By slot: which bands differ from the newest frame. */
  readonly #stale: readonly Uint8Array[];

  constructor(
    file: WorkerFile,
    { widthPx, heightPx, slots, seal }: Pick<StagePlan, 'widthPx' | 'heightPx' | 'slots' | 'seal'>,
  ) {
    this.#file = file;
    this.#frameBytes = (widthPx * heightPx * 3) / 2;
    this.#joinedBands = Math.floor(JOIN_BYTES / (BAND_PX * widthPx * 1.5));
    const bands = Math.ceil(heightPx / BAND_PX);
    this.#stale = Array.from({ length: slots }, () => new Uint8Array(bands).fill(1));
    sealFile(file, slots * this.#frameBytes, ringSeal(seal));
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
      const to = this.#endOfRun(stale, from);
      this.#writeRows(slot, frame, from * BAND_PX, Math.min(to * BAND_PX, frame.heightPx));
      stale.fill(0, from, to);
    }
  }

  /** Where the stale bands from `from` on end; what is not worth a write of its own is among them. */
  #endOfRun(stale: Uint8Array, from: number): number {
    let to = from + 1;
    let next = stale.indexOf(1, to);
    while (next >= 0 && next - to <= this.#joinedBands) {
      to = next + 1;
      next = stale.indexOf(1, to);
    }
    return to;
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
      writeAll(this.#file, bytes.subarray(from, to), slot * this.#frameBytes + from);
    }
  }
}
