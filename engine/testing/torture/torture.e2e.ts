import { expect, test } from 'vitest';
import { torture } from './torture.js';

const LIMIT_MS = 240_000;

test(
  'a house killed at random loses nothing, does nothing twice and rules as if it had lived',
  async () => {
    const { signal } = new AbortController();
    const ends: boolean[] = [];
    const report = await torture({ runs: 5, seed: 1, signal }, ({ ended }) => ends.push(ended));
    expect(report).toMatchObject({
      ...{ runs: 5, lost: 0, duplicated: 0, divergent: 0, unverified: 0, unended: 0, seeds: [] },
    });
    expect(ends).toEqual([true, true, true, true, true]);
    expect(report.kills).toBeGreaterThanOrEqual(10);
    expect(report.acknowledged).toBeGreaterThan(500);
  },
  LIMIT_MS,
);
