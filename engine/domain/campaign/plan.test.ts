import { describe, expect, test } from 'vitest';
import { aCampaign, day, someLots } from '../../testing/campaign.js';
import type { Instant } from '../ids.js';
import type { Campaign } from './campaign.js';
import type { Calendar } from './calendar.js';
import { planCampaign } from './plan.js';
import type { StepRow } from './step-row.js';
import { nextStep, stepsDue } from './steps.js';

const DAYS = ['2026-03-23', '2026-03-24', '2026-03-25'].map(day);
const HOUR_MS = 3_600_000;
/** The day's hour, the first day being 0. */
const hour = (index: number, hours: number) => (index * 24 + hours) * HOUR_MS;
const instant = (ms: number) => ms as Instant;

/** Three days with stages at 12, 18, 19 and 21 o'clock. */
const calendar: Calendar = {
  days: DAYS.map((date, i) => ({
    date,
    at: {
      announce: instant(hour(i, 12)),
      doors: instant(hour(i, 18)),
      auction: instant(hour(i, 19)),
      after: instant(hour(i, 21)),
    },
    utcOffset: '+00:00',
    shifted: [],
  })),
  skipped: [],
};

const row = (
  index: number,
  stage: StepRow['stage'],
  status: StepRow['status'],
  lots: string[],
) => ({
  date: DAYS[index] ?? day('2026-01-01'),
  ...{ stage, status, lots, why: '' },
  ...{ plannedAt: instant(0), changedAt: instant(hour(index, 20)) },
});

const byHand = (lots: Record<number, string[]>, perDay?: number): Campaign['lots'] => ({
  byDay: new Map(
    Object.entries(lots).map(([i, names]) => [DAYS[Number(i)] ?? day('2026-01-01'), names]),
  ),
  ...(perDay === undefined ? {} : { perDay }),
});

const planned = (lots: Campaign['lots'], rows: readonly StepRow[] = [], count = 5) => {
  const { days, skipped, unassigned } = planCampaign(
    aCampaign({ lots }),
    calendar,
    someLots(count),
    rows,
  );
  return { days: days.map((one) => [DAYS.indexOf(one.date), ...one.lots]), skipped, unassigned };
};

describe('the lots of a plan', () => {
  test('go in order, so many a day, and what is over has no day', () => {
    expect(planned({ perDay: 1, byDay: new Map() })).toEqual({
      days: [
        [0, 'Lot 1'],
        [1, 'Lot 2'],
        [2, 'Lot 3'],
      ],
      skipped: [],
      unassigned: ['Lot 4', 'Lot 5'],
    });
  });

  test('leave the last days free where there are too few', () => {
    expect(planned({ perDay: 4, byDay: new Map() })).toMatchObject({
      days: [
        [0, 'Lot 1', 'Lot 2', 'Lot 3', 'Lot 4'],
        [1, 'Lot 5'],
      ],
      skipped: [{ date: DAYS[2], why: 'no-lots' }],
    });
  });

  test('named by hand keep their order and their day; the other days take the rest', () => {
    expect(planned(byHand({ 1: ['Lot 3', 'Lot 1'] }, 1))).toMatchObject({
      days: [
        [0, 'Lot 2'],
        [1, 'Lot 3', 'Lot 1'],
        [2, 'Lot 4'],
      ],
      unassigned: ['Lot 5'],
    });
    expect(planned(byHand({ 1: ['Lot 3', 'Lot 1'] }))).toMatchObject({
      days: [[1, 'Lot 3', 'Lot 1']],
      unassigned: ['Lot 2', 'Lot 4', 'Lot 5'],
    });
  });

  test('of a missed auction go to the next day that has not begun', () => {
    const rows = [
      row(0, 'auction', 'skipped', ['Lot 1', 'Lot 2']),
      row(1, 'announce', 'done', ['Lot 3', 'Lot 4']),
    ];
    expect(planned({ perDay: 2, byDay: new Map() }, rows)).toEqual({
      days: [
        [1, 'Lot 3', 'Lot 4'],
        [2, 'Lot 1', 'Lot 2'],
      ],
      skipped: [{ date: DAYS[0], why: 'missed' }],
      unassigned: ['Lot 5'],
    });
  });

  test('named by hand for a missed auction have no day where none takes lots in order', () => {
    const rows = [row(0, 'auction', 'skipped', ['Lot 1'])];
    expect(planned(byHand({ 0: ['Lot 1'], 1: ['Lot 2'] }), rows)).toMatchObject({
      days: [[1, 'Lot 2']],
      unassigned: ['Lot 1', 'Lot 3', 'Lot 4', 'Lot 5'],
    });
  });

  test('that are being sold stay, whatever the file says by now', () => {
    const rows = [row(0, 'auction', 'begun', ['Lot 5'])];
    expect(planned(byHand({ 0: ['Lot 1'], 1: ['Lot 5', 'Lot 2'] }, 1), rows)).toMatchObject({
      days: [
        [0, 'Lot 5'],
        [1, 'Lot 2'],
        [2, 'Lot 1'],
      ],
    });
  });
});

describe('the steps that are due', () => {
  const { catchUp } = aCampaign();
  const plan = planCampaign(
    aCampaign({ lots: { perDay: 1, byDay: new Map() } }),
    calendar,
    someLots(1),
    [],
  );
  const due = (ms: number, rows: readonly StepRow[] = []) =>
    stepsDue(plan, rows, instant(ms), catchUp).map(({ kind, stage }) => `${kind} ${stage}`);

  test.each([
    ['nothing a millisecond before', hour(0, 12) - 1, []],
    ['an announcement at its time', hour(0, 12), ['begin announce']],
    ['an announcement until the doors', hour(0, 18), ['begin announce', 'begin doors']],
    ['no announcement after', hour(0, 18) + 1, ['skip announce', 'begin doors']],
    ['an auction an hour late', hour(0, 20), ['skip announce', 'skip doors', 'begin auction']],
    [
      'no auction a millisecond later',
      hour(0, 20) + 1,
      ['skip announce', 'skip doors', 'skip auction'],
    ],
  ])('are %s', (_name, ms, expected) => {
    expect(due(ms)).toEqual(expected);
  });

  const upTo = (status: StepRow['status']) => [
    row(0, 'announce', 'done', ['Lot 1']),
    row(0, 'doors', 'done', ['Lot 1']),
    row(0, 'auction', status, ['Lot 1']),
  ];

  test.each<[string, StepRow['status'], number, string[]]>([
    ['not before their time', 'done', hour(0, 21) - 1, []],
    ['at their time', 'done', hour(0, 21), ['begin after']],
    ['not while the auction runs on', 'begun', hour(0, 23), []],
    ['twelve hours late', 'done', hour(0, 33), ['begin after']],
    ['no later', 'done', hour(0, 33) + 1, ['skip after']],
    ['never for an auction that failed', 'failed', hour(0, 21), ['skip after']],
  ])('are the words after an auction: %s', (_name, status, ms, expected) => {
    expect(due(ms, upTo(status))).toEqual(expected);
  });

  test('are none of those in hand', () => {
    expect(due(hour(0, 12), [row(0, 'announce', 'begun', ['Lot 1'])])).toEqual([]);
  });

  test('come one after another', () => {
    expect(nextStep(plan, [], instant(0))?.stage).toBe('announce');
    expect(nextStep(plan, [], instant(hour(0, 12)))?.stage).toBe('doors');
    expect(nextStep(plan, upTo('begun'), instant(hour(0, 20)))?.stage).toBe('after');
    expect(nextStep(plan, upTo('done'), instant(hour(0, 21)))).toBeUndefined();
  });
});
