import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, datesBetween, daysBetween, parseDate, weekdayOf } from './dates.js';

const date = (text: string) => {
  const parsed = parseDate(text);
  if (!parsed) throw new Error(`${text} is no date.`);
  return parsed;
};

describe('dates', () => {
  test.each(['2026-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '1999-12-31', ''])(
    '%s is no date',
    (text) => {
      expect(parseDate(text)).toBeUndefined();
    },
  );

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s', (from, days, expected) => {
    expect(addDays(date(from), days)).toBe(expected);
  });

  test('agree with the calendar of the machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 376_199 }), (days) => {
        const at = new Date(days * 86_400_000);
        const text = date(at.toISOString().slice(0, 10));
        expect(weekdayOf(text)).toBe(
          ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][at.getUTCDay()],
        );
        expect(daysBetween(date('2000-01-01'), text)).toBe(days - 10_957);
        expect(addDays(date('2000-01-01'), days - 10_957)).toBe(text);
      }),
    );
  });

  test('between two are listed with both ends, and none the wrong way round', () => {
    const [first, last] = [date('2026-02-27'), date('2026-03-02')];
    expect(datesBetween(first, last)).toEqual([first, '2026-02-28', '2026-03-01', last]);
    expect(datesBetween(last, first)).toEqual([]);
  });
});
