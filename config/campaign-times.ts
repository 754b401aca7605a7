import { z } from 'zod';
import type { StageTime } from '../engine/domain/campaign/campaign.js';
import { parseDate, type CalendarDate } from '../engine/domain/campaign/dates.js';

const WALL = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?: ([+-]\d)d)?$/;
const OFFSET = /^([+-])(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?$/;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** A day of the calendar, such as 2026-11-23. */
export const calendarDate = z.string().transform((text, context): CalendarDate => {
  const date = parseDate(text);
  if (date !== undefined) return date;
  return refuse(context, `Expected a date such as 2026-11-23, got "${text.slice(0, 40)}".`);
});

/** A time of day on the wall, such as 19:00, as milliseconds since midnight. */
export const timeOfDay = z.string().transform((text, context): number => {
  const time = parseWall(text);
  if (time?.kind === 'wall' && time.dayShift === 0) return time.timeMs;
  return refuse(context, `Expected a time of day such as 19:00, got "${text.slice(0, 40)}".`);
});

/** A time of day, perhaps of the day before (18:00 -1d), or an offset from the start (-30m). */
export const stageTime = z.string().transform((text, context): StageTime => {
  const time = parseWall(text) ?? parseOffset(text);
  if (time) return time;
  return refuse(
    context,
    `Expected a time such as 18:30, 18:00 -1d, -30m or +1h30m, got "${text.slice(0, 40)}".`,
  );
});

function parseWall(text: string): StageTime | undefined {
  const [whole, hours, minutes, seconds = 0, dayShift = 0] = WALL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const timeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
  return { kind: 'wall', timeMs, dayShift: Number(dayShift) };
}

function parseOffset(text: string): StageTime | undefined {
  const [whole = '', sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(text) ?? [];
  if (whole.length < 2) return undefined;
  const ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
  if (ms > WEEK_MS) return undefined;
  return { kind: 'offset', offsetMs: sign === '-' ? -ms : ms };
}

function refuse(context: z.RefinementCtx<string>, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
