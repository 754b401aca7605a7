import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../domain/campaign/campaign.js';
import { layOutCalendar } from '../../domain/campaign/calendar.js';
import { addDays, type CalendarDate } from '../../domain/campaign/dates.js';
import type { StepRow } from '../../domain/campaign/step-row.js';
import type { Zone } from '../../domain/campaign/zone.js';
import type { Instant } from '../../domain/ids.js';
import { aCampaign, day, fromStart, someLots, wallMs } from '../../testing/campaign.js';
import { CampaignWorld, Crash, type AuctionFate } from '../../testing/campaign-world.js';
import { runCampaign } from './run-campaign.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Clocks that never change, so that hours can be counted on the fingers. */
const UTC: Zone = {
  id: 'UTC',
  instantOf: ({ date, timeMs }) => ({ at: (Date.parse(date) + timeMs) as Instant }),
  wallOf: (at) => ({
    date: new Date(at).toISOString().slice(0, 10) as CalendarDate,
    timeMs: at % DAY_MS,
    offset: '+00:00',
  }),
};

const START = Date.parse('2026-03-23T00:00:00Z');
const clockTime = (row: StepRow) => new Date(row.changedAt).toISOString().slice(5, 16);
const EASY: AuctionFate = { lengthMs: HOUR_MS, deaths: 0, isHopeless: false };

const theWorld = (fate: (id: string) => AuctionFate = () => EASY, remembers = true) =>
  new CampaignWorld(START, remembers, fate);

interface Trial {
  readonly campaign: Campaign;
  readonly lots: number;
}

/** One run in the world, from where the world stands; how each step went, by hour. */
async function runIn(world: CampaignWorld, { campaign, lots }: Trial, stopAtMs?: number) {
  const told: string[] = [];
  const stopping = new AbortController();
  const { diary, voice, auctions, clock, wait } = world;
  if (stopAtMs !== undefined)
    void wait(stopAtMs - world.nowMs, stopping.signal).then(() => stopping.abort());
  const plan = await world.live(
    runCampaign({
      ...{ campaign, diary, voice, auctions, clock, wait, zone: UTC },
      calendar: layOutCalendar(campaign, UTC),
      lots: someLots(lots),
      onStep: (row) => told.push(`${clockTime(row)} ${row.date} ${row.stage} ${row.status}`),
      signal: stopping.signal,
    }),
  );
  return { plan, told };
}

const twoDays = aCampaign({ until: day('2026-03-24') });
const row = (world: CampaignWorld, date: string, stage: string) =>
  world.rows.get(`${date} ${stage}`);

describe('a campaign', () => {
  test('takes every step in its time and ends', async () => {
    const world = theWorld();
    const { told, plan } = await runIn(world, { campaign: twoDays, lots: 5 });
    expect(told).toEqual([
      '03-23T12:00 2026-03-23 announce begun',
      '03-23T12:00 2026-03-23 announce done',
      '03-23T18:30 2026-03-23 doors begun',
      '03-23T18:30 2026-03-23 doors done',
      '03-23T19:00 2026-03-23 auction begun',
      '03-23T20:00 2026-03-23 auction done',
      '03-23T21:00 2026-03-23 after begun',
      '03-23T21:00 2026-03-23 after done',
      '03-24T12:00 2026-03-24 announce begun',
      '03-24T12:00 2026-03-24 announce done',
      '03-24T18:30 2026-03-24 doors begun',
      '03-24T18:30 2026-03-24 doors done',
      '03-24T19:00 2026-03-24 auction begun',
      '03-24T20:00 2026-03-24 auction done',
      '03-24T21:00 2026-03-24 after begun',
      '03-24T21:00 2026-03-24 after done',
    ]);
    expect(world.said.map(({ text }) => text)).toEqual([
      ...['Soon: Lot 1, Lot 2', 'Doors: Lot 1, Lot 2', 'Over: all sold'],
      ...['Soon: Lot 3, Lot 4', 'Doors: Lot 3, Lot 4', 'Over: all sold'],
    ]);
    expect(plan.unassigned).toEqual(['Lot 5']);
  });

  test('holds auctions side by side where one runs into the next', async () => {
    const world = theWorld(() => ({ ...EASY, lengthMs: 30 * HOUR_MS }));
    const { told } = await runIn(world, { campaign: twoDays, lots: 4 });
    expect(told.filter((line) => /auction|after done/.test(line))).toEqual([
      '03-23T19:00 2026-03-23 auction begun',
      '03-24T19:00 2026-03-24 auction begun',
      '03-25T01:00 2026-03-23 auction done',
      '03-25T01:00 2026-03-23 after done',
      '03-26T01:00 2026-03-24 auction done',
      '03-26T01:00 2026-03-24 after done',
    ]);
  });

  test('skips an auction missed by a minute more than it may be late; its lots go to the next', async () => {
    const world = theWorld();
    world.nowMs = Date.parse('2026-03-23T20:00:01Z');
    const { told, plan } = await runIn(world, { campaign: twoDays, lots: 3 });
    expect(told.slice(0, 5)).toEqual([
      '03-23T20:00 2026-03-23 announce skipped',
      '03-23T20:00 2026-03-23 doors skipped',
      '03-23T20:00 2026-03-23 auction skipped',
      '03-23T20:00 2026-03-23 after skipped',
      '03-24T12:00 2026-03-24 announce begun',
    ]);
    expect(plan.days.map(({ date, lots }) => [date, lots])).toEqual([
      ['2026-03-24', ['Lot 1', 'Lot 2']],
    ]);
    expect(plan.skipped).toEqual([{ date: '2026-03-23', why: 'missed' }]);
    expect(plan.unassigned).toEqual(['Lot 3']);
    expect(row(world, '2026-03-23', 'auction')?.why).toBe('missed: 60 minutes late');
  });

  test('catches an auction up that is just so late, and says nothing of doors long open', async () => {
    const world = theWorld();
    world.nowMs = Date.parse('2026-03-23T20:00:00Z');
    const { told } = await runIn(world, { campaign: twoDays, lots: 3 });
    expect(told.slice(0, 4)).toEqual([
      '03-23T20:00 2026-03-23 announce skipped',
      '03-23T20:00 2026-03-23 doors skipped',
      '03-23T20:00 2026-03-23 auction begun',
      '03-23T21:00 2026-03-23 auction done',
    ]);
  });

  test('stops in good order and goes on with the auction under way, however late', async () => {
    const world = theWorld();
    const trial = { campaign: twoDays, lots: 4 };
    await runIn(world, trial, Date.parse('2026-03-23T19:30:00Z'));
    expect(row(world, '2026-03-23', 'auction')?.status).toBe('begun');
    world.revive(3 * DAY_MS);
    const { told } = await runIn(world, trial);
    expect(told).toContain('03-26T20:30 2026-03-23 auction done');
    expect(row(world, '2026-03-24', 'auction')?.status).toBe('skipped');
    expect(new Set(world.said.map(({ key }) => key)).size).toBe(world.said.length);
  });

  test('starts a house again that died, and gives one up that dies five times', async () => {
    const fates: Record<string, AuctionFate> = {
      'spring-2026-03-23': { lengthMs: 1_000, deaths: 4, isHopeless: false },
      'spring-2026-03-24': { lengthMs: 1_000, deaths: 5, isHopeless: false },
    };
    const world = theWorld((id) => fates[id] ?? EASY);
    await runIn(world, { campaign: twoDays, lots: 4 });
    expect(row(world, '2026-03-23', 'auction')).toMatchObject({ status: 'done' });
    expect(row(world, '2026-03-24', 'auction')).toMatchObject({
      status: 'failed',
      why: 'died 5 times: BUG',
    });
    expect(row(world, '2026-03-24', 'after')?.status).toBe('skipped');
  });

  test('tries a house that cannot open once a run, and again in the next that comes in time', async () => {
    let isHopeless = true;
    const world = theWorld(() => ({ ...EASY, isHopeless }));
    const campaign = aCampaign({ until: day('2026-03-23') });
    await runIn(world, { campaign, lots: 2 }, Date.parse('2026-03-23T19:10:00Z'));
    expect(row(world, '2026-03-23', 'auction')).toMatchObject({
      status: 'failed',
      why: 'CONFIG_INVALID',
    });
    world.revive(10 * 60_000);
    isHopeless = false;
    await runIn(world, { campaign, lots: 2 });
    expect(row(world, '2026-03-23', 'auction')?.status).toBe('done');
  });

  test('writes down what X refused or did not answer to, and does not say it again', async () => {
    const world = theWorld();
    const words = { announce: 'refused', doors: 'unheard', after: null };
    const campaign = aCampaign({ until: day('2026-03-23'), words });
    await runIn(world, { campaign, lots: 2 });
    world.revive(1_000);
    await runIn(world, { campaign, lots: 2 });
    expect(world.said).toEqual([]);
    expect(
      ['announce', 'doors', 'auction', 'after'].map((s) => row(world, '2026-03-23', s)),
    ).toMatchObject([
      { status: 'failed', why: 'X said no' },
      { status: 'failed', why: 'X gave no answer.' },
      { status: 'done' },
      { status: 'skipped' },
    ]);
  });

  test('writes down a year that was missed at once, and goes on', async () => {
    const world = theWorld();
    const campaign = aCampaign({ until: addDays(day('2026-03-23'), 365) });
    world.nowMs = START + 365 * DAY_MS;
    let writes = 0;
    const { diary } = world;
    world.diary = {
      ...diary,
      write: async (rows) => {
        writes += 1;
        await diary.write(rows);
      },
    };
    const { plan } = await runIn(world, { campaign, lots: 800 });
    expect(plan.days.map(({ date, lots }) => [date, lots])).toEqual([
      ['2027-03-23', ['Lot 1', 'Lot 2']],
    ]);
    expect(row(world, '2026-03-23', 'auction')?.why).toBe('missed: 524460 minutes late');
    expect(writes).toBeLessThan(20);
  });

  const trials = fc.record({
    campaign: fc
      .record({
        length: fc.integer({ min: 0, max: 5 }),
        announce: fc.integer({ min: 0, max: 40 * 60 }),
        doors: fc.integer({ min: 0, max: 60 }),
        after: fc.integer({ min: 0, max: 300 }),
        late: fc.constantFrom(0, 10, 60, 600),
        byHand: fc.boolean(),
      })
      .map(({ length, announce, doors, after, late, byHand }) =>
        aCampaign({
          until: addDays(day('2026-03-23'), length),
          stages: {
            announce: fromStart(-announce - doors),
            doors: fromStart(-doors),
            auction: { timeMs: wallMs('19:00') },
            after: fromStart(after),
          },
          lots: {
            perDay: 2,
            byDay: byHand ? new Map([[day('2026-03-23'), ['Lot 3', 'Lot 1']]]) : new Map(),
          },
          catchUp: { ...aCampaign().catchUp, auction: late * 60_000 },
        }),
      ),
    lots: fc.integer({ min: 3, max: 9 }),
  });
  const crashes = fc.array(
    fc.record({
      plan: fc.record({ acts: fc.integer({ min: 0, max: 30 }), isAfter: fc.boolean() }),
      downMs: fc.oneof(
        fc.integer({ min: 1_000, max: 60_000 }),
        fc.integer({ min: 60_000, max: 2 * DAY_MS }),
      ),
    }),
    { maxLength: 5 },
  );
  const fates = fc.array(
    fc.record({
      lengthMs: fc.integer({ min: 1_000, max: 30 * HOUR_MS }),
      deaths: fc.integer({ min: 0, max: 6 }),
      isHopeless: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
    }),
    { minLength: 6, maxLength: 6 },
  );

  test('says nothing twice and loses no auction, wherever it crashes and whenever it is back', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([trials, crashes, fates, fc.boolean()] as const),
        async (trial, falls, fated, remembers) => {
          const world = theWorld((id) => fated[Number(id.slice(-1)) % 6] ?? EASY, remembers);
          for (const { plan, downMs } of falls) {
            world.crash = plan;
            const fell = await runIn(world, trial).then(
              () => false,
              (cause: unknown) => {
                if (cause instanceof Crash) return true;
                throw cause;
              },
            );
            world.revive(fell ? downMs : 0);
          }
          const { plan } = await runIn(world, trial);
          expectInOrder(world, trial, plan);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function expectInOrder(
  world: CampaignWorld,
  { campaign, lots }: Trial,
  plan: Awaited<ReturnType<typeof runIn>>['plan'],
): void {
  // Words: once a key, and every row that claims them is right where the outlet remembers.
  const keys = world.said.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const one of world.rows.values()) {
    expect(['done', 'skipped', 'failed']).toContain(one.status);
    if (one.stage === 'auction') continue;
    const isSaid = keys.includes(`${campaign.id}-${one.date}-${one.stage}`);
    if (one.status === 'done') expect(isSaid).toBe(true);
    if (one.status === 'skipped') expect(isSaid).toBe(false);
  }

  // Auctions: each day has one that is written down, or none for a reason.
  for (const { date } of plan.days)
    expect(['done', 'failed']).toContain(row(world, date, 'auction')?.status);
  for (const { date, why } of plan.skipped)
    if (why === 'missed') expect(row(world, date, 'auction')?.status).toBe('skipped');
    else expect(why).toBe('no-lots');
  expect(plan.days.length + plan.skipped.length).toBe(layOutCalendar(campaign, UTC).days.length);
  for (const auctionId of world.opened.keys())
    expect(['done', 'failed']).toContain(row(world, auctionId.slice(-10), 'auction')?.status);

  // Lots: offered once, and none forgotten.
  const offered = [...world.opened.values()].flatMap((auction) => auction.lots);
  expect(new Set(offered).size).toBe(offered.length);
  const placed = [...plan.days.flatMap((one) => one.lots), ...plan.unassigned];
  expect([...placed].sort()).toEqual([...someLots(lots)].sort());
  for (const lot of offered) expect(plan.unassigned).not.toContain(lot);
}
