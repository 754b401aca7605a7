/** A frame of a recording. */
export interface DecodedFrame {
  /** Its time, in milliseconds since the first frame. */
  readonly atMs: number;
  /** The low 16 bits of the number that it carries; undefined where they cannot be read. */
  readonly number: number | undefined;
}

/** What became of the ticks of a window: `unique`, `repeated` and `dropped` are `expected` together. */
export interface FrameCounts {
  readonly expected: number;
  /** Frames whose number no frame before them carries. */
  readonly unique: number;
  /** Frames that show a number again. */
  readonly repeated: number;
  /** Ticks without a frame, or with one whose number cannot be read. */
  readonly dropped: number;
}

const WRAP = 0x1_0000;
/** By so many ticks a frame may seem to be early: times in a file are rounded. */
const EARLY_MOST = 4;

/**
 * Gives each frame the tick it stands at and the whole number it carries, for recordings of any
 * length: numbers come round after 65536 frames, and a frame never shows a tick that is to come.
 */
export class FrameCounter {
  readonly #fps: number;
  readonly #fates = new Map<number, 'unique' | 'repeated'>();
  #firstTick: number | undefined;
  #highest = -1;

  constructor(fps: number) {
    this.#fps = fps;
  }

  /** The tick of the frame at time 0; undefined before a frame was read. */
  get firstTick(): number | undefined {
    return this.#firstTick;
  }

  /** Takes frames in order; those of a further file of the same stream go on where it ended. */
  add(frames: Iterable<DecodedFrame>): void {
    for (const { atMs, number } of frames) {
      if (number === undefined) continue;
      const offset = Math.round((atMs * this.#fps) / 1_000);
      this.#firstTick ??= number - offset;
      const tick = this.#firstTick + offset;
      const latest = tick + EARLY_MOST;
      const whole = latest - ((((latest - number) % WRAP) + WRAP) % WRAP);
      // What is late is never shown after what is newer.
      this.#fates.set(tick, whole > this.#highest ? 'unique' : 'repeated');
      this.#highest = Math.max(this.#highest, whole);
    }
  }

  /** Counts the ticks from `first` to before `end`, and forgets them and all before. */
  take(first: number, end: number): FrameCounts {
    let [unique, repeated] = [0, 0];
    for (const [tick, fate] of this.#fates) {
      if (tick >= end) continue;
      this.#fates.delete(tick);
      if (tick < first) continue;
      if (fate === 'unique') unique++;
      else repeated++;
    }
    const expected = end - first;
    return { expected, unique, repeated, dropped: expected - unique - repeated };
  }
}
