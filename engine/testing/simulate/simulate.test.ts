import { describe, expect, test } from 'vitest';
import { simulate } from './simulate.js';

describe('auctions in virtual time', () => {
  test('keep every law of the saleroom, whatever goes wrong', { timeout: 60_000 }, async () => {
    const failures = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const { failure } = await simulate(seed);
      if (failure) failures.push({ seed, ...failure });
    }
    expect(failures).toEqual([]);
  });

  test('are the same for the same seed', async () => {
    const tell = async () => {
      const lines: string[] = [];
      await simulate(11, { story: (line) => lines.push(line) });
      return lines;
    };
    const first = await tell();
    expect(first.length).toBeGreaterThan(500);
    expect(await tell()).toEqual(first);
  });
});
