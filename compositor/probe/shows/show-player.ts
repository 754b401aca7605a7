import type { ShowState } from '../../../engine/domain/show.js';
import type { Clock } from '../../../engine/ports/clock.js';
import type { Closeable } from '../../../engine/ports/closeable.js';
import type { Published, ShowScript } from './show-script.js';

/** Publishes the states of a show as their time comes, until it is closed or the show is over. */
export class ShowPlayer implements Closeable {
  /** The state that a programme starts with. */
  readonly firstShow: ShowState;
  readonly #clock: Clock;
  readonly #states: Iterator<Published>;
  #timer: NodeJS.Timeout | undefined;

  /** The show begins now. */
  constructor(script: ShowScript, clock: Clock) {
    this.#clock = clock;
    this.#states = script(clock.now())[Symbol.iterator]();
    const first: IteratorResult<Published, unknown> = this.#states.next();
    if (first.done) throw new RangeError('A show has one state at least.');
    this.firstShow = first.value.show;
  }

  /** Publishes from now on; of what was due before, the newest state alone. Call once. */
  play(publish: (show: ShowState) => void): void {
    this.#await(this.#next(), undefined, publish);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
  }

  #next(): Published | undefined {
    const next: IteratorResult<Published, unknown> = this.#states.next();
    return next.done ? undefined : next.value;
  }

  /** @param due - what is to be published before `next` */
  #await(
    next: Published | undefined,
    due: ShowState | undefined,
    publish: (show: ShowState) => void,
  ): void {
    let [coming, newest] = [next, due];
    for (; coming && coming.atMs <= this.#clock.now(); coming = this.#next()) newest = coming.show;
    if (newest) publish(newest);
    if (!coming) return;
    const waitMs = Math.max(0, coming.atMs - this.#clock.now());
    this.#timer = setTimeout(() => this.#await(coming, undefined, publish), waitMs);
  }
}
