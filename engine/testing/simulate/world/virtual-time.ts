import type { Instant } from '../../../domain/ids.js';

/** Time that passes only from one thing that happens to the next. */
export interface VirtualTime {
  /** The true time: what X and the chain go by. The clock of the house may differ. */
  now(): Instant;
  /** Lets something happen in so many milliseconds; of two at once, the one asked for first. */
  in(ms: number, act: () => void): void;
  wait(ms: number): Promise<void>;
  /** Lets things happen one after another until `isOver`, until `limit`, or until nothing is left. */
  run(isOver: () => boolean, limit: Instant): Promise<'over' | 'late' | 'idle'>;
  /** How many things have happened. */
  steps(): number;
}

interface Happening {
  readonly at: number;
  readonly place: number;
  readonly act: () => void;
}

/** Time begins at `start`. Whatever one happening leads to is done before the next begins. */
export function createVirtualTime(start: Instant): VirtualTime {
  const ahead: Happening[] = [];
  let now: number = start;
  let asked = 0;
  let steps = 0;

  const time: VirtualTime = {
    now: () => now as Instant,
    steps: () => steps,
    in: (ms, act) => push(ahead, { at: now + Math.max(0, ms), place: ++asked, act }),
    wait: (ms) => new Promise((resolve) => time.in(ms, resolve)),
    run: async (isOver, limit) => {
      for (;;) {
        await allThatFollows();
        if (isOver()) return 'over';
        const next = ahead[0];
        if (!next) return 'idle';
        if (next.at > limit) return 'late';
        pop(ahead);
        now = next.at;
        steps += 1;
        next.act();
      }
    },
  };
  return time;
}

/** Promises are kept before this: nothing in the simulated world waits for anything else. */
const allThatFollows = () => new Promise((resolve) => setImmediate(resolve));

const isBefore = (one: Happening, other: Happening): boolean =>
  one.at < other.at || (one.at === other.at && one.place < other.place);

function push(heap: Happening[], added: Happening): void {
  let i = heap.push(added) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent];
    if (!above || isBefore(above, added)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = added;
}

function pop(heap: Happening[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    const right = heap[child + 1];
    const left = heap[child];
    if (!left) break;
    if (right && isBefore(right, left)) child += 1;
    const least = heap[child];
    if (!least || !isBefore(least, last)) break;
    heap[i] = least;
    i = child;
  }
  heap[i] = last;
}
