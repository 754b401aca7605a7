import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { dayOff } from '../engine/domain/campaign/calendar.js';
import type { Campaign, LotName, StageTime } from '../engine/domain/campaign/campaign.js';
import { DAYS_MAX } from '../engine/domain/campaign/campaign.js';
import { daysBetween, WEEKDAYS, type CalendarDate } from '../engine/domain/campaign/dates.js';
import { PLACEHOLDERS, unknownPlaceholder } from '../engine/domain/campaign/words.js';
import { readCampaignCatalogue, type CampaignCatalogue } from './campaign-catalogue.js';
import { calendarDate, stageTime, timeOfDay } from './campaign-times.js';
import { fieldAt, isSecretKey, leafKeys, type Override } from './load.js';
import { readYaml } from './yaml.js';

const DAY_MS = 86_400_000;
/** As many as a catalogue of one evening may have. */
const EVENING_LOTS_MAX = 200;

const minutes = z
  .number()
  .nonnegative()
  .max(7 * 24 * 60)
  .transform((value) => Math.round(value * 60_000));

const words = z
  .string()
  .min(1)
  .max(1_000)
  .superRefine((text, context) => {
    const unknown = unknownPlaceholder(text);
    if (unknown === undefined) return;
    const known = PLACEHOLDERS.map((name) => `{${name}}`).join(', ');
    context.addIssue({ code: 'custom', message: `Expected one of ${known}, got {${unknown}}.` });
  })
  .nullable();

const range = z.strictObject({ from: calendarDate, until: calendarDate });
const everyNth = z.strictObject({ every: z.int().min(2).max(DAYS_MAX) });

/** A setting of one evening. Not a secret, which belongs in the environment or a file. */
const settings = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  for (const [key, value] of Object.entries(given)) {
    const complain = (message: string) => {
      context.addIssue({ code: 'custom', message, path: [key] });
    };
    if (!leafKeys().includes(key)) complain('There is no such setting.');
    else if (isSecretKey(key)) complain('Expected no secret here: set it in the environment.');
    else if (RUNNERS_OWN.has(key)) complain('The campaign sets it itself.');
    else if (!fieldAt(key).safeParse(value).success) complain('It does not fit the setting.');
  }
});

const RUNNERS_OWN: ReadonlySet<string> = new Set([
  'data',
  'auction.id',
  'auction.catalogue',
  'auction.lots',
]);

const fields = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,29}$/, 'Expected lower-case letters, digits and dashes, 29 at most.'),
  title: z.string().min(1).max(120),
  zone: z.string().min(1).max(60),
  from: calendarDate,
  until: calendarDate,
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS]),
  catalogue: z.string(),
  config: z.string(),
  stages: z.strictObject({
    announce: stageTime.prefault('-6h'),
    doors: stageTime.prefault('-30m'),
    auction: timeOfDay,
    after: stageTime.prefault('+2h'),
  }),
  lots: z
    .strictObject({
      perDay: z.int().min(1).max(EVENING_LOTS_MAX).optional(),
      byDay: z
        .record(z.string(), z.array(z.string().min(1)).min(1).max(EVENING_LOTS_MAX))
        .default({}),
    })
    .refine(
      ({ perDay, byDay }) => perDay !== undefined || Object.keys(byDay).length > 0,
      'Expected perDay, byDay or both.',
    ),
  breaks: z
    .array(z.union([range, everyNth], 'Expected { from, until } or { every }.'))
    .max(DAYS_MAX)
    .default([]),
  blackouts: z.array(calendarDate).max(DAYS_MAX).default([]),
  catchUp: z
    .strictObject({
      announceMinutes: minutes.prefault(7 * 24 * 60),
      doorsMinutes: minutes.prefault(7 * 24 * 60),
      auctionMinutes: minutes.prefault(60),
      afterMinutes: minutes.prefault(720),
    })
    .prefault({}),
  words: z
    .strictObject({
      announce: words.default('{title}: on {date} at {time} ({zone}), live on X: {lots}.'),
      doors: words.default('Doors are open. {title} begins at {time} ({zone}): {lots}.'),
      after: words.default('{title}, {date}: {result}. Thank you all.'),
    })
    .prefault({}),
  settings: z.record(z.string(), settings).default({}),
});

type Fields = z.output<typeof fields>;

/** A campaign's file, read with its catalogue. */
export interface CampaignFile {
  readonly campaign: Campaign;
  readonly catalogue: CampaignCatalogue;
  /** The settings file that every evening starts from. */
  readonly configPath: string;
  /** Over it, what one evening sets otherwise. */
  readonly settingsOf: (date: CalendarDate) => readonly Override[];
}

/**
 * Reads a campaign file and the catalogue it names. Paths in it are relative to it. The zone is
 * not looked up here.
 *
 * @throws SothebaisError `CAMPAIGN_INVALID` naming file, line and key; `INPUT_MISSING`,
 *   `CATALOGUE_INVALID`, `ARTWORK_MISSING`
 */
export function readCampaign(path: string): CampaignFile {
  const failures = { missing: 'INPUT_MISSING', invalid: 'CAMPAIGN_INVALID' } as const;
  const folder = dirname(resolve(path));
  const outline = readYaml(path, z.looseObject({ catalogue: z.string() }), failures);
  const catalogue = readCampaignCatalogue(resolve(folder, outline.catalogue));
  const known = new Set(catalogue.lots);
  const schema = fields.superRefine((read, context) => {
    for (const { path: at, message } of [...wrongTimes(read), ...wrongDays(read, known)])
      context.addIssue({ code: 'custom', path: [...at], message });
  });
  const read = readYaml(path, schema, failures);
  return {
    campaign: toCampaign(read),
    catalogue,
    configPath: resolve(folder, read.config),
    settingsOf: (date) =>
      Object.entries(read.settings[date] ?? {}).map(([key, value]) => ({
        ...{ key, value, origin: `${path}, settings.${date}` },
      })),
  };
}

interface Issue {
  readonly path: readonly string[];
  readonly message: string;
}

function* wrongTimes({ from, until, stages, breaks }: Fields): Generator<Issue> {
  const days = daysBetween(from, until) + 1;
  if (days < 1) yield { path: ['until'], message: `Expected ${from} or later, got ${until}.` };
  if (days > DAYS_MAX)
    yield { path: ['until'], message: `Expected ${DAYS_MAX} days at most, got ${days}.` };

  for (const [i, one] of breaks.entries())
    if ('from' in one && one.until < one.from)
      yield { path: ['breaks', String(i), 'until'], message: `Expected ${one.from} or later.` };

  const { announce, doors, auction, after } = stages;
  const sinceMidnight = (time: StageTime) =>
    time.kind === 'wall' ? time.timeMs + time.dayShift * DAY_MS : auction + time.offsetMs;
  if (sinceMidnight(announce) > sinceMidnight(doors))
    yield { path: ['stages', 'announce'], message: 'Expected a time not after the doors.' };
  if (sinceMidnight(doors) > auction)
    yield { path: ['stages', 'doors'], message: 'Expected a time not after the auction.' };
  if (sinceMidnight(after) < auction)
    yield { path: ['stages', 'after'], message: 'Expected a time not before the auction.' };
}

function* wrongDays(read: Fields, known: ReadonlySet<LotName>): Generator<Issue> {
  const days = toDays(read);
  const givenTo = new Map<LotName, string>();
  for (const [date, lots] of Object.entries(read.lots.byDay)) {
    const path = ['lots', 'byDay', date];
    yield* wrongDay(days, read.until, date, path);
    for (const [i, lot] of lots.entries()) {
      const at = [...path, String(i)];
      const before = givenTo.get(lot);
      if (!known.has(lot)) yield { path: at, message: `The catalogue has no lot "${lot}".` };
      else if (before)
        yield { path: at, message: `The lot "${lot}" is sold on ${before} already.` };
      givenTo.set(lot, date);
    }
  }
  for (const date of Object.keys(read.settings))
    yield* wrongDay(days, read.until, date, ['settings', date]);
}

const DAY_OFF = {
  weekday: 'a day of the week that `days` leaves out',
  break: 'a break',
  blackout: 'a blackout date',
} as const;

function* wrongDay(
  days: ReturnType<typeof toDays>,
  until: CalendarDate,
  key: string,
  path: readonly string[],
): Generator<Issue> {
  const date = calendarDate.safeParse(key);
  if (!date.success) {
    yield { path, message: `Expected a date such as 2026-11-23, got "${key.slice(0, 40)}".` };
  } else if (date.data < days.from || date.data > until) {
    yield { path, message: `Expected a date from ${days.from} to ${until}.` };
  } else {
    const why = dayOff(days, date.data);
    if (why) yield { path, message: `Expected a day with an auction, ${key} is ${DAY_OFF[why]}.` };
  }
}

const toDays = ({ from, days, breaks, blackouts }: Fields) => ({
  from,
  weekdays: new Set(days),
  breaks: breaks.map((one): Campaign['breaks'][number] =>
    'every' in one ? { kind: 'every', days: one.every } : { kind: 'range', ...one },
  ),
  blackouts: new Set(blackouts),
});

function toCampaign(read: Fields): Campaign {
  const { id, title, zone, until, stages, lots, catchUp } = read;
  return {
    ...{ id, title, zone, until, ...toDays(read), words: read.words },
    stages: { ...stages, auction: { timeMs: stages.auction } },
    lots: {
      byDay: new Map(Object.entries(lots.byDay) as [CalendarDate, LotName[]][]),
      ...(lots.perDay === undefined ? {} : { perDay: lots.perDay }),
    },
    catchUp: {
      announce: catchUp.announceMinutes,
      doors: catchUp.doorsMinutes,
      auction: catchUp.auctionMinutes,
      after: catchUp.afterMinutes,
    },
  };
}
