import { STAGES } from '../../domain/campaign/campaign.js';
import type { CampaignPlan } from '../../domain/campaign/plan.js';
import type { StepRow } from '../../domain/campaign/step-row.js';
import type { StepDue } from '../../domain/campaign/steps.js';
import type { CampaignDiary } from '../../ports/campaign-diary.js';
import type { Clock } from '../../ports/clock.js';

/** A row before it is stamped with the time of writing. */
export type NewRow = Omit<StepRow, 'changedAt'>;

/** The diary, read once and kept in step with what is written to it. */
export interface Pages {
  rows(): readonly StepRow[];
  /** Writes and then tells; what was not written is never told. */
  write(rows: readonly NewRow[]): Promise<readonly StepRow[]>;
  /** Writes down what is planned, where that is not what the diary says. */
  plan(plan: CampaignPlan): Promise<void>;
}

export async function openPages(
  diary: CampaignDiary,
  onStep: (row: StepRow) => void,
  clock: Clock,
): Promise<Pages> {
  let rows = new Map((await diary.read()).map((row) => [slot(row), row]));
  return {
    rows: () => [...rows.values()],
    write: async (fresh) => {
      const stamped = fresh.map((row): StepRow => ({ ...row, changedAt: clock.now() }));
      await diary.write(stamped);
      for (const row of stamped) rows.set(slot(row), row);
      for (const row of stamped) onStep(row);
      return stamped;
    },
    plan: async (plan) => {
      const planned = plannedRows(plan, rows, clock);
      const stood = [...rows.values()].filter(({ status }) => status === 'planned');
      if (stood.length === planned.length && planned.every((row) => rows.get(slot(row)) === row))
        return;
      await diary.plan(planned);
      rows = new Map(
        [...[...rows.values()].filter(({ status }) => status !== 'planned'), ...planned].map(
          (row) => [slot(row), row],
        ),
      );
    },
  };
}

/** The step of a due as the row it is about to become. */
export const rowOf = (
  { day, stage, plannedAt }: Pick<StepDue, 'day' | 'stage' | 'plannedAt'>,
  status: StepRow['status'],
  why = '',
): NewRow => ({ date: day.date, lots: day.lots, stage, plannedAt, status, why });

const slot = ({ date, stage }: Pick<StepRow, 'date' | 'stage'>): string => `${date} ${stage}`;

/** Rows for every step still to come; those that stand as they should are handed back as they are. */
function plannedRows(
  plan: CampaignPlan,
  rows: ReadonlyMap<string, StepRow>,
  clock: Clock,
): readonly StepRow[] {
  const now = clock.now();
  return plan.days.flatMap((day) =>
    STAGES.flatMap((stage): StepRow[] => {
      const stood = rows.get(slot({ date: day.date, stage }));
      if (stood && stood.status !== 'planned') return [];
      const isSame =
        stood?.plannedAt === day.at[stage] && stood.lots.join('\n') === day.lots.join('\n');
      if (stood && isSame) return [stood];
      const row = rowOf({ day, stage, plannedAt: day.at[stage] }, 'planned', stood?.why);
      return [{ ...row, changedAt: now }];
    }),
  );
}
