import type { StepRow } from '../domain/campaign/step-row.js';

/**
 * What became of every step of one campaign. It is what keeps the house from saying a thing twice:
 * a step is written down as begun before it is taken, and as ended after.
 */
export interface CampaignDiary {
  /** Every row, in order of date and stage. */
  read(): Promise<readonly StepRow[]>;
  /** Writes rows over those of the same date and stage, all or none; returns once on the disk. */
  write(rows: readonly StepRow[]): Promise<void>;
  /** Puts these `planned` rows in place of all that are `planned`, and touches no other. */
  plan(rows: readonly StepRow[]): Promise<void>;
}
