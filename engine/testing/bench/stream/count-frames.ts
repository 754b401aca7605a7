/** What became of the ticks of a window: `unique`, `repeated` and `dropped` are `expected` together. */
export interface FrameCounts {
  readonly expected: number;
  /** Frames with a number that no frame before them carries. */
  readonly unique: number;
  /** Frames that show a number again. */
  readonly repeated: number;
  /** Ticks that no frame stands for, or one whose number cannot be read. */
  readonly dropped: number;
}

const WRAP = 0x1_0000;

/**
 * Counts the frames of a recording of any length by the low 16 bits of the number that each carries.
 *
 * A frame stands for the tick after that of the frame before it, or for its own number where that is
 * later: what lies between is missing. No time is asked for: times that a server gave are no witness.
 */
export class FrameCounter {
  readonly #fates = new Map<number, 'unique' | 'repeated'>();
  #firstTick: number | undefined;
  #lastTick = -1;
  #highest = -1;

  /** The tick of the first frame; undefined before there was one. */
  get firstTick(): number | undefined {
    return this.#firstTick;
  }

  /** The tick after the last frame's. */
  get endTick(): number {
    return this.#lastTick + 1;
  }

  /** Takes numbers in the order of their frames; those of a further file go on from the one before. */
  add(numbers: Iterable<number>): void {
    for (const low of numbers) {
      const number = this.#lastTick < 0 ? low : wholeNear(low, this.#lastTick);
      this.#firstTick ??= number;
      const tick = Math.max(number, this.#lastTick + 1);
      // What is late is never shown after what is newer.
      this.#fates.set(tick, number > this.#highest ? 'unique' : 'repeated');
      this.#highest = Math.max(this.#highest, number);
      this.#lastTick = tick;
    }
  }

  /** Counts the ticks from `first` to before `end`, and forgets them and all before. */
  take(first: number, end: number): FrameCounts {
    let [unique, repeated] = [0, 0];
    for (const [tick, fate] of this.#fates) {
      if (tick >= end) break;
      this.#fates.delete(tick);
      if (tick < first) continue;
      if (fate === 'unique') unique++;
      else repeated++;
    }
    const expected = end - first;
    return { expected, unique, repeated, dropped: expected - unique - repeated };
  }
}

/** The number with these low 16 bits that is nearest to `tick`. */
function wholeNear(low: number, tick: number): number {
  const ahead = (((low - tick) % WRAP) + WRAP) % WRAP;
  return tick + (ahead < WRAP / 2 ? ahead : ahead - WRAP);
}
