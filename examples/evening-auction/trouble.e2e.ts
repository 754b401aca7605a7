import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { startSandboxX } from '../../engine/sandbox/x/start-x.js';
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

const SMALL = ['--lots', '1', '--size', '640x360'];
const ADDRESS = `0x${'1'.repeat(40)}`;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = fileURLToPath(new URL('sothebais.yaml', import.meta.url));

test('Ctrl-C leaves no process, a playable recording and a book that verifies', async () => {
  using folder = scratchFolder();
  const house = sothebais('demo', '--out', folder.path, ...SMALL, '--seconds', '30', '--json');
  await house.says(/Lot 1 is open/, 60_000);
  await sleep(3_000);
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

  expect(await stillAlive(pidsOf(children), 1_000)).toEqual([]);
  const { format } = await probe(join(folder.path, 'recording.mp4'));
  expect(Number(format.duration)).toBeGreaterThan(3);
  expect((await run('verify', folder.path)).code).toBe(0);
});

test('a killed house goes on with the same lot, and rules on nothing twice', async () => {
  using folder = scratchFolder();
  const settings = ['--set', 'auction.lots=1', '--set', 'auction.biddingSeconds=25'];
  const small = ['--set', 'stage.widthPx=640', '--set', 'stage.heightPx=360'];
  const up = ['up', '--config', CONFIG, '--data', folder.path, ...settings, ...small, '--json'];

  const first = sothebais(...up);
  await first.says(/ETH {2}@?\S+ {2}by/, 60_000);
  const children = descendants(first.process.pid ?? 0);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(await stillAlive(pidsOf(children), 8_000)).toEqual([]);

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
  const settings = [
    '--set',
    'auction.lots=1',
    '--set',
    'stage.widthPx=640',
    '--set',
    'stage.heightPx=360',
  ];
  const npm = spawn(
    'npm',
    [
      'run',
      '--silent',
      'sothebais',
      '--',
      'up',
      '--config',
      CONFIG,
      '--data',
      folder.path,
      ...settings,
    ],
    { cwd: ROOT, stdio: 'ignore' },
  );
  const tenant = join(folder.path, 'house', 'house.json');
  await vi.waitFor(() => expect(readFileSync(tenant, 'utf8')).toContain('url'), 60_000);
  const children = descendants(npm.pid ?? 0);
  npm.kill('SIGKILL');

  expect(await stillAlive(pidsOf(children), 10_000)).toEqual([]);
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

test.each([
  [
    'a folder that cannot be made',
    ['demo', '--out', '/proc/none', '--json'],
    69,
    'FOLDER_UNWRITABLE',
  ],
  ['a flag that is no number', ['demo', '--lots', 'many', '--json'], 2, 'USAGE'],
  ['more lots than there are', ['demo', '--lots', '99', '--json'], 65, 'CATALOGUE_INVALID'],
  ['a config that is not there', ['up', '--config', '/none.yaml', '--json'], 78, 'CONFIG_INVALID'],
  ['a command that is not there', ['sell', '--json'], 2, 'USAGE'],
])('%s is a typed failure', async (_name, args, exit, code) => {
  const ended = await run(...args);
  expect(ended.code).toBe(exit);
  expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code } });
});

test('a mistake in a catalogue is told with its line and key', async () => {
  using folder = scratchFolder();
  const catalogue = join(folder.path, 'catalogue.yaml');
  writeFileSync(
    catalogue,
    'title: T\nlots:\n  - title: A\n    artist: B\n    artwork: a.svg\n    startEth: one\n',
  );
  const config = writeConfig(folder.path);
  const { code, stdout } = await run('up', '--config', config, '--json');
  expect(code).toBe(65);
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
  expect(error.code).toBe('CATALOGUE_INVALID');
  expect(error.message).toContain('line 6');
  expect(error.message).toContain('lots.0.startEth');
});

test('a missing artwork is named, with the lot it belongs to', async () => {
  using folder = scratchFolder();
  writeFileSync(
    join(folder.path, 'catalogue.yaml'),
    'title: T\nlots:\n  - title: A\n    artist: B\n    artwork: none.svg\n    startEth: 1\n',
  );
  const { code, stdout } = await run('up', '--config', writeConfig(folder.path), '--json');
  expect(code).toBe(65);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'ARTWORK_MISSING' } });
});

test('a Chromium that dies at start is a typed failure and leaves nothing running', async () => {
  using folder = scratchFolder();
  const house = sothebais(
    ...['up', '--config', CONFIG, '--data', folder.path, '--json'],
    ...['--set', 'stage.chromiumPath=/bin/false'],
  );
  await sleep(2_000);
  const children = descendants(house.process.pid ?? 0);
  const { code, stdout } = await house.ended;
  expect(code).toBe(69);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'BROWSER_FAILED' } });
  expect(await stillAlive(pidsOf(children), 1_000)).toEqual([]);
  expect(existsSync(join(folder.path, 'house', 'house.json'))).toBe(false);
});

test.each([
  ['encoder.ffmpegPath=/none/ffmpeg', 'ENCODER_MISSING'],
  ['stage.chromiumPath=/none/chromium', 'BROWSER_MISSING'],
  ['queue.serverPath=/none/redis-server', 'QUEUE_MISSING'],
  ['queue.url=redis://:hidden@127.0.0.1:1', 'QUEUE_UNREACHABLE'],
])('%s is told as %s', async (setting, code) => {
  using folder = scratchFolder();
  const up = ['up', '--config', CONFIG, '--data', folder.path, '--set', setting, '--json'];
  const ended = await run(...up);
  expect(ended.code).toBe(69);
  expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code } });
  expect(ended.stdout).not.toContain('hidden');
});

test('keys that X rejects end it with 77, and are nowhere in what it says', async () => {
  using folder = scratchFolder();
  const x = await startSandboxX({
    dir: join(folder.path, 'x'),
    clock: { now: () => Date.now() as Instant },
    hostHandle: 'sothebais',
    hostName: 'Aurelia',
    users: [],
  });
  const config = join(folder.path, 'sothebais.yaml');
  const key = join(folder.path, 'key');
  writeFileSync(join(folder.path, 'a.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(
    join(folder.path, 'catalogue.yaml'),
    `title: T
lots:
  - { title: A, artist: B, artwork: a.svg, startEth: 1, consignor: "${ADDRESS}", token: { contract: "${ADDRESS}", tokenId: "1" } }
`,
  );
  writeFileSync(key, 'not-the-right-key');
  writeFileSync(
    config,
    `auction: { catalogue: catalogue.yaml }
x: { baseUrl: "${x.url}", appKey: { file: ${key} }, appSecret: { file: ${key} }, accessToken: { file: ${key} }, accessSecret: { file: ${key} } }
chain: { rpcUrl: "http://127.0.0.1:1", chainId: 1, escrow: "${ADDRESS}", houseKey: { file: ${key} } }
destination: { url: "rtmp://127.0.0.1:1/live", key: { file: ${key} } }
`,
  );
  const { code, stdout } = await run('up', '--config', config, '--data', folder.path, '--json');
  await x.close();
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CREDENTIAL_REJECTED' } });
  expect(code).toBe(77);
  expect(stdout).not.toContain('not-the-right-key');
});

function writeConfig(folder: string): string {
  const file = join(folder, 'sothebais.yaml');
  writeFileSync(
    file,
    'data: ./data\nauction: { catalogue: catalogue.yaml }\nsandbox: { enabled: true }\n',
  );
  return file;
}
