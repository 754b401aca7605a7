import { Errors, Flags } from '@oclif/core';
import { EVENT_KINDS } from '../../engine/app/book/event-filter.js';
import type { Instant } from '../../engine/domain/ids.js';
import { houseFlags, parseDuration } from '../flags.js';

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

const instant = Flags.custom<Instant>({
  parse: async (text) => {
    const at = parseInstant(text, new Date());
    if (at !== undefined) return at;
    throw new Errors.CLIError(
      `Expected a time such as 10m (ago), 20:15 or 2026-11-23T20:15:00Z, got "${text}".`,
      { exit: 2 },
    );
  },
});

/** Which book: the folder, and the auction in it. */
export const bookFlags = {
  ...houseFlags,
  auction: Flags.string({ summary: 'id of the auction', defaultHelp: async () => 'the newest' }),
};

/** Which of its events. */
export const filterFlags = {
  lot: Flags.integer({ summary: 'about the lot with this number', min: 1 }),
  kind: Flags.string({
    summary: 'of this kind; may be said more than once',
    description: `One of ${EVENT_KINDS.join(', ')}.`,
    multiple: true,
    delimiter: ',',
  }),
  since: instant({ summary: 'no earlier than: 10m (ago), 20:15, 2026-11-23T20:15:00Z' }),
  until: instant({ summary: 'no later than' }),
};
