import { invariant } from '../invariant.js';

declare const brand: unique symbol;

/** A day of the calendar as `2026-11-23`, in no zone. Sorts as text. */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** The days of the week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const FORM = /^(2\d{3})-(\d{2})-(\d{2})$/;
/** Days from 0000-03-01 to 1970-01-01, from which days are counted. */
const EPOCH_DAYS = 719_468;
const DAYS_OF_400_YEARS = 146_097;

/** Reads a date of the years 2000 to 2999; undefined for anything else, 30 February included. */
export function parseDate(text: string): CalendarDate | undefined {
  const [, year, month, day] = FORM.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = dateOf(countDays(Number(year), Number(month), Number(day)));
  return date === text ? date : undefined;
}

/** The date so many days later, or earlier for a negative number. */
export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  dateOf(dayNumber(date) + days);

/** How many days lie from one date to another: 1 from a day to the next. */
export const daysBetween = (from: CalendarDate, until: CalendarDate): number =>
  dayNumber(until) - dayNumber(from);

/** Every date from one to another, both included; none when they lie the other way round. */
export function datesBetween(from: CalendarDate, until: CalendarDate): readonly CalendarDate[] {
  const first = dayNumber(from);
  const days = Math.max(0, dayNumber(until) - first + 1);
  return Array.from({ length: days }, (_, i) => dateOf(first + i));
}

export function weekdayOf(date: CalendarDate): Weekday {
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(dayNumber(date) + 3) % 7];
  invariant(weekday !== undefined, 'a week has seven days');
  return weekday;
}

function dayNumber(date: CalendarDate): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return countDays(year, month, day);
}

/** Days since 1970-01-01, with the year begun in March so that 29 February comes last in it. */
function countDays(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const era = Math.floor(years / 400);
  const yearOfEra = years - era * 400;
  const dayOfYear = Math.floor((153 * months + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_OF_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear - EPOCH_DAYS;
}

function dateOf(days: number): CalendarDate {
  const shifted = days + EPOCH_DAYS;
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const months = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * months + 2) / 5) + 1;
  const month = months < 10 ? months + 3 : months - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [year, month, day].map((n) => String(n).padStart(2, '0')).join('-') as CalendarDate;
}
