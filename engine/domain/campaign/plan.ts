import { auctionIdOf, type Campaign, type LotName } from './campaign.js';
import type { Calendar, CalendarDay, SkippedDay } from './calendar.js';
import type { CalendarDate } from './dates.js';
import type { StepRow } from './step-row.js';

/** A day with an auction, and what is sold on it. */
export interface PlannedDay extends CalendarDay {
  readonly auctionId: string;
  /** In order of sale; never empty. */
  readonly lots: readonly LotName[];
}

/** A campaign as it will go, or has gone. */
export interface CampaignPlan {
  readonly days: readonly PlannedDay[];
  /** Days without an auction, in order of date. */
  readonly skipped: readonly SkippedDay[];
  /** Lots that no day takes, in the order of the catalogue. */
  readonly unassigned: readonly LotName[];
}

/**
 * Gives lots to days. A lot goes to one day at most.
 *
 * What has begun stands: a day of which any step was taken keeps its lots, whatever the file says
 * by now. Lots of an auction that was missed go back in line, for the next day not yet begun; where
 * no day takes lots in order, they are unassigned.
 *
 * @param lots - the catalogue, in its order
 * @param rows - what the diary holds; none for a campaign not begun
 */
export function planCampaign(
  campaign: Pick<Campaign, 'id' | 'lots'>,
  calendar: Calendar,
  lots: readonly LotName[],
  rows: readonly StepRow[],
): CampaignPlan {
  const { byDay, perDay = 0 } = campaign.lots;
  const missed = missedDates(rows);
  const stands = standingLots(rows, missed);
  const open = calendar.days.filter(({ date }) => !missed.has(date));
  const taken = new Set([...stands.values()].flat());

  const named = new Map<CalendarDate, readonly LotName[]>();
  for (const { date } of open) {
    const wanted = stands.has(date) ? undefined : byDay.get(date);
    if (wanted)
      named.set(
        date,
        wanted.filter((lot) => !taken.has(lot)),
      );
  }
  for (const lot of [...named.values()].flat()) taken.add(lot);

  const line = lots.filter((lot) => !taken.has(lot));
  let next = 0;
  const takeFromLine = () => line.slice(next, (next += perDay));

  const days: PlannedDay[] = [];
  const skipped: SkippedDay[] = [...calendar.skipped];
  for (const day of calendar.days) {
    const { date } = day;
    const dayLots = missed.has(date) ? [] : (stands.get(date) ?? named.get(date) ?? takeFromLine());
    if (dayLots.length > 0)
      days.push({ ...day, auctionId: auctionIdOf(campaign.id, date), lots: dayLots });
    else skipped.push({ date, why: missed.has(date) ? 'missed' : 'no-lots' });
  }
  skipped.sort((a, b) => (a.date < b.date ? -1 : 1));
  return { days, skipped, unassigned: line.slice(next) };
}

const missedDates = (rows: readonly StepRow[]): ReadonlySet<CalendarDate> =>
  new Set(
    rows
      .filter(({ stage, status }) => stage === 'auction' && status === 'skipped')
      .map(({ date }) => date),
  );

/** Lots that can no longer be moved: they were named in public, or are being sold. */
function standingLots(
  rows: readonly StepRow[],
  missed: ReadonlySet<CalendarDate>,
): ReadonlyMap<CalendarDate, readonly LotName[]> {
  const stands = new Map<CalendarDate, readonly LotName[]>();
  for (const { date, status, lots } of rows)
    if (status !== 'planned' && status !== 'skipped' && !missed.has(date)) stands.set(date, lots);
  return stands;
}
