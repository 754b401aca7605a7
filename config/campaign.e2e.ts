import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '../engine/domain/campaign/dates.js';
import { SothebaisError } from '../engine/domain/errors.js';
import { readCampaign } from './campaign.js';
import { readCatalogue } from './catalogue.js';

const folder = mkdtempSync(join(tmpdir(), 'sothebais-campaign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
writeFileSync(inFolder('art.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');

const catalogueOf = (titles: readonly string[]) => `title: Spring
terms: { biddingSeconds: 40, increment: { percent: 2.50 } }
lots:
${titles
  .map((title) => `  - { title: ${title}, artist: A, artwork: art.svg, startEth: 0.10 }`)
  .join('\n')}
`;
writeFileSync(inFolder('catalogue.yaml'), catalogueOf(['Dawn', 'Noon', 'Dusk']));

const LINES = {
  id: 'id: spring',
  title: 'title: Spring',
  zone: 'zone: Europe/Berlin',
  from: 'from: 2026-03-23',
  until: 'until: 2026-03-29',
  days: 'days: [mon, wed, sun]',
  catalogue: 'catalogue: catalogue.yaml',
  config: 'config: sothebais.yaml',
  stages: 'stages: { announce: 18:00 -1d, doors: -30m, auction: 19:00, after: +1h30m }',
  lots: 'lots: { perDay: 1, byDay: { 2026-03-29: [Dusk] } }',
  breaks: 'breaks: [{ every: 6 }, { from: 2026-03-26, until: 2026-03-27 }]',
  blackouts: 'blackouts: [2026-03-24]',
  catchUp: 'catchUp: { auctionMinutes: 45 }',
  words: 'words: { doors: null }',
  settings: 'settings: { 2026-03-29: { auction.biddingSeconds: 9 } }',
};
const FIRST = '2026-03-23' as CalendarDate;
const LAST = '2026-03-29' as CalendarDate;
type Key = keyof typeof LINES;

/** Writes the campaign with some lines changed, or left out where they are empty. */
function write(over: Partial<Record<Key, string>> = {}): string {
  const path = inFolder('campaign.yaml');
  const lines = Object.entries({ ...LINES, ...over }).map(([, line]) => line);
  writeFileSync(path, lines.filter((line) => line !== '').join('\n'));
  return path;
}

function failureOf(act: () => unknown): SothebaisError {
  try {
    act();
  } catch (cause) {
    if (cause instanceof SothebaisError) return cause;
    throw cause;
  }
  throw new Error('Nothing was refused.');
}

describe('a campaign file', () => {
  test('is read whole', () => {
    const { campaign, catalogue, configPath, settingsOf } = readCampaign(write());
    expect(campaign).toMatchObject({
      ...{ id: 'spring', title: 'Spring', zone: 'Europe/Berlin' },
      ...{ from: '2026-03-23', until: '2026-03-29' },
      stages: {
        announce: { kind: 'wall', timeMs: 18 * 3_600_000, dayShift: -1 },
        doors: { kind: 'offset', offsetMs: -1_800_000 },
        auction: { timeMs: 19 * 3_600_000 },
        after: { kind: 'offset', offsetMs: 5_400_000 },
      },
      breaks: [
        { kind: 'every', days: 6 },
        { kind: 'range', from: '2026-03-26', until: '2026-03-27' },
      ],
      catchUp: { auction: 45 * 60_000, after: 720 * 60_000 },
      words: { doors: null },
    });
    expect([...campaign.weekdays]).toEqual(['mon', 'wed', 'sun']);
    expect(campaign.lots.byDay.get(LAST)).toEqual(['Dusk']);
    expect(catalogue.lots).toEqual(['Dawn', 'Noon', 'Dusk']);
    expect(configPath).toBe(inFolder('sothebais.yaml'));
    expect(settingsOf(LAST)).toMatchObject([{ key: 'auction.biddingSeconds', value: 9 }]);
    expect(settingsOf(FIRST)).toEqual([]);
  });

  test('gives each evening a catalogue that is read as the whole one is, to the last digit', () => {
    const { catalogue } = readCampaign(write());
    const evening = inFolder('evening.json');
    writeFileSync(evening, catalogue.evening(['Dusk', 'Dawn']));
    const whole = readCatalogue(inFolder('catalogue.yaml'), {});
    const [dawn, , dusk] = whole.lots;
    const read = readCatalogue(evening, {});
    expect(read.lots).toEqual([
      { ...dusk, id: '1', number: 1 },
      { ...dawn, id: '2', number: 2 },
    ]);
    expect(read.title).toBe('Spring');
  });

  test.each<[Key, string, RegExp]>([
    ['days', 'weekdays: [mon]', /line 6, weekdays: There is no such key\./],
    ['days', 'days: [monday]', /line 6, days\.0: /],
    ['from', 'from: 2026-02-30', /line 4, from: Expected a date such as 2026-11-23/],
    ['until', 'until: 2026-03-22', /line 5, until: Expected 2026-03-23 or later/],
    ['until', 'until: 2028-12-17', /line 5, until: Expected 1000 days at most, got 1001/],
    ['id', 'id: Spring', /line 1, id: Expected lower-case letters/],
    ['stages', 'stages: { auction: 25:00 }', /line 9, stages\.auction: Expected a time of day/],
    ['stages', 'stages: { auction: 19:00 +1d }', /stages\.auction: Expected a time of day/],
    [
      'stages',
      'stages: { auction: 19:00, doors: +5m }',
      /stages\.doors: Expected a time not after/,
    ],
    ['stages', 'stages: { auction: 19:00, doors: soon }', /stages\.doors: Expected a time such as/],
    [
      'stages',
      'stages: { auction: 19:00, announce: 18:45, doors: 18:30 }',
      /stages\.announce: Expected a time not after the doors/,
    ],
    ['stages', 'stages: { auction: 19:00, after: 18:59 }', /stages\.after: .* not before/],
    ['lots', 'lots: {}', /line 10, lots: Expected perDay, byDay or both/],
    ['lots', 'lots: { byDay: { 2026-03-26: [Dawn] } }', /2026-03-26 is a day of the week that/],
    ['lots', 'lots: { byDay: { 2026-03-30: [Dawn] } }', /date from 2026-03-23 to 2026-03-29/],
    ['lots', 'lots: { byDay: { monday: [Dawn] } }', /lots\.byDay\.monday: Expected a date/],
    ['lots', 'lots: { byDay: { 2026-03-29: [Down] } }', /The catalogue has no lot "Down"/],
    [
      'lots',
      'lots: { byDay: { 2026-03-23: [Dawn], 2026-03-29: [Dawn] } }',
      /2026-03-29\.0: The lot "Dawn" is sold on 2026-03-23 already/,
    ],
    ['breaks', 'breaks: [{ every: 1 }]', /line 11, breaks\.0/],
    ['breaks', 'breaks: [{ from: 2026-03-27, until: 2026-03-26 }]', /breaks\.0\.until: Expected/],
    ['blackouts', 'blackouts: [2026-03-29]', /2026-03-29 is a blackout date/],
    ['catchUp', 'catchUp: { auctionMinutes: -1 }', /line 13, catchUp\.auctionMinutes/],
    ['words', 'words: { after: "{price}" }', /line 14, words\.after: .* got \{price\}/],
    ['settings', 'settings: { 2026-03-29: { stage.fpz: 9 } }', /stage\.fpz: There is no such/],
    ['settings', 'settings: { 2026-03-29: { stage.fps: 99 } }', /stage\.fps: It does not fit/],
    ['settings', 'settings: { 2026-03-29: { x.bearer: k } }', /x\.bearer: Expected no secret/],
    ['settings', 'settings: { 2026-03-29: { auction.id: k } }', /campaign sets it itself/],
  ])('whose %s line is "%s" is refused with its line and key', (key, line, message) => {
    const failure = failureOf(() => readCampaign(write({ [key]: line })));
    expect(failure.code).toBe('CAMPAIGN_INVALID');
    expect(failure.message).toMatch(message);
    expect(failure.message).toContain('campaign.yaml');
  });

  test('takes 10,000 lots and not one more, and no title twice', () => {
    const titles = Array.from({ length: 10_001 }, (_, i) => `Lot ${i + 1}`);
    const read = (lots: readonly string[]) => {
      writeFileSync(inFolder('many.yaml'), catalogueOf(lots));
      const over = { catalogue: 'catalogue: many.yaml', lots: 'lots: { perDay: 10 }' };
      return readCampaign(write(over)).catalogue.lots.length;
    };
    expect(read(titles.slice(1))).toBe(10_000);
    expect(failureOf(() => read(titles)).code).toBe('CATALOGUE_INVALID');
    const failure = failureOf(() => read(['Dawn', 'Noon', 'Dawn']));
    expect(failure.message).toMatch(/lot 3: The title "Dawn" is another lot's/);
  });

  test('that is not there, or names no catalogue, is refused', () => {
    expect(failureOf(() => readCampaign(inFolder('none.yaml'))).code).toBe('INPUT_MISSING');
    expect(failureOf(() => readCampaign(write({ catalogue: '' }))).message).toContain('catalogue');
    const lost = 'catalogue: lost.yaml';
    expect(failureOf(() => readCampaign(write({ catalogue: lost }))).code).toBe(
      'CATALOGUE_INVALID',
    );
  });
});
