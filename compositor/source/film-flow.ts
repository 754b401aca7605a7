/** Film that is fed in so many pieces has frames in it: a decoder that keeps up gives some. */
const PIECES = 4;
const STUCK_MS = 1_500;
/** A decoder looks at the beginning of a film for a while. */
const BEGIN_MS = 5_000;

/**
 * Tells a decoder that hangs from a page that stands still, of which there is no film either. Time
 * is handed in, in milliseconds.
 */
export class FilmFlow {
  /** Since the newest frame. */
  #pieces = 0;
  #firstPieceMs = 0;
  #hasBegun = false;

  /** A piece of film was given to the decoder. */
  fed(nowMs: number): void {
    if (this.#pieces++ === 0) this.#firstPieceMs = nowMs;
  }

  /** The decoder gave a frame. */
  developed(): void {
    this.#pieces = 0;
    this.#hasBegun = true;
  }

  /** Whether it is fed and gives nothing. */
  isStuck(nowMs: number): boolean {
    const limitMs = this.#hasBegun ? STUCK_MS : BEGIN_MS;
    return this.#pieces >= PIECES && nowMs - this.#firstPieceMs > limitMs;
  }
}
