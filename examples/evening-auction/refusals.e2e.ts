import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { startSandboxX } from '../../engine/sandbox/x/start-x.js';
import {
  descendants,
  run,
  scratchFolder,
  sothebais,
  stillAlive,
} from '../testing/house-process.js';

// What keeps a house from opening, as its operator is told.

const ADDRESS = `0x${'1'.repeat(40)}`;
const CONFIG = fileURLToPath(new URL('sothebais.yaml', import.meta.url));

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
  const started = new Set<number>();
  while (house.process.exitCode === null) {
    for (const { pid } of descendants(house.process.pid ?? 0)) started.add(pid);
    await sleep(50);
  }
  const { code, stdout } = await house.ended;
  expect(code).toBe(69);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'BROWSER_FAILED' } });
  expect(started.size).toBeGreaterThan(1);
  expect(await stillAlive([...started], 10_000)).toEqual([]);
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
