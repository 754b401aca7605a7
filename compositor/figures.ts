interface Noted {
  readonly atMs: number;
  readonly value: number;
}

/** What figures are taken over. */
const WINDOW_MS = 10_000;

/** What comes out of the encoders: how soon, and how much. Times are handed in. */
export class Figures {
  readonly #latencies: Noted[] = [];
  readonly #bytes: Noted[] = [];
  #sum = 0;

  /** A frame has come that was due at `dueMs`. */
  noteLatency(nowMs: number, dueMs: number): void {
    this.#latencies.push({ atMs: nowMs, value: nowMs - dueMs });
    forget(this.#latencies, nowMs);
  }

  noteBytes(nowMs: number, bytes: number): void {
    this.#sum += bytes;
    this.#bytes.push({ atMs: nowMs, value: bytes });
    for (const { value } of forget(this.#bytes, nowMs)) this.#sum -= value;
  }

  /** From a tick to its frame out of the encoder, over the last ten seconds. */
  latencyMs(nowMs: number): { readonly p50: number; readonly p95: number } {
    forget(this.#latencies, nowMs);
    const sorted = this.#latencies.map(({ value }) => value).sort((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
    return { p50: at(0.5), p95: at(0.95) };
  }

  /** Over the last ten seconds, or since the beginning where that is less. */
  bitrateKbps(nowMs: number): number {
    for (const { value } of forget(this.#bytes, nowMs)) this.#sum -= value;
    const [oldest] = this.#bytes;
    if (!oldest) return 0;
    return Math.round((this.#sum * 8) / Math.max(1_000, nowMs - oldest.atMs));
  }
}

/** Takes off what is too old to count, and returns it. */
function forget(noted: Noted[], nowMs: number): Noted[] {
  const fresh = noted.findIndex(({ atMs }) => atMs > nowMs - WINDOW_MS);
  return noted.splice(0, fresh === -1 ? noted.length : fresh);
}
