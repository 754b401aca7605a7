/**
 * Knows which frame first shows a published state. Pure.
 *
 * The stage draws a tick with the newest state that it was told before it was asked for the tick:
 * so a state is on air with the first drawn frame that was asked for after it.
 */
export class FirstFrames {
  #published = 0;
  #asked = 0;
  /** Ticks that were the first to be asked for with a new state, oldest first. */
  readonly #waiting: { readonly tick: number; readonly revision: number }[] = [];

  published(revision: number): void {
    this.#published = revision;
  }

  asked(tick: number): void {
    if (this.#published === this.#asked) return;
    this.#asked = this.#published;
    this.#waiting.push({ tick, revision: this.#published });
  }

  /** The newest state that a frame shows first; undefined for one that shows nothing new. */
  onAir(tick: number): number | undefined {
    let revision: number | undefined;
    for (let first = this.#waiting[0]; first && first.tick <= tick; first = this.#waiting[0]) {
      ({ revision } = first);
      this.#waiting.shift();
    }
    return revision;
  }
}
