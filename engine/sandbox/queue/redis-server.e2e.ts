import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProcesses } from '../../adapters/process/processes.js';
import { startRedisServer } from '../../adapters/queue/redis-server.js';
import { startSource } from '../../testing/source-process.js';
import { isAlive, pidIn } from './redis-bench.js';

let folder: string;
let troubles: unknown[];
beforeEach(() => {
  troubles = [];
  folder = mkdtempSync(join(tmpdir(), 'sothebais-redis-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (dir: string, serverPath = 'redis-server') =>
  startRedisServer({
    processes: createProcesses(),
    serverPath,
    dir,
    onTrouble: (cause) => troubles.push(cause),
  });

const source = (path: string) => new URL(`../../adapters/${path}`, import.meta.url).href;

test('answers on a socket though its folder lies deeper than a socket may', async () => {
  const dir = join(folder, ...Array.from({ length: 6 }, () => 'a-folder-with-a-rather-long-name'));
  const server = await start(dir);
  const client = new Redis({ path: server.socketPath });
  expect(dir.length).toBeGreaterThan(107);
  expect(await client.ping()).toBe('PONG');
  client.disconnect();
  const pid = pidIn(dir);
  expect(isAlive(pid)).toBe(true);
  await server.close();
  expect(isAlive(pid)).toBe(false);
});

test('keeps what it held through a stop', async () => {
  const first = await start(folder);
  const writer = new Redis({ path: first.socketPath });
  await writer.set('lot', '1');
  writer.disconnect();
  await first.close();
  const second = await start(folder);
  const reader = new Redis({ path: second.socketPath });
  expect(await reader.get('lot')).toBe('1');
  reader.disconnect();
  await second.close();
});

test('comes back on the same socket with all it held when it is killed', async () => {
  const server = await start(folder);
  const client = new Redis({ path: server.socketPath, maxRetriesPerRequest: null });
  await client.set('lot', '1');
  process.kill(pidIn(folder), 'SIGKILL');
  await vi.waitFor(() => expect(troubles).toHaveLength(1), 20_000);
  expect(await client.get('lot')).toBe('1');
  client.disconnect();
  const second = pidIn(folder);
  await server.close();
  expect(isAlive(second)).toBe(false);
  expect(troubles).toHaveLength(1);
});

test('starts beside the remains of a killed one, whoever has its number now', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'redis.pid'), String(process.pid));
  const startedAt = Date.now();
  const server = await start(folder);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  await server.close();
});

test('is not started on a folder while another still writes there', async () => {
  const server = await start(folder);
  let second = false;
  const waiting = start(folder).then((other) => {
    second = true;
    return other;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(second).toBe(false);
  await server.close();
  await (await waiting).close();
});

test('says that there is no such program', async () => {
  await expect(start(folder, '/nowhere/redis-server')).rejects.toMatchObject({
    code: 'QUEUE_MISSING',
  });
});

test('is gone when the house is killed', async () => {
  const house = startSource(`
    import { createProcesses } from ${JSON.stringify(source('process/processes.js'))};
    import { startRedisServer } from ${JSON.stringify(source('queue/redis-server.js'))};
    const dir = ${JSON.stringify(folder)};
    await startRedisServer({ processes: createProcesses(), serverPath: 'redis-server', dir, onTrouble: () => undefined });
    console.log('up');
    setInterval(() => {}, 1000);`);
  expect((await house.lines.next()).value).toBe('up');
  const pid = pidIn(folder);
  expect(isAlive(pid)).toBe(true);
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('redis.sock');
  await house.kill();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
});
