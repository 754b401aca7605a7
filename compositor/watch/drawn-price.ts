import type { Alarm } from '../../engine/ports/program.js';
import type { ExpectedPrice } from './judge-picture.js';

/** How long the picture may take to follow the book. */
const LAG_MS = 2_000;
/** States that may be published before one of them is shown. */
const KEPT_MAX = 500;

/**
 * Holds the price that the stage says it draws against the book's: the check that needs no strip in
 * the picture. Pure: time is handed in, in milliseconds since the epoch.
 */
export class DrawnPrice {
  readonly #published = new Map<number, ExpectedPrice>();
  #shown: ExpectedPrice;
  #newest: ExpectedPrice;

  constructor(revision: number, first: ExpectedPrice) {
    this.#published.set(revision, first);
    this.#shown = first;
    this.#newest = first;
  }

  /** The book's price from now on; one that is said again is no newer for that. */
  published(revision: number, price: ExpectedPrice): void {
    if (price.check !== this.#newest.check) this.#newest = price;
    this.#published.set(revision, this.#newest);
    const [oldest] = this.#published.keys();
    if (this.#published.size > KEPT_MAX && oldest !== undefined) this.#published.delete(oldest);
  }

  /** A frame is on air that shows this state. */
  shown(revision: number): void {
    const price = this.#published.get(revision);
    if (price) this.#shown = price;
    for (const known of this.#published.keys()) {
      if (known >= revision) break;
      this.#published.delete(known);
    }
  }

  /** The alarm that stands, where the picture does not follow. */
  alarm(nowMs: number): Alarm | undefined {
    const { check, sinceMs } = this.#newest;
    const dueMs = sinceMs + LAG_MS;
    if (this.#shown.check === check || nowMs < dueMs) return undefined;
    const seconds = ((nowMs - sinceMs) / 1_000).toFixed(1);
    const message = `The picture does not show the price that has stood for ${seconds} s.`;
    return { kind: 'wrong-price', message, sinceMs: dueMs };
  }
}
