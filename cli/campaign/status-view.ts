import {
  auctionIdOf,
  type Campaign,
  type LotName,
  type Stage,
} from '../../engine/domain/campaign/campaign.js';
import type { Calendar, SkippedDay } from '../../engine/domain/campaign/calendar.js';
import type { CalendarDate } from '../../engine/domain/campaign/dates.js';
import { planCampaign } from '../../engine/domain/campaign/plan.js';
import type { StepRow, StepStatus } from '../../engine/domain/campaign/step-row.js';
import { nextStep } from '../../engine/domain/campaign/steps.js';
import { formatZoned, type Zone } from '../../engine/domain/campaign/zone.js';
import type { Instant } from '../../engine/domain/ids.js';
import { viewCampaign, type CampaignView } from './plan-view.js';

/** What `campaign status --json` prints: a promise to scripts. Times are ISO 8601 in the zone. */
export interface StatusView {
  readonly campaign: CampaignView;
  /** Whether a `campaign run` is under way in the folder. */
  readonly running: boolean;
  readonly now: string;
  readonly days: readonly {
    readonly date: CalendarDate;
    readonly auctionId: string;
    readonly lots: readonly LotName[];
    readonly steps: Readonly<Record<Stage, StepView>>;
  }[];
  readonly skipped: readonly SkippedDay[];
  readonly unassigned: readonly LotName[];
  /** What comes next; null when nothing does. */
  readonly next: {
    readonly date: CalendarDate;
    readonly auctionId: string;
    readonly stage: Stage;
    readonly at: string;
    readonly inMs: number;
  } | null;
}

interface StepView {
  readonly status: StepStatus;
  /** When the plan wants it. */
  readonly at: string;
  /** When it came to its status; absent while it is planned. */
  readonly since?: string;
  /** What became of it, in words; absent where there is nothing to say. */
  readonly why?: string;
}

/** The calendar with what became of each step. Days that were missed are among them. */
export function viewStatus(parts: {
  readonly campaign: Campaign;
  readonly calendar: Calendar;
  readonly lots: readonly LotName[];
  readonly rows: readonly StepRow[];
  readonly running: boolean;
  readonly zone: Zone;
  readonly now: Instant;
}): StatusView {
  const { campaign, calendar, zone, rows, now } = parts;
  const plan = planCampaign(campaign, calendar, parts.lots, rows);
  const written = new Map(rows.map((row) => [`${row.date} ${row.stage}`, row]));
  const soldOn = new Map(plan.days.map(({ date, lots }) => [date, lots]));
  const days = calendar.days.filter(
    ({ date }) => soldOn.has(date) || written.has(`${date} auction`),
  );
  const stepOf = (day: Calendar['days'][number], stage: Stage): StepView => {
    const row = written.get(`${day.date} ${stage}`);
    const at = formatZoned(zone, day.at[stage]);
    if (!row || row.status === 'planned') return { status: 'planned', at };
    const since = formatZoned(zone, row.changedAt);
    return { status: row.status, at, since, ...(row.why === '' ? {} : { why: row.why }) };
  };
  const next = nextStep(plan, rows, now);
  return {
    campaign: viewCampaign(campaign, zone),
    running: parts.running,
    now: formatZoned(zone, now),
    days: days.map((day) => ({
      date: day.date,
      auctionId: auctionIdOf(campaign.id, day.date),
      lots: soldOn.get(day.date) ?? written.get(`${day.date} auction`)?.lots ?? [],
      steps: {
        announce: stepOf(day, 'announce'),
        doors: stepOf(day, 'doors'),
        auction: stepOf(day, 'auction'),
        after: stepOf(day, 'after'),
      },
    })),
    skipped: plan.skipped,
    unassigned: plan.unassigned,
    next: next
      ? {
          ...{ date: next.day.date, auctionId: next.day.auctionId, stage: next.stage },
          ...{ at: formatZoned(zone, next.plannedAt), inMs: next.plannedAt - now },
        }
      : null,
  };
}

/** How many steps came to which end. */
export function countSteps(rows: readonly StepRow[]): Readonly<Record<StepStatus, number>> {
  const counts = { planned: 0, begun: 0, done: 0, skipped: 0, failed: 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}
