import { describe, expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import type { LotId } from '../engine/domain/ids.js';
import { PRESETS, type PresetName } from '../engine/domain/lot/presets.js';
import { parseBidLines } from './bid-lines.js';
import { parseTerms } from './terms.js';

const OPENS = 'opensAt: 2026-11-23T19:00:00+01:00';
const read = (text: string, preset?: PresetName) =>
  parseTerms(text, 'terms.yaml', preset).termsOf('1' as LotId);

function failure(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof SothebaisError) return `${thrown.exitCode} ${thrown.message}`;
  }
  return 'no failure';
}

describe('parseTerms', () => {
  test('fills in what the file leaves out', () => {
    expect(read(`${OPENS}\ndurationSeconds: 90\nstartEth: 1.10`)).toEqual({
      opensAt: Date.UTC(2026, 10, 23, 18),
      durationMs: 90_000,
      clockStarts: 'open',
      startWei: 1_100_000_000_000_000_000n,
      reserveRule: 'at-hammer',
      increment: { kind: 'percent', percent: '5', rounding: 'floor', floorWei: 1n },
      firstBidExtends: true,
      selfRaise: 'refuse',
      endInclusive: false,
      proxy: false,
      deliveryGraceMs: 0,
    });
  });

  test('keeps every digit of an amount written as a number, in YAML and in JSON', () => {
    const digits = '123456789.000000000000000001';
    const yaml = `${OPENS}\ndurationSeconds: 90\nstartEth: ${digits}\nincrement: { eth: 0.100000000000000001 }`;
    const json = `{"opensAt":"2026-11-23T19:00:00Z","durationSeconds":90,"startEth":${digits}}`;
    expect(read(yaml)?.startWei).toBe(123456789000000000000000001n);
    expect(read(yaml)?.increment).toEqual({ kind: 'fixed', stepWei: 100000000000000001n });
    expect(read(json)?.startWei).toBe(123456789000000000000000001n);
  });

  test.each(Object.keys(PRESETS) as PresetName[])('lets the file override %s', (preset) => {
    const terms = read(
      `${OPENS}\ndurationSeconds: 9\nstartEth: 2\nselfRaise: allow\nsoftClose: null`,
      preset,
    );
    const { increment, endInclusive, proxy, clockStarts } = PRESETS[preset];
    expect(terms).toMatchObject({ increment, endInclusive, proxy, clockStarts });
    expect(terms).toMatchObject({ durationMs: 9_000, selfRaise: 'allow' });
    expect(terms?.startWei).toBe(2n * 10n ** 18n);
    expect(terms?.softClose).toBeUndefined();
  });

  test.each(Object.keys(PRESETS) as PresetName[])('lets the file name %s itself', (preset) => {
    const text = `${OPENS}\ndurationSeconds: 9\nstartEth: 2`;
    const named = read(`${text}\npreset: ${preset}`);
    expect(named).toEqual(read(text, preset));
    expect(read(`${text}\npreset: ${preset}`, 'nouns')).toEqual(named);
    expect(named?.softClose).toEqual(
      'softClose' in PRESETS[preset] ? PRESETS[preset].softClose : undefined,
    );
  });

  test('reads how a house sells: left bids, a price to have it at, until when it is withdrawn', () => {
    const text = `${OPENS}\ndurationSeconds: 9\nstartEth: 2\nreserveEth: 3\nbuyNowEth: 3`;
    const terms = read(
      `${text}\nabsentee: true\nwithdrawal: never\nproxy: true\nendInclusive: true`,
    );
    expect(terms).toMatchObject({
      ...{ absentee: true, withdrawal: 'never', proxy: true, endInclusive: true },
      buyNowWei: 3n * 10n ** 18n,
    });
    expect(read(`${OPENS}\nstartEth: 1\nwithdrawal: "any-time"`, 'nouns')?.withdrawal).toBe(
      'any-time',
    );
  });

  test('asks the reserve of a house that refuses bids below it, where no start is given', () => {
    expect(read(`${OPENS}\nreserveEth: 3`, 'foundation')?.startWei).toBe(3n * 10n ** 18n);
  });

  test('merges part of a soft close or an increment into the house’s', () => {
    const terms = read(
      `${OPENS}\nsoftClose: { windowSeconds: 60 }\nincrement: { percent: 10 }`,
      'nouns',
    );
    expect(terms?.softClose).toEqual({ windowMs: 60_000, extendToMs: 900_000, from: 'now' });
    expect(terms?.increment).toMatchObject({ percent: '10', floorWei: 0n });
  });

  test.each([
    ['an unknown key', `${OPENS}\nstartETH: 1`, /line 2, startETH: There is no such key/],
    ['a nested unknown key', `${OPENS}\nsoftClose: { window: 1 }`, /softClose.window/],
    ['no opening time', 'startEth: 1', /opensAt/],
    ['no close', `${OPENS}\nstartEth: 1`, /closesAt.*durationSeconds/],
    ['no start', `${OPENS}\ndurationSeconds: 9`, /startEth/],
    [
      'a close before the opening',
      `${OPENS}\nstartEth: 1\nclosesAt: 2026-11-23T17:00:00Z`,
      /closesAt/,
    ],
    ['a time without zone', 'opensAt: 2026-11-23T19:00:00', /line 1, opensAt/],
    ['a day that does not exist', 'opensAt: 2026-02-30T19:00:00Z', /opensAt/],
    ['an exponent', `${OPENS}\nstartEth: 1e3`, /line 2, startEth.*1e3/],
    ['a negative amount', `${OPENS}\nstartEth: -1`, /startEth/],
    ['a house there is not', `${OPENS}\npreset: blur`, /line 2, preset/],
    [
      'a price below the opening bid',
      `${OPENS}\ndurationSeconds: 9\nstartEth: 2\nbuyNowEth: 1.999999999999999999`,
      /buyNowEth: Expected a price not below/,
    ],
    [
      'a price below the reserve',
      `${OPENS}\ndurationSeconds: 9\nstartEth: 2\nreserveEth: 3\nbuyNowEth: 2.5`,
      /buyNowEth: Expected a price not below/,
    ],
    ['two increments', `${OPENS}\nincrement: { eth: 1, percent: 5 }`, /increment/],
    [
      'a ladder out of order',
      `${OPENS}\nincrement: { ladder: [{ fromEth: 1, stepEth: 1 }, { fromEth: 0, stepEth: 1 }] }`,
      /ladder/,
    ],
    ['no YAML', '{ "opensAt": ', /terms.yaml line/],
    ['a list', '[]', /terms.yaml/],
  ])('refuses %s, naming it', (_name, text, expected) => {
    const message = failure(() => read(text));
    expect(message).toMatch(/^65 terms.yaml/);
    expect(message).toMatch(expected);
  });
});

describe('parseBidLines', () => {
  const bid = (over: object) =>
    JSON.stringify({
      id: '1',
      lot: '1',
      at: '2026-11-23T19:00:00Z',
      bidder: 'ada',
      amount: '1',
      ...over,
    });

  test('reads bids and controls, and passes over empty lines', () => {
    const text = `${bid({ placedAt: '2026-11-23T18:59:59.5Z', max: '2' })}\r\n\n{"at":"2026-11-23T19:00:01Z","lot":"1","move":"extend"}\n`;
    expect(parseBidLines(text, 'bids')).toMatchObject([
      { kind: 'bid', line: 1, bid: { paddle: 'ada', amountWei: 10n ** 18n, source: 'post' } },
      { kind: 'move', line: 3, move: { kind: 'extend-lot', byMs: 60_000 } },
    ]);
  });

  test.each([
    ['open', 'open-lot'],
    ['hammer', 'hammer-lot'],
    ['pause', 'pause-lot'],
    ['resume', 'resume-lot'],
    ['withdraw', 'withdraw-lot'],
  ])('reads the control %s', (move, kind) => {
    const line = JSON.stringify({ at: '2026-11-23T19:00:00Z', lot: '1', move });
    expect(parseBidLines(line, 'bids')).toMatchObject([{ kind: 'move', move: { kind } }]);
  });

  test('shows a stranger’s words, but not what they would do to a terminal', () => {
    const message = failure(() =>
      parseBidLines(bid({ amount: `\u001b[2J${'9'.repeat(9999)}` }), 'b'),
    );
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(310);
  });

  test.each([
    ['no JSON', 'so', /bids line 1: /],
    ['an array', '[]', /line 1: /],
    ['null', 'null', /line 1: /],
    ['an amount as number', bid({ amount: 1.1 }), /line 1, amount: Expected an amount as text/],
    ['a negative amount', bid({ amount: '-1' }), /amount/],
    ['an exponent', bid({ amount: '1e3' }), /amount/],
    ['a part of a wei', bid({ amount: '0.0000000000000000001' }), /amount/],
    ['no time', bid({ at: 'yesterday' }), /line 1, at/],
    ['a maximum below the amount', bid({ max: '0.5' }), /max/],
    ['an unknown key', bid({ placedat: 1 }), /placedat/],
    ['an unknown move', '{"at":"2026-11-23T19:00:00Z","lot":"1","move":"stop"}', /move/],
    ['a void of nothing', '{"at":"2026-11-23T19:00:00Z","lot":"1","move":"void"}', /bid/],
    ['no bidder', bid({ bidder: '' }), /bidder/],
  ])('refuses %s, naming line and key', (_name, text, expected) => {
    const message = failure(() => parseBidLines(text, 'bids'));
    expect(message).toMatch(/^65 bids line 1/);
    expect(message).toMatch(expected);
  });
});
