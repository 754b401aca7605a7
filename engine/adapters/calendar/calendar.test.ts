import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auctionIdOf, STAGES, type Campaign } from '../../domain/campaign/campaign.js';
import { layOutCalendar } from '../../domain/campaign/calendar.js';
import { daysBetween, weekdayOf } from '../../domain/campaign/dates.js';
import { planCampaign } from '../../domain/campaign/plan.js';
import { formatZoned } from '../../domain/campaign/zone.js';
import {
  aCampaign,
  campaigns,
  day,
  fromStart,
  onWall,
  someLots,
  wallMs,
} from '../../testing/campaign.js';
import { createZones } from './zone.js';

// The domain lays the calendar out; these are its promises over the clocks of real zones.

const zones = createZones();
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Pacific/Apia',
];

const calendarOf = (campaign: Campaign) => layOutCalendar(campaign, zones.find(campaign.zone));

describe('the calendar of a campaign', () => {
  test('holds each auction in its dates, on its weekdays, outside breaks, its stages in order', () => {
    fc.assert(
      fc.property(campaigns(ZONES), fc.integer({ min: 1, max: 60 }), (campaign, lotCount) => {
        const zone = zones.find(campaign.zone);
        const lots = someLots(lotCount);
        const plan = planCampaign(campaign, calendarOf(campaign), lots, []);

        for (const { date, auctionId, at } of plan.days) {
          expect(date >= campaign.from && date <= campaign.until).toBe(true);
          expect(campaign.weekdays.has(weekdayOf(date))).toBe(true);
          expect(campaign.blackouts.has(date)).toBe(false);
          for (const one of campaign.breaks)
            if (one.kind === 'range') expect(date < one.from || date > one.until).toBe(true);
            else expect((daysBetween(campaign.from, date) + 1) % one.days).not.toBe(0);
          expect(zone.wallOf(at.auction).date).toBe(date);
          expect(at.announce).toBeLessThanOrEqual(at.doors);
          expect(at.doors).toBeLessThanOrEqual(at.auction);
          expect(at.auction).toBeLessThanOrEqual(at.after);
          expect(auctionId).toBe(auctionIdOf(campaign.id, date));
        }

        const dates = [...plan.days, ...plan.skipped].map(({ date }) => date);
        expect(new Set(dates).size).toBe(dates.length);
        expect(dates.length).toBe(daysBetween(campaign.from, campaign.until) + 1);

        const sold = plan.days.flatMap((one) => one.lots);
        expect([...sold, ...plan.unassigned]).toEqual(lots);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the wall clock over a change and says where the clocks change', () => {
    const zone = zones.find('Europe/Berlin');
    const { days } = calendarOf(aCampaign());
    expect(days.map(({ at, utcOffset }) => [formatZoned(zone, at.auction), utcOffset])).toEqual(
      ['23', '24', '25', '26', '27', '28', '29', '30'].map((date, i) => {
        const offset = i < 6 ? '+01:00' : '+02:00';
        return [`2026-03-${date}T19:00:00.000${offset}`, offset];
      }),
    );
    expect(days.filter(({ clockChange }) => clockChange)).toMatchObject([
      { date: '2026-03-29', clockChange: { from: '+01:00', to: '+02:00' } },
    ]);
    expect(days.every(({ shifted }) => shifted.length === 0)).toBe(true);
  });

  test('moves what falls into the gap and keeps the order of the stages', () => {
    const stages = {
      announce: onWall('02:20'),
      doors: fromStart(-30),
      auction: { timeMs: wallMs('03:10') },
      after: onWall('03:40'),
    };
    const campaign = aCampaign({ stages, from: day('2026-03-29'), until: day('2026-03-29') });
    const zone = zones.find('Europe/Berlin');
    const [only] = calendarOf(campaign).days;
    expect(STAGES.map((stage) => only && formatZoned(zone, only.at[stage]).slice(11))).toEqual([
      // The doors open half an hour before, which is before the gap; the announcement goes first.
      '01:40:00.000+01:00',
      '01:40:00.000+01:00',
      '03:10:00.000+02:00',
      '03:40:00.000+02:00',
    ]);
    expect(only?.shifted).toEqual([
      { stage: 'announce', wallMs: wallMs('02:20'), why: 'gap' },
      { stage: 'announce', why: 'order' },
    ]);
  });

  test('leaves out the day that a zone left out', () => {
    const campaign = aCampaign({
      zone: 'Pacific/Apia',
      from: day('2011-12-29'),
      until: day('2011-12-31'),
    });
    const calendar = calendarOf(campaign);
    expect(calendar.days.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31']);
    expect(calendar.skipped).toEqual([{ date: '2011-12-30', why: 'no-such-day' }]);
  });

  test.each([
    ['America/Santiago', '2026-04-04', '-03:00', '-04:00'],
    ['America/Santiago', '2026-09-06', '-04:00', '-03:00'],
    ['Australia/Lord_Howe', '2026-10-04', '+10:30', '+11:00'],
    ['Australia/Sydney', '2026-04-05', '+11:00', '+10:00'],
    ['America/New_York', '2026-11-01', '-04:00', '-05:00'],
  ])('names the one day in %s when clocks change: %s', (zone, date, from, to) => {
    const campaign = aCampaign({ zone, from: day('2026-03-01'), until: day('2026-11-15') });
    const changes = calendarOf(campaign).days.filter(({ clockChange }) => clockChange);
    expect(changes.find((one) => one.date === date)?.clockChange).toEqual({ from, to });
    expect(changes.length).toBe(2);
  });

  test('counts every n-th day from the first and takes a thousand days', () => {
    const campaign = aCampaign({
      from: day('2026-01-01'),
      until: day('2028-09-26'),
      breaks: [{ kind: 'every', days: 7 }],
    });
    const { days, skipped } = calendarOf(campaign);
    expect(days.length + skipped.length).toBe(1_000);
    expect(skipped.length).toBe(142);
    expect(skipped[0]).toEqual({ date: '2026-01-07', why: 'break' });
  });
});
