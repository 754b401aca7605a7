import type { Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Priority } from '../../ports/outbox.js';
import type { XLimit } from './client.js';

/** How many posts the host may make, and how many of them are kept back. */
export interface BudgetTerms {
  /** Posts in any window; X allows an account 100. */
  readonly posts: number;
  /** X's window, in ms: 15 minutes. */
  readonly windowMs: number;
  /** The last so many go to priority 1 alone. */
  readonly keptForFirst: number;
  /** The so many before those go to priorities 1 and 2. */
  readonly keptForSecond: number;
}

/** What X allows an account, with 20 kept for what must be said and 30 for what should be. */
export const X_BUDGET: BudgetTerms = {
  posts: 100,
  windowMs: 900_000,
  keptForFirst: 20,
  keptForSecond: 30,
};

/** Counts the host's posts within X's limit. */
export interface Budget {
  /** Takes one post out of the budget; why there is none left for this priority, otherwise. */
  spend(priority: Priority): { readonly why: string } | undefined;
  /** Takes over what X says is left, which may be less than we think after a restart. */
  learn(limit: XLimit | undefined): void;
  /** X allows nothing until then. */
  shutUntil(at: Instant): void;
}

/** A budget that starts full. The window slides, so it never allows more than X's fixed one. */
export function createBudget(terms: BudgetTerms, clock: Clock): Budget {
  const spentAt: Instant[] = [];
  let told: XLimit | undefined;
  let shutTill = 0;

  const left = (now: Instant) => {
    while (spentAt[0] !== undefined && spentAt[0] <= now - terms.windowMs) spentAt.shift();
    if (told && told.resetsAt <= now) told = undefined;
    return Math.min(terms.posts - spentAt.length, told?.remaining ?? terms.posts);
  };

  return {
    spend: (priority) => {
      const now = clock.now();
      if (now < shutTill)
        return { why: `X takes no posts for another ${Math.ceil((shutTill - now) / 1000)} s` };
      const remaining = left(now);
      const kept = keptFrom(priority, terms);
      if (remaining <= kept)
        return { why: `${remaining} posts are left in this window, ${kept} of them kept back` };
      spentAt.push(now);
      if (told) told = { ...told, remaining: told.remaining - 1 };
      return undefined;
    },
    learn: (limit) => {
      told = limit ?? told;
    },
    shutUntil: (at) => {
      shutTill = Math.max(shutTill, at);
    },
  };
}

function keptFrom(priority: Priority, { keptForFirst, keptForSecond }: BudgetTerms): number {
  switch (priority) {
    case 1:
      return 0;
    case 2:
      return keptForFirst;
    case 3:
      return keptForFirst + keptForSecond;
  }
}
