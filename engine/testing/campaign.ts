import fc from 'fast-check';
import type { Campaign, LotName, StageTime } from '../domain/campaign/campaign.js';
import {
  addDays,
  parseDate,
  WEEKDAYS,
  weekdayOf,
  type CalendarDate,
} from '../domain/campaign/dates.js';
import { invariant } from '../domain/invariant.js';

const HOUR_MS = 3_600_000;

/** A date that the test knows to be one. */
export function day(text: string): CalendarDate {
  const date = parseDate(text);
  invariant(date !== undefined, `${text} is a date`);
  return date;
}

/** A time on the wall, such as `19:00`, as milliseconds since midnight. */
export function wallMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

export const onWall = (text: string, dayShift = 0): StageTime => ({
  kind: 'wall',
  timeMs: wallMs(text),
  dayShift,
});

export const fromStart = (minutes: number): StageTime => ({
  kind: 'offset',
  offsetMs: minutes * 60_000,
});

/** Titles `Lot 1` to `Lot n`. */
export const someLots = (count: number): readonly LotName[] =>
  Array.from({ length: count }, (_, i) => `Lot ${i + 1}`);

/** A week in Berlin from Monday 23 March 2026, over the change of clocks; two lots a day at 19:00. */
export function aCampaign(over: Partial<Campaign> = {}): Campaign {
  return {
    id: 'spring',
    title: 'Spring',
    zone: 'Europe/Berlin',
    from: day('2026-03-23'),
    until: day('2026-03-30'),
    weekdays: new Set(WEEKDAYS),
    stages: {
      announce: onWall('12:00'),
      doors: fromStart(-30),
      auction: { timeMs: wallMs('19:00') },
      after: fromStart(120),
    },
    breaks: [],
    blackouts: new Set(),
    lots: { perDay: 2, byDay: new Map() },
    catchUp: {
      announce: 48 * HOUR_MS,
      doors: 48 * HOUR_MS,
      auction: HOUR_MS,
      after: 12 * HOUR_MS,
    },
    words: { announce: 'Soon: {lots}', doors: 'Doors: {lots}', after: 'Over: {result}' },
    ...over,
  };
}

const minutesOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 });

const before = (auction: number): fc.Arbitrary<StageTime> =>
  fc.oneof(
    fc.integer({ min: 0, max: 600 }).map((minutes) => fromStart(-minutes)),
    fc
      .record({ at: fc.integer({ min: 0, max: auction }), back: fc.integer({ min: 0, max: 2 }) })
      .map(({ at, back }): StageTime => ({ kind: 'wall', timeMs: at * 60_000, dayShift: -back })),
  );

/** Campaigns of up to eight weeks at any time of day, about the days when clocks change. */
export const campaigns = (zones: readonly string[]): fc.Arbitrary<Campaign> =>
  fc
    .record({
      auction: minutesOfDay,
      from: fc.integer({ min: 0, max: 700 }).map((days) => addDays(day('2026-01-01'), days)),
      length: fc.integer({ min: 0, max: 55 }),
    })
    .chain(({ auction, from, length }) =>
      fc.record({
        ...{ from: fc.constant(from), until: fc.constant(addDays(from, length)) },
        zone: fc.constantFrom(...zones),
        weekdays: fc
          .subarray([...WEEKDAYS], { minLength: 1 })
          .map((days) => new Set(days.concat(weekdayOf(from)))),
        announce: before(auction),
        doors: before(auction),
        auction: fc.constant({ timeMs: auction * 60_000 }),
        after: fc.integer({ min: 0, max: 600 }).map(fromStart),
        breaks: fc.array(someBreak(from), { maxLength: 2 }),
        blackouts: fc
          .array(fc.integer({ min: 0, max: 55 }), { maxLength: 4 })
          .map((days) => new Set(days.map((count) => addDays(from, count)))),
        perDay: fc.integer({ min: 1, max: 4 }),
      }),
    )
    .map(({ announce, doors, auction, after, perDay, ...rest }) =>
      aCampaign({
        ...rest,
        stages: { announce, doors, auction, after },
        lots: { perDay, byDay: new Map() },
      }),
    );

const someBreak = (from: CalendarDate): fc.Arbitrary<Campaign['breaks'][number]> =>
  fc.oneof(
    fc.integer({ min: 2, max: 9 }).map((days) => ({ kind: 'every', days }) as const),
    fc
      .record({ start: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 0, max: 6 }) })
      .map(
        ({ start, length }) =>
          ({
            kind: 'range',
            from: addDays(from, start),
            until: addDays(from, start + length),
          }) as const,
      ),
  );
