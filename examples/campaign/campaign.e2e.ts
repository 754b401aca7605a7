import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AuctionResult } from '../../engine/app/result.js';
import {
  descendants,
  run,
  scratchFolder,
  sothebais,
  stillAlive,
} from '../testing/house-process.js';
import { eventually, writeCampaign } from './testing.js';

const FILE = fileURLToPath(new URL('campaign.yaml', import.meta.url));
const CONFIG = fileURLToPath(new URL('../evening-auction/sothebais.yaml', import.meta.url));

interface Line {
  readonly date: string;
  readonly stage: string;
  readonly status: string;
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the plan of the example', () => {
  test('keeps seven in the evening over the change of clocks', async () => {
    const { code, stdout } = await run('campaign', 'plan', FILE, '--json');
    expect(code).toBe(0);
    const plan = JSON.parse(stdout) as { days: object[]; skipped: object[]; unassigned: string[] };
    expect(plan).toMatchObject({
      campaign: { id: 'salt-and-signal', zone: 'Europe/Berlin' },
      skipped: [
        { date: '2027-03-24', why: 'weekday' },
        { date: '2027-03-25', why: 'blackout' },
        { date: '2027-03-26', why: 'weekday' },
        { date: '2027-03-29', why: 'weekday' },
      ],
      unassigned: ['Chart for a Small Boat'],
    });
    expect(plan.days).toHaveLength(4);
    expect(plan.days[2]).toEqual({
      date: '2027-03-28',
      auctionId: 'salt-and-signal-2027-03-28',
      announceAt: '2027-03-27T18:00:00.000+01:00',
      doorsAt: '2027-03-28T18:30:00.000+02:00',
      auctionAt: '2027-03-28T19:00:00.000+02:00',
      afterAt: '2027-03-28T21:00:00.000+02:00',
      lots: ['Paper City', 'Undertow'],
      utcOffset: '+02:00',
      clockChange: { from: '+01:00', to: '+02:00' },
    });
  });

  test('fits a terminal of 80 columns, and leaves out what is before a date', async () => {
    const { stdout } = await run('campaign', 'plan', FILE, '--from', '2027-03-28');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^Sun 2027-03-28 .* \+02:00\*/m);
    expect(stdout).not.toContain('2027-03-25');
  });
});

describe('a campaign with an auction now', () => {
  const folder = scratchFolder();
  const data = join(folder.path, 'data');
  let file: string;
  let dates: { today: string; yesterday: string };
  const auctionFolder = () => join(data, `trial-${dates.today}`);
  const follow = () => sothebais('campaign', 'run', file, '--data', data, '--json');

  beforeAll(() => {
    const written = writeCampaign(folder.path, {
      auctionAtMs: Math.ceil(Date.now() / 1000) * 1000 + 8_000,
      stages: 'announce: -4s, doors: -2s, after: +5s',
      config: CONFIG,
      settings:
        'auction.biddingSeconds: 12, auction.presentSeconds: 1, auction.resultSeconds: 1, ' +
        'auction.creditsSeconds: 1, stage.widthPx: 640, stage.heightPx: 360, sandbox.bidders: 4',
    });
    ({ file } = written);
    dates = written;
    return () => folder[Symbol.dispose]();
  });

  test(
    'goes on after it was killed, says nothing twice and ends',
    { timeout: 240_000 },
    async () => {
      const first = follow();
      const { process: house } = first;
      const ledgerGrows = () =>
        existsSync(join(auctionFolder(), 'house', 'house.json')) &&
        readFileSync(join(auctionFolder(), 'house', 'house.json'), 'utf8').includes('url')
          ? true
          : undefined;
      await eventually(ledgerGrows, 90_000);

      const second = await run('campaign', 'run', file, '--data', data, '--json');
      expect([second.code, JSON.parse(second.stdout)]).toMatchObject([
        75,
        { error: { code: 'CAMPAIGN_RUNNING' } },
      ]);
      const running = await run('campaign', 'status', file, '--data', data, '--json');
      expect(JSON.parse(running.stdout)).toMatchObject({
        running: true,
        days: [
          { date: dates.yesterday, steps: { auction: { status: 'skipped' } } },
          {
            date: dates.today,
            lots: ['Tidewater, Study IV'],
            steps: {
              announce: { status: 'done' },
              doors: { status: 'done' },
              auction: { status: 'begun' },
              after: { status: 'planned' },
            },
          },
        ],
      });

      const children = descendants(house.pid ?? 0).map(({ pid }) => pid);
      expect(children.length).toBeGreaterThan(2);
      house.kill('SIGKILL');
      await first.ended;
      expect(await stillAlive(children, 20_000)).toEqual([]);

      const { code, stdout } = await follow().ended;
      expect(code).toBe(0);
      const lines = linesOf(stdout);
      expect(lines.map(({ stage, status }) => `${stage} ${status}`).slice(0, -1)).toEqual([
        'auction done',
        'after begun',
        'after done',
      ]);
      expect(lines.at(-1)).toMatchObject({
        campaign: 'trial',
        auctions: 1,
        skipped: [{ date: dates.yesterday, why: 'missed' }],
      });

      const said = readFileSync(join(data, 'announcements.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { key: string; text: string });
      expect(said.map(({ key }) => key)).toEqual(
        ['announce', 'doors', 'after'].map((stage) => `trial-${dates.today}-${stage}`),
      );
      const result = JSON.parse(
        readFileSync(join(auctionFolder(), 'result.json'), 'utf8'),
      ) as AuctionResult;
      expect(result.auction.id).toBe(`trial-${dates.today}`);
      expect(result.lots.map(({ title }) => title)).toEqual(['Tidewater, Study IV']);
      expect(result.lots[0]?.outcome).not.toBeNull();
      expect(said[2]?.text).toMatch(/^After: (1 of 1 lot sold for [\d.]+ ETH|none of 1 lot sold)$/);
    },
  );

  test('has nothing left to do when it is run again', async () => {
    const { code, stdout } = await follow().ended;
    expect(code).toBe(0);
    expect(linesOf(stdout)).toHaveLength(1);
  });
});

describe('a campaign file', () => {
  const folder = scratchFolder();
  beforeAll(() => () => folder[Symbol.dispose]());
  const text = readFileSync(FILE, 'utf8').replaceAll(
    '../evening-auction',
    fileURLToPath(new URL('../evening-auction', import.meta.url)),
  );

  test.each([
    ['zone: Europe/Berlin', 'zone: Europe/Berln', 'ZONE_UNKNOWN', 'Europe/Berlin'],
    ['days: [', 'weekdays: [', 'CAMPAIGN_INVALID', 'line 9, weekdays: There is no such key.'],
  ])('with %s written %s is refused', async (right, wrong, code, words) => {
    const file = join(folder.path, 'campaign.yaml');
    rmSync(file, { force: true });
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(file, text.replace(right, wrong));
    const ended = await run('campaign', 'plan', file, '--json');
    const { error } = JSON.parse(ended.stdout) as { error: { code: string; message: string } };
    expect([ended.code, error.code]).toEqual([65, code]);
    expect(error.message).toContain(words);
  });
});
