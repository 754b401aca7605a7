import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '@oclif/core';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Rehearse from './rehearse.js';

const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  process.exitCode = undefined;
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs the command as the shell would; what it wrote and its exit code. */
async function run(...argv: string[]) {
  let stdout = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    await Rehearse.run(argv, await Config.load(import.meta.url));
  } finally {
    write.mockRestore();
  }
  const { exitCode } = process;
  process.exitCode = undefined;
  return { stdout, exitCode };
}

const terms = file(
  'terms.yaml',
  'opensAt: 2026-11-23T19:00:00Z\nclosesAt: 2026-11-23T19:01:00Z\nstartEth: 1\n',
);
const bids = file(
  'bids.jsonl',
  '{"id":"a","lot":"1","at":"2026-11-23T19:00:01Z","bidder":"ada","amount":"1.1"}\n' +
    '{"id":"b","lot":"1","at":"2026-11-23T19:01:00Z","bidder":"bob","amount":"9"}\n',
);

describe('sothebais rehearse', () => {
  test('writes a line a bid and a line a lot', async () => {
    const { stdout, exitCode } = await run(
      bids,
      '--terms',
      terms,
      '--preset',
      'saleroom',
      '--json',
    );
    expect(exitCode).toBeUndefined();
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        id: 'a',
        lot: '1',
        verdict: 'accepted',
        leader: 'ada',
        priceEth: '1.1',
        askEth: '1.2',
        closesAt: '2026-11-23T19:01:00.000Z',
      },
      {
        id: 'b',
        lot: '1',
        verdict: 'refused',
        code: 'LATE',
        leader: 'ada',
        priceEth: '1.1',
        askEth: '1.2',
        closesAt: '2026-11-23T19:01:00.000Z',
      },
      {
        lot: '1',
        outcome: 'sold',
        winner: 'ada',
        hammerEth: '1.1',
        closedAt: '2026-11-23T19:01:00.000Z',
        accepted: 1,
        refused: 1,
      },
    ]);
  });

  test('draws a table for people', async () => {
    const { stdout } = await run(bids, '--terms', terms);
    expect(stdout).toContain('LATE');
    expect(stdout).toContain('sold');
  });

  test('fails with the error as JSON and exit code 65', async () => {
    const bad = file('bad.yaml', 'opensAt: 2026-11-23T19:00:00Z\nreserve: 1\n');
    const { stdout, exitCode } = await run(bids, '--terms', bad, '--json');
    expect(exitCode).toBe(65);
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('line 2, reserve');
  });

  test('names the file that is not there', async () => {
    const { stdout, exitCode } = await run('nowhere.jsonl', '--terms', terms, '--json');
    expect([exitCode, stdout]).toEqual([65, expect.stringContaining('INPUT_MISSING')]);
  });
});
