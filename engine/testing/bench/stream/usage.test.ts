import { describe, expect, test } from 'vitest';
import { cpuBetween, sortIntoParts, type NamedProcess } from './usage.js';

const named = (pid: number, parent: number, name: string, ticks = 0): NamedProcess => ({
  ...{ pid, parent, name, ticks },
});

const HOUSE = [
  named(1, 0, 'node', 100),
  named(2, 1, 'chromium', 10),
  named(3, 1, 'ffmpeg', 20),
  named(4, 1, 'encode', 30),
  named(5, 1, 'node', 1_000),
  named(6, 2, 'chromium', 40),
  named(7, 3, 'sh', 1),
  named(8, 5, 'ffmpeg', 2_000),
  named(9, 1, 'sh', 2),
];

describe('sortIntoParts', () => {
  const partsOf = (tree: readonly NamedProcess[], exceptPid?: number) =>
    new Map(sortIntoParts(tree, 1, exceptPid).map(({ pid, part }) => [pid, part]));

  test('takes processes by their names, and those without one for what started them', () => {
    const parts = partsOf(HOUSE);
    expect([2, 6].map((pid) => parts.get(pid))).toEqual(['browser', 'browser']);
    expect([3, 4, 7, 8].map((pid) => parts.get(pid))).toEqual(Array(4).fill('ffmpeg'));
    expect([1, 5, 9].map((pid) => parts.get(pid))).toEqual(Array(3).fill('node'));
  });

  test('leaves the ingest out with all that it started', () => {
    expect([...partsOf(HOUSE, 5).keys()]).toEqual([1, 2, 3, 4, 6, 7, 9]);
  });

  test.each(['chrome', 'chrome_crashpad', 'headless_shell', 'Google Chrome He'])(
    'knows %s for a browser',
    (name) => expect(partsOf([named(1, 0, 'node'), named(2, 1, name)]).get(2)).toBe('browser'),
  );

  test('does not take a stranger for an encoder', () => {
    expect(partsOf([named(1, 0, 'node'), named(2, 1, 'encoded-sh')]).get(2)).toBe('node');
  });
});

describe('cpuBetween', () => {
  const before = sortIntoParts(HOUSE, 1, 5);

  test('gives each part the time that it used in between, in seconds', () => {
    const later = HOUSE.map((each) => ({ ...each, ticks: each.ticks + 100 }));
    expect(cpuBetween(before, sortIntoParts(later, 1, 5))).toEqual({
      ...{ browser: 2, node: 2, ffmpeg: 3, total: 7 },
    });
  });

  test('takes off what an ended process had used before, and never gives less than nothing', () => {
    // The encoder, 20 and one below it, ended 5 later: all that stands with Node now.
    const later = HOUSE.filter(({ pid }) => pid !== 3 && pid !== 7).map((each) =>
      each.pid === 1 ? { ...each, ticks: 100 + 20 + 1 + 5 } : each,
    );
    const used = cpuBetween(before, sortIntoParts(later, 1, 5));
    expect(used.total).toBeCloseTo(0.05);
    expect(used.browser).toBe(0);
  });

  test('counts a process that began in between from its beginning', () => {
    const later = [...HOUSE, named(10, 1, 'ffmpeg', 50)];
    expect(cpuBetween(before, sortIntoParts(later, 1, 5))).toMatchObject({ ffmpeg: 0.5, node: 0 });
  });
});
