import type { Campaign } from '../../engine/domain/campaign/campaign.js';
import type { SkippedDay, SkipReason } from '../../engine/domain/campaign/calendar.js';
import {
  addDays,
  daysBetween,
  parseDate,
  type CalendarDate,
} from '../../engine/domain/campaign/dates.js';
import { plainText } from '../tui/plain-text.js';
import { weekdayNames, type PlanView } from './plan-view.js';
import { counted, dayName, lotsCell, table, wrap } from './table.js';

type Day = PlanView['days'][number];

const HEADINGS = ['DAY', 'ANNOUNCE', 'DOORS', 'AUCTION', 'UTC', 'OFFSET', 'AFTER', 'LOTS'];

/** A campaign's calendar for people: a line a day, then what is out of the ordinary. */
export function planTable(view: PlanView, campaign: Campaign): readonly string[] {
  const { days, skipped, unassigned } = view;
  const lots = days.reduce((sum, day) => sum + day.lots.length, 0);
  return [
    ...heading(view.campaign, campaign),
    `${counted(days.length, 'auction')}, ${counted(lots, 'lot')}`,
    '',
    ...(days.length > 0 ? [...table([HEADINGS, ...days.map(cells)]), ''] : []),
    ...notes(days),
    ...freeDays(skipped),
    ...unassignedLots(unassigned),
  ];
}

/** Title, dates and days of the week. */
export const heading = (
  { title, zone, from, until }: PlanView['campaign'],
  campaign: Campaign,
): readonly string[] => [
  ...wrap(plainText(title)),
  `${from} to ${until}, ${weekdayNames(campaign)}, clocks of ${zone}`,
];

/** The lots that no day takes, as a paragraph; nothing where there are none. */
export const unassignedLots = (lots: PlanView['unassigned']): readonly string[] =>
  lots.length === 0
    ? []
    : wrap(
        `${counted(lots.length, 'lot')} without a day: ` +
          `${lots.slice(0, LOTS_NAMED).map(plainText).join(', ')}${lots.length > LOTS_NAMED ? ', …' : ''}`,
      );

const LOTS_NAMED = 12;

function cells(day: Day): readonly string[] {
  const { date, announceAt, doorsAt, auctionAt, afterAt, utcOffset } = day;
  const marked = (stage: string, iso: string) =>
    `${wallTime(date, iso)}${day.shifted?.some((shift) => shift.stage === stage) ? '!' : ''}`;
  return [
    dayName(date),
    marked('announce', announceAt),
    marked('doors', doorsAt),
    marked('auction', auctionAt),
    wallTime(date, new Date(auctionAt).toISOString()),
    `${utcOffset}${day.clockChange ? '*' : ''}`,
    marked('after', afterAt),
    lotsCell(day.lots),
  ];
}

/** Hours and minutes, and how many days off the row's own date: `18:00-1d`. */
export function wallTime(date: CalendarDate, iso: string): string {
  const own = parseDate(iso.slice(0, 10)) ?? date;
  const off = daysBetween(date, own);
  const time = iso.slice(17, 19) === '00' ? iso.slice(11, 16) : iso.slice(11, 19);
  return off === 0 ? time : `${time}${off > 0 ? '+' : '-'}${Math.abs(off)}d`;
}

function notes(days: readonly Day[]): readonly string[] {
  const changes = days.flatMap(({ date, clockChange }) =>
    clockChange ? [`* ${date}: clocks change from ${clockChange.from} to ${clockChange.to}.`] : [],
  );
  const shifts = days.flatMap(({ date, shifted = [] }) =>
    shifted.map(({ stage, wall = '', why }) => {
      const what = {
        gap: `no clock shows ${wall}; moved to the first moment after the gap.`,
        twice: `clocks show ${wall} twice; taken at the first.`,
        order: 'moved to keep the order of the stages.',
      }[why];
      return `! ${date} ${stage}: ${what}`;
    }),
  );
  const all = [...changes, ...shifts].flatMap((note) => wrap(note));
  return all.length > 0 ? [...all, ''] : [];
}

const WHY: Readonly<Record<SkipReason, string>> = {
  weekday: 'day of the week',
  break: 'break',
  blackout: 'blackout',
  'no-such-day': 'left out by the zone',
  'no-lots': 'no lots',
  missed: 'missed',
};

/** Days without an auction, neighbours together. The days of the week are in the heading. */
function freeDays(skipped: readonly SkippedDay[]): readonly string[] {
  const spans: { from: CalendarDate; until: CalendarDate; why: SkipReason }[] = [];
  for (const { date, why } of skipped) {
    const last = spans.at(-1);
    if (last?.why === why && addDays(last.until, 1) === date) last.until = date;
    else spans.push({ from: date, until: date, why });
  }
  const named = spans
    .filter(({ why }) => why !== 'weekday')
    .map(({ from, until, why }) => `${from}${from === until ? '' : ` to ${until}`} (${WHY[why]})`);
  return named.length > 0 ? wrap(`No auction: ${named.join(', ')}`) : [];
}
