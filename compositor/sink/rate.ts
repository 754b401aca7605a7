const WINDOW_MS = 10_000;
const SAMPLE_MS = 250;

/** Measures a count of bytes over the last ten seconds. Pure: time is handed in. */
export class Rate {
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** To be told often; `bytes` counts from the beginning. */
  note(nowMs: number, bytes: number): void {
    const last = this.#samples.at(-1);
    if (last && nowMs - last.atMs < SAMPLE_MS) return;
    this.#samples.push({ atMs: nowMs, bytes });
    // The newest of those that are too old stays: the window begins with it.
    while ((this.#samples[1]?.atMs ?? nowMs) <= nowMs - WINDOW_MS) this.#samples.shift();
  }

  /** Kilobits a second up to `nowMs`, whole; 0 before there is anything to compare. */
  kbps(nowMs: number, bytes: number): number {
    const [first] = this.#samples;
    if (!first || nowMs <= first.atMs) return 0;
    return Math.round(((bytes - first.bytes) * 8) / (nowMs - first.atMs));
  }
}
