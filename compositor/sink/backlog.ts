interface Given {
  /** How far the programme had come by then: a sound may be late and yet not wait. */
  readonly programMs: number;
  /** Bytes that were handed over up to its end. */
  readonly endBytes: number;
}

/**
 * What was handed to a connection and has not left yet, in the programme's time: so much later than
 * the rest does the stream arrive there. Bytes would not tell, for a second of it may be half a
 * megabyte or, where nothing moves, a hundredth of that.
 */
export class Backlog {
  /** Those that have not left whole, as of the last look; oldest first. */
  #given: Given[] = [];
  #givenBytes = 0;
  #programMs = -Infinity;

  /** Notes how far the programme is, also by what is left out. */
  advance(atMs: number): void {
    this.#programMs = Math.max(this.#programMs, atMs);
  }

  push(bytes: number): void {
    this.#givenBytes += bytes;
    this.#given.push({ programMs: this.#programMs, endBytes: this.#givenBytes });
  }

  /**
   * How far the programme has come since the oldest packet that waits, in milliseconds.
   *
   * @param waitingBytes - of all that was handed over, with what a protocol adds to it
   */
  ageMs(waitingBytes: number): number {
    const leftBytes = this.#givenBytes - waitingBytes;
    const first = this.#given.findIndex(({ endBytes }) => endBytes > leftBytes);
    if (first !== 0) this.#given.splice(0, first < 0 ? Infinity : first);
    const [oldest] = this.#given;
    return oldest ? this.#programMs - oldest.programMs : 0;
  }
}
