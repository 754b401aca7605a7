import { GRID, type Look } from './look.js';

/** What is wrong with a picture, in a sentence; undefined where nothing is. */
export type Fault = string | undefined;

/** A wall in the dark of the gallery is at 19 and more; black is 0, and 2 after a bad encoder. */
const DARK = 12;
/** One cell in a hundred may be brighter: a speck, or the corner of a logo. */
const BRIGHT_SHARE = 0.01;
/** The strips that machines read lie over the first rows, and are white in a black picture too. */
const STRIP_ROWS = 3;

/** Whether a picture is black all over. */
export function judgeBlack({ grid }: Look): Fault {
  const from = STRIP_ROWS * GRID.columns;
  let bright = 0;
  for (let i = from; i < grid.length; i++) if ((grid[i] ?? 0) > DARK) bright++;
  return bright <= BRIGHT_SHARE * (grid.length - from) ? 'The picture is black.' : undefined;
}

/** Whether a picture has the size that was promised. */
export function judgeSize(look: Look, promised: { widthPx: number; heightPx: number }): Fault {
  if (look.widthPx === promised.widthPx && look.heightPx === promised.heightPx) return undefined;
  const found = `${look.widthPx}x${look.heightPx}`;
  return `The picture is ${found}, not ${promised.widthPx}x${promised.heightPx}.`;
}

/**
 * Measured: key frames and a picture that is still being refined move a cell's mean by up to 4, at
 * 2.5 Mbit/s; the host's breath, the least that moves on air, by 6 and more.
 */
const MOVED = 5;
const STILL_LIMIT_MS = 2_000;

/** Knows for how long nothing has moved. Pure: looks come with their time. */
export class Stillness {
  #anchor: Look | undefined;

  /**
   * Whether the picture has stood still for more than two seconds. It is held against the first
   * look that was like it, so that what creeps adds up, and its number must stand still too.
   */
  judge(look: Look): Fault {
    const anchor = this.#anchor;
    if (!anchor || look.number !== anchor.number || hasMoved(anchor.grid, look.grid)) {
      this.#anchor = look;
      return undefined;
    }
    const stillMs = look.nowMs - anchor.nowMs;
    if (stillMs <= STILL_LIMIT_MS) return undefined;
    return `Nothing in the picture has moved for ${(stillMs / 1_000).toFixed(1)} s.`;
  }

  /** Counts from the next look on: the picture is meant to stand still for now. */
  forget(): void {
    this.#anchor = undefined;
  }
}

function hasMoved(before: Uint8Array, after: Uint8Array): boolean {
  return after.some((value, i) => Math.abs(value - (before[i] ?? 0)) >= MOVED);
}

/** The price that the book holds, as a check, and since when. */
export interface ExpectedPrice {
  /** See `priceCheck`; 0 while no lot is on screen. */
  readonly check: number;
  /** In milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** How long a price may take from the book to the screen and back here. */
const PRICE_LAG_MS = 1_500;

/**
 * Holds the price on air against the book's. Pure: prices and looks come with their time.
 *
 * Every price that the book held within the last one and a half seconds is right, so that a war of
 * bids is no fault, and a screen that stands behind it is.
 */
export class PriceOnAir {
  /** Oldest first; each holds until the next begins. */
  #held: ExpectedPrice[] = [];

  /** @param price - what the book holds now; undefined where the picture carries no strip */
  hold(price: ExpectedPrice | undefined): void {
    if (!price) this.#held = [];
    else if (price.check !== this.#held.at(-1)?.check) this.#held.push(price);
  }

  judge(look: Look): Fault {
    const justMs = look.nowMs - PRICE_LAG_MS;
    while ((this.#held[1]?.sinceMs ?? Infinity) <= justMs) this.#held.shift();
    // What was on air before the first price that we know of cannot be judged.
    if ((this.#held[0]?.sinceMs ?? Infinity) > justMs) return undefined;
    if (this.#held.some(({ check }) => check === look.check)) return undefined;
    return 'The price on air is not the one in the book.';
  }
}
