import { describe, expect, test } from 'vitest';
import { layOutCalendar } from '../../engine/domain/campaign/calendar.js';
import { planCampaign } from '../../engine/domain/campaign/plan.js';
import type { Campaign } from '../../engine/domain/campaign/campaign.js';
import {
  aCampaign,
  day,
  fromStart,
  onWall,
  someLots,
  wallMs,
} from '../../engine/testing/campaign.js';
import { planTable } from './plan-table.js';
import { viewPlan } from './plan-view.js';
import { statusTable } from './status-table.js';
import { viewStatus } from './status-view.js';
import { findZone } from '../wire-campaign.js';
import type { Instant } from '../../engine/domain/ids.js';

const zone = findZone('Europe/Berlin');

function draw(campaign: Campaign, lots: number): readonly string[] {
  const plan = planCampaign(campaign, layOutCalendar(campaign, zone), someLots(lots), []);
  return planTable(viewPlan(campaign, plan, zone), campaign);
}

const overTheGap = aCampaign({
  from: day('2026-03-27'),
  stages: {
    announce: onWall('20:00', -1),
    doors: onWall('02:30'),
    auction: { timeMs: wallMs('02:45') },
    after: fromStart(24 * 60),
  },
  blackouts: new Set([day('2026-03-28')]),
  lots: { perDay: 12, byDay: new Map() },
});

describe('the table of a plan', () => {
  test('marks change days, other days and what was moved, in 80 columns', () => {
    expect(draw(overTheGap, 50).join('\n')).toMatchInlineSnapshot(`
      "Spring
      2026-03-27 to 2026-03-30, Mon Tue Wed Thu Fri Sat Sun, clocks of Europe/Berlin
      3 auctions, 36 lots

      DAY             ANNOUNCE  DOORS   AUCTION  UTC    OFFSET   AFTER     LOTS
      Fri 2026-03-27  20:00-1d  02:30   02:45    01:45  +01:00   02:45+1d  12: Lot 1,…
      Sun 2026-03-29  20:00-1d  03:00!  03:00!   01:00  +02:00*  03:00+1d  12: Lot 13…
      Mon 2026-03-30  20:00-1d  02:30   02:45    00:45  +02:00   02:45+1d  12: Lot 25…

      * 2026-03-29: clocks change from +01:00 to +02:00.
      ! 2026-03-29 auction: no clock shows 02:45; moved to the first moment after the
        gap.
      ! 2026-03-29 doors: no clock shows 02:30; moved to the first moment after the
        gap.

      No auction: 2026-03-28 (blackout)
      14 lots without a day: Lot 37, Lot 38, Lot 39, Lot 40, Lot 41, Lot 42, Lot 43,
        Lot 44, Lot 45, Lot 46, Lot 47, Lot 48, …"
    `);
  });

  test('shows a title from a file as text, whatever it holds', () => {
    const lines = draw(aCampaign({ title: 'Red \u001b[31m sale' }), 3);
    expect(lines[0]).toBe('Red  [31m sale');
  });
});

describe('the table of a status', () => {
  test('shows ends and times, why, and what comes next', () => {
    const campaign = aCampaign({ until: day('2026-03-24'), lots: { perDay: 1, byDay: new Map() } });
    const calendar = layOutCalendar(campaign, zone);
    const [first] = calendar.days;
    const at = first?.at.announce ?? (0 as Instant);
    const row = { date: day('2026-03-23'), plannedAt: at, changedAt: at, lots: ['Lot 1'] };
    const view = viewStatus({
      ...{ campaign, calendar, zone, lots: someLots(3), running: true },
      rows: [
        { ...row, stage: 'announce', status: 'failed', why: 'X said no' },
        { ...row, stage: 'doors', status: 'done', why: '' },
        { ...row, stage: 'auction', status: 'begun', why: '' },
      ],
      now: (at + 8 * 3_600_000) as Instant,
    });
    expect(statusTable(view, campaign).join('\n')).toMatchInlineSnapshot(`
      "Spring
      2026-03-23 to 2026-03-24, Mon Tue Wed Thu Fri Sat Sun, clocks of Europe/Berlin
      Now 2026-03-23 20:00:00 +01:00, a run is under way

      DAY             ANNOUNCE  DOORS  AUCTION  AFTER  LOTS
      Mon 2026-03-23  failed    done   begun    21:00  1: Lot 1
      Tue 2026-03-24  12:00     18:30  19:00    21:00  1: Lot 2

      2026-03-23 announce failed: X said no

      1 lot without a day: Lot 3
      Begun: auction of spring-2026-03-23, 2026-03-23 12:00 +01:00
      Next: after of spring-2026-03-23 at 2026-03-23 21:00 +01:00, in 1:00:00"
    `);
  });
});
