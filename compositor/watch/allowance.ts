/** So many tries within a sliding window. Pure: time is handed in, in milliseconds. */
export class Allowance {
  readonly #limit: number;
  readonly #windowMs: number;
  #taken: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Tries that may be taken now. */
  left(nowMs: number): number {
    return this.#limit - this.#taken.filter((at) => at > nowMs - this.#windowMs).length;
  }

  /** Takes a try and returns 0, or takes none and returns the milliseconds until there is one. */
  take(nowMs: number): number {
    this.#taken = this.#taken.filter((at) => at > nowMs - this.#windowMs);
    if (this.#taken.length >= this.#limit) return (this.#taken[0] ?? 0) + this.#windowMs - nowMs;
    this.#taken.push(nowMs);
    return 0;
  }
}
