import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import { PRESETS, type PresetName } from '../engine/domain/lot/presets.js';
import { parseEth } from '../engine/domain/money.js';
import { readCatalogue, type Catalogue } from './catalogue.js';

const folder = mkdtempSync(join(tmpdir(), 'sothebais-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'a.svg'), '<svg/>');

type Options = Parameters<typeof readCatalogue>[1];
const ALL: Options = { lots: undefined, biddingMs: undefined };

function read(text: string, options: Options = ALL): Catalogue {
  const path = join(folder, 'lots.yaml');
  writeFileSync(path, text);
  return readCatalogue(path, options);
}

function failureOf(text: string, options: Options = ALL): SothebaisError {
  try {
    read(text, options);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SothebaisError);
    return thrown as SothebaisError;
  }
  throw new Error('It was accepted.');
}

/** A catalogue whose first lot ends with these lines, the first of which is line 7. */
const withLot = (...lines: string[]) =>
  [
    'title: Evening',
    'lots:',
    '  - title: One',
    '    artist: Ada',
    '    artwork: a.svg',
    '    startEth: 0.10',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');

describe('a catalogue', () => {
  test('is read whole, amounts exact, the lots numbered from one', () => {
    const { title, lots } = read(
      withLot('reserveEth: 1.000000000000000001', 'medium: Ink', 'increment: { percent: 2.50 }'),
    );
    expect(title).toBe('Evening');
    expect(lots).toHaveLength(1);
    expect(lots[0]).toMatchObject({
      ...{ id: '1', number: 1, title: 'One', artist: 'Ada', medium: 'Ink' },
      artworkPath: join(folder, 'a.svg'),
      terms: {
        startWei: parseEth('0.1'),
        reserveWei: 1_000_000_000_000_000_001n,
        increment: { kind: 'percent', percent: '2.50', rounding: 'ceil' },
      },
    });
  });

  test('gives its terms to every lot that has none of its own', () => {
    const text = `${withLot('biddingSeconds: 9')}
  - { title: Two, artist: Bea, artwork: a.svg, startEth: 1 }
terms: { biddingSeconds: 20, increment: { eth: 0.05 } }`;
    const terms = read(text).lots.map((lot) => [lot.terms.durationMs, lot.terms.increment]);
    const increment = { kind: 'fixed', stepWei: parseEth('0.05') };
    expect(terms).toEqual([
      [9_000, increment],
      [20_000, increment],
    ]);
  });

  test('is sold by the rules of a known house, over which its own terms go', () => {
    const text = `${withLot('preset: foundation', 'reserveEth: 1', 'buyNowEth: 5')}
  - { title: Two, artist: Bea, artwork: a.svg, startEth: 1, selfRaise: refuse, softClose: null }
  - { title: Three, artist: Cyd, artwork: a.svg, startEth: 1 }
terms: { preset: nouns, biddingSeconds: 20, absentee: true, deliveryGraceSeconds: 1 }`;
    const [one, two, three] = read(text).lots.map(({ terms }) => terms);
    expect(one).toEqual({
      ...PRESETS.foundation,
      ...{ startWei: parseEth('0.1'), reserveWei: parseEth('1'), buyNowWei: parseEth('5') },
    });
    const { softClose, ...nouns } = PRESETS.nouns;
    const common = { durationMs: 20_000, deliveryGraceMs: 1_000, absentee: true };
    const rest = { ...nouns, ...common, startWei: parseEth('1') };
    expect(two).toEqual({ ...rest, selfRaise: 'refuse' });
    expect(three).toEqual({ ...rest, softClose });
  });

  test.each(Object.keys(PRESETS) as PresetName[])('is sold as by %s', (preset) => {
    const [sold] = read(withLot(`preset: ${preset}`)).lots;
    const plain = { durationMs: 40_000, startWei: parseEth('0.1') };
    expect(sold?.terms).toEqual({ ...plain, ...PRESETS[preset], startWei: plain.startWei });
  });

  test('yields to the seconds of bidding that were asked for', () => {
    const { lots } = read(withLot('biddingSeconds: 9'), { lots: undefined, biddingMs: 5_000 });
    expect(lots[0]?.terms.durationMs).toBe(5_000);
  });

  test('sells the first so many lots', () => {
    const text = `${withLot()}\n  - { title: Two, artist: Bea, artwork: a.svg, startEth: 1 }`;
    expect(read(text, { ...ALL, lots: 1 }).lots.map(({ title }) => title)).toEqual(['One']);
    expect(read(text, { ...ALL, lots: 2 }).lots).toHaveLength(2);
  });
});

describe('a mistake in a catalogue', () => {
  test.each([
    ['an unknown key', withLot('resreveEth: 1'), 'line 7, lots.0.resreveEth: There is no such key'],
    ['a bad amount', withLot('reserveEth: 1e3'), 'line 7, lots.0.reserveEth: Expected an amount'],
    ['a negative amount', withLot('reserveEth: -1'), 'line 7, lots.0.reserveEth: Expected an'],
    ['a bad increment', withLot('increment: 5'), 'line 7, lots.0.increment: Expected { percent }'],
    ['a bad percentage', withLot('increment: { percent: 5% }'), 'line 7, lots.0.increment'],
    ['negative seconds', withLot('biddingSeconds: -1'), 'line 7, lots.0.biddingSeconds: '],
    ['a house there is not', withLot('preset: blur'), 'line 7, lots.0.preset: '],
    ['a price below the start', withLot('buyNowEth: 0.09'), 'line 7, lots.0.buyNowEth: Expected a'],
    ['a bad address', withLot('consignor: 0x12'), 'line 7, lots.0.consignor: Expected an address'],
    ['a lot without an artist', 'title: T\nlots:\n  - title: A\n', 'line 3, lots.0.artist: '],
    ['no lots', 'title: T\nlots: []\n', 'line 2, lots: '],
    ['a list in place of a catalogue', '- a\n', 'line 1, the file: '],
  ])('%s is told with its line and key', (_name, text, expected) => {
    const { code, exitCode, message } = failureOf(text);
    expect([code, exitCode]).toEqual(['CATALOGUE_INVALID', 65]);
    expect(message).toContain(`${join(folder, 'lots.yaml')} ${expected}`);
  });

  test('fewer lots than asked for are counted', () => {
    const { code, message } = failureOf(withLot(), { ...ALL, lots: 2 });
    expect(code).toBe('CATALOGUE_INVALID');
    expect(message).toContain('has 1 lots, expected at least 2');
  });

  test('a missing artwork is named with its lot', () => {
    const { code, message } = failureOf(withLot().replace('a.svg', 'b.svg'));
    expect(code).toBe('ARTWORK_MISSING');
    expect(message).toBe(`There is no file ${join(folder, 'b.svg')}, the artwork of lot 1, "One".`);
  });

  test('an artwork outside a lot that is sold is not looked for', () => {
    const text = `${withLot()}\n  - { title: Two, artist: Bea, artwork: none.svg, startEth: 1 }`;
    expect(read(text, { ...ALL, lots: 1 }).lots).toHaveLength(1);
  });
});
