import type { Instant } from '../ids.js';
import type { Break, Campaign, Stage, StageTime } from './campaign.js';
import { datesBetween, daysBetween, addDays, weekdayOf, type CalendarDate } from './dates.js';
import type { Shift, Zone } from './zone.js';

/** A stage that could not come at the time the file gives it. */
export interface StageShift {
  readonly stage: Stage;
  /** What the file says, as milliseconds since midnight; absent where it gives an offset. */
  readonly wallMs?: number;
  /** `order`: clocks that changed would have put it past the stage it belongs before or after. */
  readonly why: Shift | 'order';
}

/** A day that can hold an auction. */
export interface CalendarDay {
  readonly date: CalendarDate;
  readonly at: Readonly<Record<Stage, Instant>>;
  /** The zone's distance from UTC at the auction's start. */
  readonly utcOffset: string;
  /** Where the clocks change on this date: their offsets before and after. */
  readonly clockChange?: { readonly from: string; readonly to: string };
  readonly shifted: readonly StageShift[];
}

/** Why a campaign's file keeps a day free. */
type DayOff = 'weekday' | 'break' | 'blackout';

/** Why a day of the campaign has no auction; `no-such-day`: the zone left the whole date out. */
export type SkipReason = DayOff | 'no-such-day' | 'no-lots' | 'missed';

export interface SkippedDay {
  readonly date: CalendarDate;
  readonly why: SkipReason;
}

/** The days of a campaign, whatever is sold on them. Both lists are in order of date. */
export interface Calendar {
  readonly days: readonly CalendarDay[];
  readonly skipped: readonly SkippedDay[];
}

const NOON_MS = 43_200_000;

/** Lays a campaign out over the clocks of its zone. */
export function layOutCalendar(campaign: Campaign, zone: Zone): Calendar {
  const days: CalendarDay[] = [];
  const skipped: SkippedDay[] = [];
  for (const date of datesBetween(campaign.from, campaign.until)) {
    const why = dayOff(campaign, date) ?? (isInZone(date, zone) ? undefined : 'no-such-day');
    if (why) skipped.push({ date, why });
    else days.push(layOutDay(campaign, date, zone));
  }
  return { days, skipped };
}

/** Why the campaign's file keeps a date free; undefined where it does not. */
export function dayOff(
  campaign: Pick<Campaign, 'from' | 'weekdays' | 'breaks' | 'blackouts'>,
  date: CalendarDate,
): DayOff | undefined {
  if (campaign.blackouts.has(date)) return 'blackout';
  if (!campaign.weekdays.has(weekdayOf(date))) return 'weekday';
  if (campaign.breaks.some((one) => isInBreak(one, campaign.from, date))) return 'break';
  return undefined;
}

function isInBreak(one: Break, first: CalendarDate, date: CalendarDate): boolean {
  if (one.kind === 'range') return date >= one.from && date <= one.until;
  return (daysBetween(first, date) + 1) % one.days === 0;
}

/** A zone that crosses the date line leaves out a day: no noon of it was ever struck. */
const isInZone = (date: CalendarDate, zone: Zone): boolean =>
  zone.wallOf(zone.instantOf({ date, timeMs: NOON_MS }).at).date === date;

function layOutDay({ stages }: Campaign, date: CalendarDate, zone: Zone): CalendarDay {
  const shifted: StageShift[] = [];
  const onWall = (stage: Stage, timeMs: number, dayShift: number): Instant => {
    const { at, shift } = zone.instantOf({ date: addDays(date, dayShift), timeMs });
    if (shift) shifted.push({ stage, wallMs: timeMs, why: shift });
    return at;
  };
  const auction = onWall('auction', stages.auction.timeMs, 0);
  const timeOf = (stage: Exclude<Stage, 'auction'>, time: StageTime): Instant =>
    time.kind === 'wall'
      ? onWall(stage, time.timeMs, time.dayShift)
      : ((auction + time.offsetMs) as Instant);

  const wished = {
    announce: timeOf('announce', stages.announce),
    doors: timeOf('doors', stages.doors),
    after: timeOf('after', stages.after),
  };
  // An offset counts elapsed time and a wall clock jumps: on a change day they can cross.
  const doors = Math.min(wished.doors, auction) as Instant;
  const announce = Math.min(wished.announce, doors) as Instant;
  const after = Math.max(wished.after, auction) as Instant;
  const at = { announce, doors, auction, after };
  for (const stage of ['announce', 'doors', 'after'] as const)
    if (at[stage] !== wished[stage]) shifted.push({ stage, why: 'order' });

  const change = clockChange(date, zone);
  return {
    ...{ date, at, shifted, utcOffset: zone.wallOf(auction).offset },
    ...(change ? { clockChange: change } : {}),
  };
}

function clockChange(date: CalendarDate, zone: Zone): CalendarDay['clockChange'] {
  const offsetAt = (day: CalendarDate, backMs: number) =>
    zone.wallOf((zone.instantOf({ date: day, timeMs: 0 }).at - backMs) as Instant).offset;
  // A zone may change its clocks at midnight itself: what stood a moment before belongs to it.
  const from = offsetAt(date, 1);
  const to = offsetAt(addDays(date, 1), 1);
  return from === to ? undefined : { from, to };
}
