import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '@oclif/core';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import BidScore from './score.js';

const folder = mkdtempSync(join(tmpdir(), 'bid-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  process.exitCode = undefined;
});

function file(...rows: readonly object[]): string {
  const path = join(folder, 'texts.jsonl');
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

/** Runs the command as the shell would; what it wrote to standard output. */
async function run(...argv: string[]): Promise<string> {
  let stdout = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    await BidScore.run(argv, await Config.load(import.meta.url));
  } finally {
    write.mockRestore();
  }
  return stdout;
}

const twoEther = { kind: 'bid', amount: '2', currency: 'ETH' };

describe('bid score', () => {
  test('scores the kept set without a false bid', async () => {
    const score = JSON.parse(await run('--json')) as { texts: number };
    expect(score.texts).toBeGreaterThan(1_200);
    expect(score).toMatchObject({ falseBids: [], misses: [] });
  });

  test('scores a file of one’s own, by class, and names what was read amiss', async () => {
    const path = file(
      { id: 'a', text: 'I bid 2 ETH', ...twoEther, class: 'plain' },
      { id: 'b', text: 'I bid 2 ETH\u202e', kind: 'none', class: 'odd' },
    );
    const table = await run(path);
    expect(table).toMatch(/plain +1 +1 +1 +1\.000 +1\.000/);
    expect(table).toContain('FALSE BID: b "I bid 2 ETH\\u202e": expected none, read 2 ETH');
    expect(table).toContain('1 of 2 texts read as labelled, 1 false bids.');
  });

  test('names the line of a label that cannot be read', async () => {
    await run(file({ id: 'a', text: 'x', kind: 'maybe', class: 'odd' }), '--json');
    expect(process.exitCode).toBe(65);
  });
});
