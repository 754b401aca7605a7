import { STAGES, type Campaign } from '../../engine/domain/campaign/campaign.js';
import { plainText } from '../tui/plain-text.js';
import { clockTime } from '../tui/time-left.js';
import { heading, unassignedLots, wallTime } from './plan-table.js';
import type { StatusView } from './status-view.js';
import { dayName, lotsCell, table, wrap } from './table.js';

type Day = StatusView['days'][number];

const HEADINGS = ['DAY', 'ANNOUNCE', 'DOORS', 'AUCTION', 'AFTER', 'LOTS'];
const DAY_S = 86_400;

/** A campaign's standing for people: what is to come by its time, what was by its end. */
export function statusTable(view: StatusView, campaign: Campaign): readonly string[] {
  const { days, unassigned, running, now } = view;
  const troubles = days.flatMap(troublesOf);
  return [
    ...heading(view.campaign, campaign),
    `Now ${now.slice(0, 10)} ${now.slice(11, 19)} ${now.slice(23)}, ` +
      (running ? 'a run is under way' : 'no run is under way'),
    '',
    ...(days.length > 0 ? [...table([HEADINGS, ...days.map(cells)]), ''] : []),
    ...(troubles.length > 0 ? [...troubles, ''] : []),
    ...unassignedLots(unassigned),
    ...days.flatMap(underWay),
    ...wrap(nextLine(view)),
  ];
}

function cells(day: Day): readonly string[] {
  const stages = STAGES.map((stage) => {
    const { status, at } = day.steps[stage];
    return status === 'planned' ? wallTime(day.date, at) : status;
  });
  return [dayName(day.date), ...stages, lotsCell(day.lots)];
}

/** Why an auction was not held, or why words were not said where the auction was. */
function troublesOf({ date, steps }: Day): readonly string[] {
  const stages = steps.auction.status === 'skipped' ? (['auction'] as const) : STAGES;
  return stages.flatMap((stage) => {
    const { status, why } = steps[stage];
    if (status !== 'skipped' && status !== 'failed') return [];
    return wrap(`${date} ${stage} ${status}${why === undefined ? '' : `: ${plainText(why)}`}`);
  });
}

const underWay = ({ auctionId, steps }: Day): readonly string[] =>
  STAGES.flatMap((stage) => {
    const { status, since } = steps[stage];
    return status === 'begun' ? wrap(`Begun: ${stage} of ${auctionId}, ${shortTime(since)}`) : [];
  });

function nextLine({ next, days }: StatusView): string {
  if (next) {
    const { stage, auctionId, at, inMs } = next;
    return `Next: ${stage} of ${auctionId} at ${shortTime(at)}, in ${countdown(inMs)}`;
  }
  const open = days.some(({ steps }) => STAGES.some((stage) => steps[stage].status === 'planned'));
  return open ? 'Next: what is due by now' : 'Nothing comes next.';
}

/** `2026-03-23 19:00 +01:00`. */
const shortTime = (iso = ''): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} ${iso.slice(23)}`;

/** `2 days 3:04:05`, or without the days. */
function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const days = Math.floor(seconds / DAY_S);
  const rest = clockTime(seconds % DAY_S);
  return days === 0 ? rest : `${days} ${days === 1 ? 'day' : 'days'} ${rest}`;
}
