import type { Instant } from '../ids.js';
import type { CalendarDate } from './dates.js';

/** What a clock on the wall of a zone shows. */
export interface WallTime {
  readonly date: CalendarDate;
  /** Milliseconds since midnight, as the clock shows them: 0 to 86,399,999. */
  readonly timeMs: number;
}

/**
 * What became of a wall-clock time on a day the clocks change: `gap` when no clock showed it, so
 * that the first instant after the gap stands for it; `twice` when clocks showed it two times, of
 * which the first is taken.
 */
export type Shift = 'gap' | 'twice';

/** One time zone's clock, with its changes. */
export interface Zone {
  /** Its IANA name, such as `Europe/Berlin`. */
  readonly id: string;
  /** When the zone's clocks show a time, by the two rules of `Shift`. */
  instantOf(wall: WallTime): { readonly at: Instant; readonly shift?: Shift };
  /** What the zone's clocks show at an instant, and how far they are from UTC: `+02:00`. */
  wallOf(at: Instant): WallTime & { readonly offset: string };
}

/** An instant as ISO 8601 in a zone, with milliseconds and offset. */
export function formatZoned(zone: Zone, at: Instant): string {
  const { date, timeMs, offset } = zone.wallOf(at);
  const millis = String(timeMs % 1000).padStart(3, '0');
  return `${date}T${formatTime(timeMs, true)}.${millis}${offset}`;
}

/** A time of day as `19:00`, or `19:00:00` where seconds are asked for or it has some. */
export function formatTime(timeMs: number, withSeconds = timeMs % 60_000 !== 0): string {
  const seconds = Math.floor(timeMs / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return [...parts, ...(withSeconds ? [seconds % 60] : [])]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
