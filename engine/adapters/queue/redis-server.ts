import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SothebaisError } from '../../domain/errors.js';
import type { Closeable } from '../../ports/closeable.js';
import type { Processes } from '../../ports/processes.js';

/** A redis-server of the house's own. */
export interface RedisServer extends Closeable {
  /** Path of its Unix socket. */
  readonly socketPath: string;
}

const SOCKET_NAME = 'redis.sock';
const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 3_000;

/**
 * Starts redis-server on a Unix socket that only this user can reach, with its append-only file
 * in `dir`. What a queue held when the house died is there again.
 *
 * @throws SothebaisError `QUEUE_MISSING`, `QUEUE_UNREACHABLE`
 */
export async function startRedisServer(options: {
  readonly processes: Processes;
  readonly serverPath: string;
  readonly dir: string;
}): Promise<RedisServer> {
  const { dir, processes, serverPath } = options;
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, 'redis.pid');
  await waitUntilGone(pidFile);

  // The data folder may lie deeper than the 107 characters that a socket's path can have.
  const socketDir = mkdtempSync(join(tmpdir(), 'sothebais-'));
  const socketPath = join(socketDir, SOCKET_NAME);
  const child = await processes.start(
    serverPath,
    [
      ...['--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700'],
      ...['--dir', dir, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
      ...['--pidfile', pidFile, '--maxmemory-policy', 'noeviction'],
    ],
    { missing: 'QUEUE_MISSING' },
  );
  child.stdout.resume();
  child.stderr.resume();
  const close = async () => {
    await child.stop(STOP_LIMIT_MS);
    rmSync(socketDir, { recursive: true, force: true });
  };
  try {
    await answers(socketPath, child.exited);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { socketPath, close };
}

/** Two servers must never write one append-only file: the last one may still be on its way out. */
async function waitUntilGone(pidFile: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (isAlive(readPid(pidFile))) {
    if (Date.now() > deadline) {
      throw new SothebaisError('HOUSE_RUNNING', 'The redis-server of an earlier run still runs.');
    }
    await sleep(50);
  }
}

function readPid(pidFile: string): number | undefined {
  try {
    return Number(readFileSync(pidFile, 'utf8').trim()) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return isRedis(pid);
  } catch {
    return false;
  }
}

/** A killed server leaves its number behind, and after a restart that may be anybody's. */
function isRedis(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(SOCKET_NAME);
  } catch {
    return true; // No /proc on this system: believe the number.
  }
}

async function answers(socketPath: string, exited: Promise<number | null>): Promise<void> {
  const client = new Redis({ path: socketPath, lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined); // Told by the failed attempt below.
  const server = { isGone: false };
  void exited.then(() => (server.isGone = true));
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      await client.connect();
      await client.ping();
      client.disconnect();
      return;
    } catch (cause) {
      client.disconnect();
      if (server.isGone || Date.now() > deadline) {
        throw new SothebaisError('QUEUE_UNREACHABLE', 'redis-server started but does not answer.', {
          cause,
        });
      }
      await sleep(25);
    }
  }
}
