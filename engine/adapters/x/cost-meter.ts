import type { Clock } from '../../ports/clock.js';

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
export interface CostMeter {
  wrote(what: Write): void;
  /** Counts posts read; each is charged once a UTC day, whichever way it came. */
  read(how: Read, ids: readonly string[]): void;
  /** Exact decimal of US dollars, such as `0.015`. */
  totalUsd(): string;
}

const DAY_MS = 86_400_000;

/** A meter that starts from nothing. */
export function createCostMeter({ clock }: { readonly clock: Clock }): CostMeter {
  let microUsd = 0n;
  let day = -1;
  const chargedToday = new Set<string>();

  return {
    wrote: (what) => {
      microUsd += PRICES[what];
    },
    read: (how, ids) => {
      const today = Math.floor(clock.now() / DAY_MS);
      if (today !== day) chargedToday.clear();
      day = today;
      for (const id of ids) {
        if (chargedToday.has(id)) continue;
        chargedToday.add(id);
        microUsd += PRICES[how];
      }
    },
    totalUsd: () => formatMicroUsd(microUsd),
  };
}

function formatMicroUsd(microUsd: bigint): string {
  const fraction = (microUsd % 1_000_000n).toString().padStart(6, '0').replace(/0+$/u, '');
  return `${microUsd / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}
