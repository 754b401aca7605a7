import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { AuctionResult } from '../../engine/app/result.js';
import { probe } from '../testing/probe.js';
import {
  descendants,
  run,
  scratchFolder,
  sothebais,
  stillAlive,
} from '../testing/house-process.js';

// What an operator may do to a house, and what may happen to it.

/** A short auction of one lot in a small picture. */
const BRIEF = [
  ...['auction.lots=1', 'stage.widthPx=640', 'stage.heightPx=360', 'auction.biddingSeconds=12'],
  ...['auction.presentSeconds=1', 'auction.resultSeconds=1', 'auction.creditsSeconds=1'],
].flatMap((setting) => ['--set', setting]);
const SMALL = ['--lots', '1', '--size', '640x360'];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = fileURLToPath(new URL('sothebais.yaml', import.meta.url));

test('Ctrl-C leaves no process, a playable recording and a book that verifies', async () => {
  using folder = scratchFolder();
  const house = sothebais('demo', '--out', folder.path, ...SMALL, '--seconds', '30', '--json');
  await house.says(/Lot 1 is open/, 60_000);
  const children = descendants(house.process.pid ?? 0);
  expect(children.length).toBeGreaterThan(3);

  const key = readFileSync(join(folder.path, 'house/sandbox/stream-key'), 'utf8');
  expect(children.filter(({ words }) => words.includes(key))).toEqual([]);

  const pressed = Date.now();
  house.process.kill('SIGINT');
  // npm passes on what the terminal has sent already.
  house.process.kill('SIGINT');
  const { code, stdout } = await house.ended;
  expect(Date.now() - pressed).toBeLessThan(5_000);
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } });

  expect(await stillAlive(pidsOf(children), 10_000)).toEqual([]);
  const { format } = await probe(join(folder.path, 'recording.mp4'));
  expect(Number(format.duration)).toBeGreaterThan(3);
  expect((await run('verify', folder.path)).code).toBe(0);
});

test('a killed house goes on with the same lot, and rules on nothing twice', async () => {
  using folder = scratchFolder();
  const up = ['up', '--config', CONFIG, '--data', folder.path, ...BRIEF, '--json'];

  const first = sothebais(...up);
  await first.says(/ETH {2}@?\S+ {2}by/, 60_000);
  const children = descendants(first.process.pid ?? 0);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(await stillAlive(pidsOf(children), 20_000)).toEqual([]);

  const second = sothebais(...up);
  await second.says(/going on with the auction/, 60_000);
  const { code, stdout } = await second.ended;
  expect(code, second.said()).toBe(0);
  const result = JSON.parse(stdout) as AuctionResult;
  expect(result.lots[0]).toMatchObject({ outcome: 'sold' });
  expect(result.lots[0]?.tokenOwner).toBe(result.lots[0]?.winner?.address);

  const kinds = ledgerLines(folder.path).map(({ event }) => event.kind);
  expect(kinds.filter((kind) => kind === 'auction-opened')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'lot-opened')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'hammer-fell')).toHaveLength(1);
  const ruled = ledgerLines(folder.path).flatMap(({ event }) =>
    event.kind === 'bid-held' ? [] : [event.bid?.id ?? event.offer?.id ?? []].flat(),
  );
  expect(new Set(ruled).size).toBe(ruled.length);
  expect((await run('verify', folder.path)).code).toBe(0);
});

test('a house whose npm is killed stops in good order instead of running on unseen', async () => {
  using folder = scratchFolder();
  const up = ['up', '--config', CONFIG, '--data', folder.path, ...BRIEF];
  const npm = spawn('npm', ['run', '--silent', 'sothebais', '--', ...up], {
    ...{ cwd: ROOT, stdio: 'ignore' },
  });
  const tenant = join(folder.path, 'house', 'house.json');
  await vi.waitFor(() => expect(readFileSync(tenant, 'utf8')).toContain('url'), 60_000);
  const children = descendants(npm.pid ?? 0);
  npm.kill('SIGKILL');

  expect(await stillAlive(pidsOf(children), 20_000)).toEqual([]);
  expect(existsSync(tenant)).toBe(false);
  const { code, stdout } = await run('verify', folder.path, '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true }]);
});

const pidsOf = (children: readonly { readonly pid: number }[]): readonly number[] =>
  children.map(({ pid }) => pid);

interface Line {
  readonly event: {
    readonly kind: string;
    readonly bid?: { readonly id: string };
    readonly offer?: { readonly id: string };
  };
}

const ledgerLines = (folder: string): readonly Line[] =>
  readFileSync(join(folder, 'ledger.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
