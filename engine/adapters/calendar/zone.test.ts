import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate, type CalendarDate } from '../../domain/campaign/dates.js';
import { formatZoned } from '../../domain/campaign/zone.js';
import type { Instant } from '../../domain/ids.js';
import { createZones } from './zone.js';

const zones = createZones();

/** What becomes of a wall-clock time: the instant as the zone writes it, and the shift. */
function read(id: string, date: string, time: string): readonly [string, string | undefined] {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const zone = zones.find(id);
  const timeMs = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const { at, shift } = zone.instantOf({ date: parseDate(date) as CalendarDate, timeMs });
  return [formatZoned(zone, at), shift];
}

describe('a zone', () => {
  test.each([
    // The spring gap: to the first instant after it, not an hour on.
    ['Europe/Berlin', '2026-03-29', '01:59:59', '2026-03-29T01:59:59.000+01:00', undefined],
    ['Europe/Berlin', '2026-03-29', '02:00', '2026-03-29T03:00:00.000+02:00', 'gap'],
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T03:00:00.000+02:00', 'gap'],
    ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T03:00:00.000+02:00', undefined],
    // The autumn hour that comes twice: its first time.
    ['Europe/Berlin', '2026-10-25', '01:59:59', '2026-10-25T01:59:59.000+02:00', undefined],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T02:30:00.000+02:00', 'twice'],
    ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T03:00:00.000+01:00', undefined],
    ['America/New_York', '2026-03-08', '02:15', '2026-03-08T03:00:00.000-04:00', 'gap'],
    ['America/New_York', '2026-11-01', '01:15', '2026-11-01T01:15:00.000-04:00', 'twice'],
    ['America/New_York', '2026-11-01', '02:00', '2026-11-01T02:00:00.000-05:00', undefined],
    // The southern hemisphere: autumn in April, spring in October.
    ['Australia/Sydney', '2026-04-05', '02:30', '2026-04-05T02:30:00.000+11:00', 'twice'],
    ['Australia/Sydney', '2026-10-04', '02:30', '2026-10-04T03:00:00.000+11:00', 'gap'],
    // Half an hour.
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-05T01:45:00.000+11:00', 'twice'],
    ['Australia/Lord_Howe', '2026-04-05', '01:29', '2026-04-05T01:29:00.000+11:00', undefined],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-04T02:30:00.000+11:00', 'gap'],
    ['Australia/Lord_Howe', '2026-10-04', '02:30', '2026-10-04T02:30:00.000+11:00', undefined],
    // At midnight: the last hour of Saturday comes twice, the first of Sunday never.
    ['America/Santiago', '2026-04-04', '23:30', '2026-04-04T23:30:00.000-03:00', 'twice'],
    ['America/Santiago', '2026-09-06', '00:00', '2026-09-06T01:00:00.000-03:00', 'gap'],
    ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T01:00:00.000-03:00', 'gap'],
    // Back for Ramadan and forward after it.
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T02:30:00.000+01:00', 'twice'],
    ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T03:00:00.000+01:00', 'gap'],
    // Over the date line: a whole day that never was.
    ['Pacific/Apia', '2011-12-29', '23:59', '2011-12-29T23:59:00.000-10:00', undefined],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-31T00:00:00.000+14:00', 'gap'],
    ['Asia/Kolkata', '2026-03-29', '02:30', '2026-03-29T02:30:00.000+05:30', undefined],
    ['Asia/Kolkata', '2026-10-25', '02:30', '2026-10-25T02:30:00.000+05:30', undefined],
  ])('in %s on %s reads %s as %s', (id, date, time, expected, shift) => {
    expect(read(id, date, time)).toEqual([expected, shift]);
  });

  test.each(['Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu'])(
    'in %s gives back every instant but the second of an hour that comes twice',
    (id) => {
      const zone = zones.find(id);
      fc.assert(
        fc.property(fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }), (ms) => {
          const at = ms as Instant;
          const back = zone.instantOf(zone.wallOf(at));
          if (back.shift === 'twice') expect(back.at).toBeLessThanOrEqual(at);
          else expect(back).toEqual({ at });
        }),
      );
    },
  );

  test('is found by its name in any case, and by an older name', () => {
    expect(zones.find('europe/berlin').id).toBe('Europe/Berlin');
    expect(zones.find('UTC').id).toBe('UTC');
    expect(read('Asia/Calcutta', '2026-01-01', '00:00')[0]).toBe('2026-01-01T00:00:00.000+05:30');
  });

  test.each([
    ['Europe/Berln', /near it are Europe\/Berlin/],
    ['berlin', /near it are Europe\/Berlin/],
    ['new york', /America\/New_York/],
    ['+02:00', /There is no time zone "\+02:00"/],
    ['', /There is no time zone ""/],
    ['Nowhere/At_All_And_Far_Away', /There is no time zone "Nowhere\/At_All_And_Far_Away"\.$/],
  ])('%s is refused, with what it may have meant', (id, message) => {
    expect(() => zones.find(id)).toThrow(message);
  });
});
