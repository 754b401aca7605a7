import type { Instant } from '../../engine/domain/ids.js';
import { parseDuration } from '../flags.js';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;
const TIME_OF_DAY = /^\d\d:\d\d(?::\d\d)?$/;

/** A moment: `10m` ago, `20:15` today, or a date and time. Undefined for what is none. */
export function parseInstant(text: string, now: Date): Instant | undefined {
  const ago = parseDuration(text);
  if (ago > 0) return (now.getTime() - ago) as Instant;
  const [, date, time = '00:00', zone = ''] = ISO.exec(text) ?? [];
  const written = TIME_OF_DAY.test(text)
    ? `${dayOf(now)}T${text}`
    : date && `${date}T${time}${zone}`;
  const at = written === undefined ? NaN : new Date(written).getTime();
  return Number.isNaN(at) ? undefined : (at as Instant);
}

/** The date on this machine, which times without one are meant in. */
function dayOf(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()];
  return [now.getFullYear(), month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
