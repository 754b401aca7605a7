import { describe, expect, test } from 'vitest';
import { parseBidLines } from '../../config/bid-lines.js';
import { parseTerms } from '../../config/terms.js';
import type { PresetName } from '../domain/lot/presets.js';
import { rehearse, type BidRow, type LotRow } from './rehearse.js';

const TERMS = {
  opensAt: '2026-11-23T19:00:00Z',
  closesAt: '2026-11-23T19:01:00Z',
  startEth: '1',
  increment: { eth: '0.1' },
};

/** Seconds after 19:00 as ISO 8601. */
const t = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 23, 19) + seconds * 1000).toISOString();

interface Script {
  readonly terms?: object;
  readonly preset?: PresetName;
}

/**
 * Runs a script of one lot: `@ada 1.1 @5 placed 4` is a bid, `pause @9` a control. The id of a bid
 * is its place among the lines.
 */
function run(script: string, { terms = {}, preset }: Script = {}): string[] {
  const lines = script
    .trim()
    .split('\n')
    .map((text, i) => JSON.stringify(toLine(text.trim().split(/\s+/), String(i + 1))));
  const text = JSON.stringify({ ...TERMS, ...terms });
  const { bids, lots } = rehearse(
    parseBidLines(lines.join('\n'), 'BIDS'),
    parseTerms(text, 'TERMS', preset),
  );
  return [...bids.map(bidText), ...lots.map(lotText)];
}

function toLine([what = '', ...words]: string[], id: string): object {
  const after = (word: string) => words[words.indexOf(word) + 1] ?? '';
  const seconds = Number(words.find((word) => word.startsWith('@'))?.slice(1));
  const at = t(seconds);
  if (!what.startsWith('@')) {
    return {
      at,
      lot: '1',
      move: what,
      ...(words.includes('bid') ? { bid: after('bid') } : {}),
      ...(words.includes('by') ? { seconds: Number(after('by')) } : {}),
    };
  }
  return {
    id: words.includes('id') ? after('id') : id,
    lot: '1',
    at,
    bidder: what.slice(1),
    amount: words[0],
    ...(words.includes('max') ? { max: after('max') } : {}),
    ...(words.includes('placed') ? { placedAt: t(Number(after('placed'))) } : {}),
  };
}

const clock = (iso: string | null): string => iso?.slice(14, 23).replace(/\.000$/, '') ?? '-';

const bidText = (row: BidRow): string =>
  [
    row.id,
    row.code ?? row.verdict,
    row.leader ?? '-',
    row.priceEth ?? '-',
    row.askEth,
    clock(row.closesAt),
  ].join(' ');

const lotText = (row: LotRow): string =>
  [
    row.outcome,
    row.winner ?? '-',
    row.hammerEth ?? '-',
    clock(row.closedAt),
    row.accepted,
    row.refused,
  ].join(' ');

const TWICE = ['ALREADY_HIGH_BIDDER', 'ALREADY_HIGH_BIDDER'];

describe('rehearse', () => {
  test('rules on a lot from the opening to the hammer', () => {
    expect(
      run(
        `@ada 0.9 @1
         @ada 1 @2
         @bob 1.05 @3
         @ada 1.2 @4
         @bob 1.1 @55
         @cyd 1.2 @70`,
        { terms: { softClose: { windowSeconds: 10, extendToSeconds: 10, from: 'now' } } },
      ),
    ).toEqual([
      '1 BELOW_ASK - - 1 01:00',
      '2 accepted ada 1 1.1 01:00',
      '3 BELOW_ASK ada 1 1.1 01:00',
      '4 ALREADY_HIGH_BIDDER ada 1 1.1 01:00',
      '5 accepted bob 1.1 1.2 01:05',
      '6 LATE bob 1.1 1.2 01:05',
      'sold bob 1.1 01:05 2 4',
    ]);
  });

  test('gives a held bid its final verdict on the line where it came', () => {
    expect(
      run(
        `@ada 1 @61 placed 59
         @bob 1 @62 placed 58
         @cyd 9 @62.5 placed 60
         @dan 9 @63 placed 59`,
        { terms: { deliveryGraceSeconds: 3 } },
      ),
    ).toEqual([
      '1 BELOW_ASK bob 1 1.1 01:00',
      '2 accepted bob 1 1.1 01:00',
      '3 LATE - - 1 01:00',
      '4 LATE bob 1 1.1 01:00',
      'sold bob 1 01:00 1 3',
    ]);
  });

  test('freezes the clock while paused, and takes no bids', () => {
    expect(run('@ada 1 @10\npause @20\n@bob 1.1 @25\nresume @50\n@bob 1.1 @80')).toEqual([
      '1 accepted ada 1 1.1 01:00',
      '3 LOT_PAUSED ada 1 1.1 01:00',
      '5 accepted bob 1.1 1.2 01:30',
      'sold bob 1.1 01:30 2 1',
    ]);
  });

  test('goes on taking bids through a pause of Nouns', () => {
    const terms = { increment: { percent: 5 } };
    expect(run('@ada 1 @10\npause @20\n@bob 1.05 @25', { terms, preset: 'nouns' })).toEqual([
      '1 accepted ada 1 1.05 15:10',
      '3 accepted bob 1.05 1.1025 15:25',
      'sold bob 1.05 15:25 2 0',
    ]);
  });

  test('extends, voids and withdraws as the desk asks', () => {
    expect(run('@ada 1 @10\n@bob 2 @20\nvoid @30 bid 2\n@cyd 1.1 @40\nextend @50 by 30')).toEqual([
      '1 accepted ada 1 1.1 01:00',
      '2 accepted bob 2 2.1 01:00',
      '4 accepted cyd 1.1 1.2 01:00',
      'sold cyd 1.1 01:30 3 0',
    ]);
    expect(run('@ada 1 @10\nwithdraw @20\n@bob 2 @30')).toEqual([
      '1 accepted ada 1 1.1 01:00',
      '3 LOT_NOT_OPEN ada 1 1.1 01:00',
      'withdrawn - - 00:20 1 1',
    ]);
  });

  test('hears a bid once', () => {
    expect(run('@ada 1 @10 id x\n@bob 2 @20 id x')).toEqual([
      'x accepted ada 1 1.1 01:00',
      'x DUPLICATE ada 1 1.1 01:00',
      'sold ada 1 01:00 1 1',
    ]);
  });

  test('rules on maximums as eBay does', () => {
    expect(
      run('@ada 1 @1 max 9\n@bob 1 @2 max 3\n@ada 1 @3 max 12\n@cyd 1 @60 max 12', {
        terms: { increment: undefined },
        preset: 'ebay',
      }),
    ).toEqual([
      '1 accepted ada 1 1.25 01:00',
      '2 accepted ada 3.25 3.5 01:00',
      '3 accepted ada 3.25 3.5 01:00',
      '4 accepted ada 12 12.5 01:00',
      'sold ada 12 01:00 4 0',
    ]);
  });

  test('opens a lot when its time comes, on the bids that were left for it', () => {
    const terms = { absentee: true, startEth: '10', increment: { eth: '10' } };
    expect(
      run('@ada 100 @-60\n@bob 300 @-50\n@cyd 9 @-40\n@cyd 120 @0\n@dan 400 @5', { terms }),
    ).toEqual([
      '1 accepted ada 10 20 01:00',
      '2 accepted bob 110 120 01:00',
      '3 BELOW_ASK - - 10 -',
      '4 accepted bob 130 140 01:00',
      '5 accepted dan 400 410 01:00',
      'sold dan 400 01:00 4 1',
    ]);
    expect(run('@ada 100 @-60', { terms: { ...terms, absentee: false } })[0]).toBe(
      '1 EARLY - - 10 01:00',
    );
  });

  test('opens it before its time, where the desk says so', () => {
    const terms = { absentee: true, closesAt: undefined, durationSeconds: 60 };
    expect(run('@ada 3 @-60\nopen @-30\n@bob 1.1 @-20\n@cyd 9 @31', { terms })).toEqual([
      '1 accepted ada 1 1.1 00:30',
      '3 accepted ada 1.2 1.3 00:30',
      '4 LATE ada 1.2 1.3 00:30',
      'sold ada 1.2 00:30 2 1',
    ]);
  });

  test('sells at once to who offers the price, and goes on where a bid was before', () => {
    const terms = { buyNowEth: '5', deliveryGraceSeconds: 3 };
    expect(run('@ada 6 @10\n@bob 9 @11', { terms })).toEqual([
      '1 accepted ada 5 5.1 00:10',
      '2 LATE ada 5 5.1 00:10',
      'sold ada 5 00:10 1 1',
    ]);
    expect(run('@ada 6 @10\n@bob 1 @11 placed 9\n@ada 1.1 @20', { terms })).toEqual([
      '1 BUY_NOW_OVER bob 1 1.1 01:00',
      '2 accepted bob 1 1.1 01:00',
      '3 accepted ada 1.1 1.2 01:00',
      'sold ada 1.1 01:00 2 1',
    ]);
  });

  test('drops the hammer early, when what is on its way has come', () => {
    const terms = { deliveryGraceSeconds: 3, softClose: { windowSeconds: 15 } };
    expect(
      run('@ada 1 @10\nhammer @20\n@bob 2 @21 placed 19.9\n@cyd 3 @21 placed 20', { terms }),
    ).toEqual([
      '1 accepted ada 1 1.1 01:00',
      '3 accepted bob 2 2.1 00:20',
      '4 LATE ada 1 1.1 00:20',
      'sold bob 2 00:20 2 1',
    ]);
  });

  test('withdraws no lot whose house does not', () => {
    const nouns = { preset: 'nouns' } as const;
    expect(() => run('withdraw @10', nouns)).toThrow(/Line 1: Lot 1 is not withdrawn: .* never/);
    expect(() => run('@ada 1 @10\nwithdraw @20', { preset: 'zora' })).toThrow(/Line 2.*first bid/);
    expect(run('withdraw @20', { preset: 'zora' })).toEqual(['withdrawn - - 00:20 0 0']);
  });

  test.each<[PresetName, string[]]>([
    ['nouns', ['accepted', 'BELOW_ASK', 'accepted', 'accepted', 'LATE']],
    ['zora', ['accepted', 'BELOW_ASK', 'accepted', 'accepted', 'LATE']],
    ['foundation', ['accepted', 'BELOW_ASK', ...TWICE, 'accepted']],
    ['manifold', ['accepted', 'BELOW_ASK', 'accepted', 'accepted', 'LATE']],
    ['ebay', ['accepted', 'BELOW_ASK', 'accepted', 'accepted', 'accepted']],
    ['saleroom', ['accepted', 'BELOW_ASK', ...TWICE, 'LATE']],
  ])('rules as %s does', (preset, expected) => {
    // The last comes at the very instant of the close.
    const lines = '@ada 1 @0\n@bob 1.049 @1\n@ada 1.05 @2\n@ada 1.11 @3\n@cyd 9 @60';
    const terms = { increment: undefined, softClose: null };
    const rows = run(lines, { preset, terms });
    expect(rows.slice(0, 5).map((row) => row.split(' ')[1])).toEqual(expected);
  });

  test('leaves open a lot whose first bid never starts the clock', () => {
    expect(run('@ada 0.5 @10', { terms: { clockStarts: 'first-bid' } })).toEqual([
      '1 BELOW_ASK - - 1 -',
      'passed - - - 0 1',
    ]);
  });

  test('reports lots by name in the order of the terms', () => {
    const book = parseTerms(
      `lots:\n  b: { opensAt: "2026-11-23T19:00:00Z", durationSeconds: 60, startEth: 1.10 }\n` +
        `  a: { opensAt: "2026-11-23T19:00:00Z", durationSeconds: 60, startEth: 2 }\n`,
      'TERMS',
    );
    const bid = { id: '1', lot: 'a', at: t(1), bidder: 'ada', amount: '2' };
    const { lots } = rehearse(parseBidLines(JSON.stringify(bid), 'BIDS'), book);
    expect(lots.map(({ lot, outcome }) => [lot, outcome])).toEqual([
      ['b', 'passed'],
      ['a', 'sold'],
    ]);
  });

  test.each([
    [
      'a lot without terms',
      '{"at":"2026-11-23T19:00:00Z","lot":"9","move":"pause"}',
      /line 1.*lot 9/i,
    ],
    [
      'a resume without a pause',
      '{"at":"2026-11-23T19:00:00Z","lot":"1","move":"resume"}',
      /line 1/i,
    ],
  ])('fails on %s, naming the line', (_name, line, message) => {
    const lots = { '1': { ...TERMS } };
    const book = parseTerms(JSON.stringify({ lots }), 'TERMS');
    expect(() => rehearse(parseBidLines(line, 'BIDS'), book)).toThrow(message);
  });
});
