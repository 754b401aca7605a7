import type { Instant } from '../ids.js';
import { STAGES, type CatchUp, type Stage } from './campaign.js';
import type { CalendarDate } from './dates.js';
import type { CampaignPlan, PlannedDay } from './plan.js';
import type { StepRow } from './step-row.js';

/** What is to be done now: take a step, or write down that its time has passed. */
export interface StepDue {
  readonly kind: 'begin' | 'skip';
  readonly day: PlannedDay;
  readonly stage: Stage;
  readonly plannedAt: Instant;
  /** Why it is skipped; empty for one to begin. */
  readonly why: string;
}

/** However short its time is, a step is never late within this: nothing happens in no time. */
const PROMPT_MS = 60_000;

/** Names a step for ever: what is said under a key is said once. */
export const stepKey = (auctionId: string, stage: Stage): string => `${auctionId}-${stage}`;

/**
 * The steps that are due, in the order of their times.
 *
 * Announcement and doors are caught up until the stage after them; an auction while it is at most
 * so late as the campaign allows; the words after it once it is over. A step that has begun is in
 * somebody's hands and is not due again.
 */
export function stepsDue(
  plan: Pick<CampaignPlan, 'days'>,
  rows: readonly StepRow[],
  now: Instant,
  catchUp: CatchUp,
): readonly StepDue[] {
  const diary = byStep(rows);
  return plan.days
    .filter(({ at }) => at.announce <= now)
    .flatMap((day) => STAGES.flatMap((stage) => ruleOnStep(day, stage, diary, now, catchUp) ?? []))
    .sort(inOrder);
}

/** The step that comes next and when, leaving out those that are due by now; undefined at the end. */
export function nextStep(
  plan: Pick<CampaignPlan, 'days'>,
  rows: readonly StepRow[],
  now: Instant,
): Omit<StepDue, 'kind' | 'why'> | undefined {
  const diary = byStep(rows);
  const ahead = plan.days.flatMap((day) =>
    STAGES.filter((stage) => day.at[stage] > now && isOpen(diary.get(slot(day.date, stage)))).map(
      (stage) => ({ day, stage, plannedAt: day.at[stage] }),
    ),
  );
  return ahead.sort(inOrder)[0];
}

/** Whether nothing is left to do: every step has come to an end. */
export function isCampaignOver(
  plan: Pick<CampaignPlan, 'days'>,
  rows: readonly StepRow[],
): boolean {
  const diary = byStep(rows);
  const ended = (row: StepRow | undefined) => !isOpen(row) && row?.status !== 'begun';
  return (
    rows.every(({ status }) => status !== 'begun') &&
    plan.days.every(({ date }) => STAGES.every((stage) => ended(diary.get(slot(date, stage)))))
  );
}

type Diary = ReadonlyMap<string, StepRow>;
type Ruling = readonly [kind: StepDue['kind'], why: string] | undefined;

const slot = (date: CalendarDate, stage: Stage) => `${date} ${stage}`;

const byStep = (rows: readonly StepRow[]): Diary =>
  new Map(rows.map((row) => [slot(row.date, row.stage), row]));

const isOpen = (row: StepRow | undefined): boolean => !row || row.status === 'planned';

const inOrder = (
  a: { readonly plannedAt: Instant; readonly stage: Stage },
  b: { readonly plannedAt: Instant; readonly stage: Stage },
): number => a.plannedAt - b.plannedAt || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);

function ruleOnStep(
  day: PlannedDay,
  stage: Stage,
  diary: Diary,
  now: Instant,
  catchUp: CatchUp,
): StepDue | undefined {
  const plannedAt = day.at[stage];
  if (plannedAt > now || !isOpen(diary.get(slot(day.date, stage)))) return undefined;
  const ruling =
    stage === 'after'
      ? ruleOnAfter(plannedAt, diary.get(slot(day.date, 'auction')), now, catchUp.after)
      : ruleByTime(plannedAt, lastMoment(day, stage, catchUp), now);
  if (!ruling) return undefined;
  return { kind: ruling[0], day, stage, plannedAt, why: ruling[1] };
}

const ruleByTime = (plannedAt: Instant, until: number, now: Instant): Ruling =>
  now <= until ? ['begin', ''] : ['skip', `missed: ${minutes(now - plannedAt)} late`];

/** Words for a stage are of use until the next one; an auction, so long as bidders may still wait. */
function lastMoment(day: PlannedDay, stage: Exclude<Stage, 'after'>, catchUp: CatchUp): number {
  const { at } = day;
  const latest = at[stage] + catchUp[stage];
  const next = { announce: at.doors, doors: at.auction, auction: Infinity }[stage];
  return Math.max(at[stage] + PROMPT_MS, Math.min(latest, next));
}

function ruleOnAfter(
  plannedAt: Instant,
  auction: StepRow | undefined,
  now: Instant,
  limitMs: number,
): Ruling {
  switch (auction?.status) {
    case undefined:
    case 'planned':
    case 'begun':
      return undefined;
    case 'skipped':
    case 'failed':
      return ['skip', `its auction was ${auction.status === 'failed' ? 'not ended' : 'not held'}`];
    case 'done': {
      // An auction that runs on past the time for the words is waited for.
      const from = Math.max(plannedAt, auction.changedAt) as Instant;
      return ruleByTime(from, from + Math.max(limitMs, PROMPT_MS), now);
    }
  }
}

const minutes = (ms: number): string => `${Math.floor(ms / 60_000)} minutes`;
