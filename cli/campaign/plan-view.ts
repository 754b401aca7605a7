import { type Campaign, type LotName, type Stage } from '../../engine/domain/campaign/campaign.js';
import type { SkippedDay, StageShift } from '../../engine/domain/campaign/calendar.js';
import { WEEKDAYS, type CalendarDate } from '../../engine/domain/campaign/dates.js';
import type { CampaignPlan, PlannedDay } from '../../engine/domain/campaign/plan.js';
import { formatTime, formatZoned, type Zone } from '../../engine/domain/campaign/zone.js';

/** What `campaign plan --json` prints: a promise to scripts. Times are ISO 8601 in the zone. */
export interface PlanView {
  readonly campaign: CampaignView;
  readonly days: readonly DayView[];
  readonly skipped: readonly SkippedDay[];
  readonly unassigned: readonly LotName[];
}

/** A campaign, as every command names it. */
export interface CampaignView {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

interface DayView {
  readonly date: CalendarDate;
  readonly auctionId: string;
  readonly announceAt: string;
  readonly doorsAt: string;
  readonly auctionAt: string;
  readonly afterAt: string;
  readonly lots: readonly LotName[];
  readonly utcOffset: string;
  /** Where the clocks of the zone change on this date. */
  readonly clockChange?: { readonly from: string; readonly to: string };
  /** Stages that could not come at the time the file gives; `wall` is that time. */
  readonly shifted?: readonly {
    readonly stage: Stage;
    readonly wall?: string;
    readonly why: StageShift['why'];
  }[];
}

export const viewCampaign = ({ id, title, from, until }: Campaign, zone: Zone): CampaignView => ({
  ...{ id, title, zone: zone.id, from, until },
});

/** The days of a plan from a date on. */
export function viewPlan(
  campaign: Campaign,
  plan: CampaignPlan,
  zone: Zone,
  from: CalendarDate = campaign.from,
): PlanView {
  return {
    campaign: viewCampaign(campaign, zone),
    days: plan.days.filter(({ date }) => date >= from).map((day) => viewDay(day, zone)),
    skipped: plan.skipped.filter(({ date }) => date >= from),
    unassigned: plan.unassigned,
  };
}

function viewDay(day: PlannedDay, zone: Zone): DayView {
  const { date, auctionId, at, lots, utcOffset, clockChange, shifted } = day;
  return {
    ...{ date, auctionId },
    announceAt: formatZoned(zone, at.announce),
    doorsAt: formatZoned(zone, at.doors),
    auctionAt: formatZoned(zone, at.auction),
    afterAt: formatZoned(zone, at.after),
    ...{ lots, utcOffset },
    ...(clockChange ? { clockChange } : {}),
    ...(shifted.length > 0
      ? {
          shifted: shifted.map(({ stage, wallMs, why }) => ({
            ...{ stage, why },
            ...(wallMs === undefined ? {} : { wall: formatTime(wallMs) }),
          })),
        }
      : {}),
  };
}

/** Days of the week in their order, such as `Mon Tue Fri`. */
export const weekdayNames = ({ weekdays }: Pick<Campaign, 'weekdays'>): string =>
  WEEKDAYS.filter((day) => weekdays.has(day))
    .map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`)
    .join(' ');
