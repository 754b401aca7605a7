import type { Instant } from '../ids.js';
import type { LotName, Stage } from './campaign.js';
import type { CalendarDate } from './dates.js';

/**
 * How a step stands. `begun` is written before the act, so that after a crash its end is known to
 * be unknown; `done`, `skipped` and `failed` are its ends.
 */
export type StepStatus = 'planned' | 'begun' | 'done' | 'skipped' | 'failed';

/** One step of the campaign, as the diary keeps it: unique by date and stage. */
export interface StepRow {
  readonly date: CalendarDate;
  readonly stage: Stage;
  readonly status: StepStatus;
  /** When the plan wants it. */
  readonly plannedAt: Instant;
  /** When it came to its status. */
  readonly changedAt: Instant;
  /** What became of it, for people; empty where there is nothing to say. */
  readonly why: string;
  /** The lots of its day, as they were when it came to its status. */
  readonly lots: readonly LotName[];
}
