import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { CostBook } from '../../ports/cost-book.js';

/** What X charges for, in millionths of a US dollar. */
const PRICES = {
  post: 15_000n,
  'post-with-link': 200_000n,
  'summoned-reply': 10_000n,
  'streamed-post': 5_000n,
  'owned-read': 1_000n,
} as const;

export type Write = 'post' | 'post-with-link' | 'summoned-reply';
export type Read = 'streamed-post' | 'owned-read';

/** Counts what the house owes X; exact, and never asked before anything is done. */
export interface CostMeter extends Closeable {
  wrote(what: Write): void;
  /** Counts posts read; each is charged once a UTC day, whichever way it came. */
  read(how: Read, ids: readonly string[]): void;
  /** Exact decimal of US dollars, such as `0.015`. */
  totalUsd(): string;
}

const DAY_MS = 86_400_000;
/** Spending is written down this often at the most, so that no post waits for the disk. */
const WRITE_AFTER_MS = 2_000;

/** A meter that goes on from what its book says, and from nothing without one. */
export function createCostMeter(options: {
  readonly clock: Clock;
  readonly book?: CostBook;
}): CostMeter {
  const { clock, book } = options;
  let microUsd = book?.read() ?? 0n;
  let writing: NodeJS.Timeout | undefined;
  let day = -1;
  const chargedToday = new Set<string>();

  const write = () => {
    writing = undefined;
    book?.write(microUsd);
  };
  const spend = (priceMicroUsd: bigint) => {
    microUsd += priceMicroUsd;
    writing ??= setTimeout(write, WRITE_AFTER_MS);
  };
  return {
    wrote: (what) => spend(PRICES[what]),
    read: (how, ids) => {
      const today = Math.floor(clock.now() / DAY_MS);
      if (today !== day) chargedToday.clear();
      day = today;
      for (const id of ids) {
        if (chargedToday.has(id)) continue;
        chargedToday.add(id);
        spend(PRICES[how]);
      }
    },
    totalUsd: () => formatMicroUsd(microUsd),
    close: async () => {
      if (writing === undefined) return;
      clearTimeout(writing);
      write();
    },
  };
}

function formatMicroUsd(microUsd: bigint): string {
  const fraction = (microUsd % 1_000_000n).toString().padStart(6, '0').replace(/0+$/u, '');
  return `${microUsd / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}
