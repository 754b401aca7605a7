import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SothebaisError } from '../../domain/errors.js';
import type { Closeable } from '../../ports/closeable.js';
import type { ChildProgram, Processes } from '../../ports/processes.js';

/** A redis-server of the house's own. */
export interface RedisServer extends Closeable {
  /** Path of its Unix socket. */
  readonly socketPath: string;
}

const SOCKET_NAME = 'redis.sock';
const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 3_000;

/** A server that keeps dying has a reason that starting it again does not mend. */
const RESTARTS_MAX = 10;

/**
 * Starts redis-server on a Unix socket that only this user can reach, with its append-only file
 * in `dir`. What a queue held when the house died is there again. A server that dies is started
 * again on the same socket, with all that it held.
 *
 * @param options.onTrouble - told of every death, and when there will be no more starts
 * @throws SothebaisError `QUEUE_MISSING`, `QUEUE_UNREACHABLE`
 */
export async function startRedisServer(options: {
  readonly processes: Processes;
  readonly serverPath: string;
  readonly dir: string;
  readonly onTrouble: (cause: unknown) => void;
}): Promise<RedisServer> {
  const { dir, onTrouble } = options;
  mkdirSync(dir, { recursive: true });
  // The data folder may lie deeper than the 107 characters that a socket's path can have.
  const socketDir = mkdtempSync(join(tmpdir(), 'sothebais-'));
  const socketPath = join(socketDir, SOCKET_NAME);
  const state = { isKept: false, restarts: 0 };
  let child: ChildProgram | undefined;

  const launch = async (): Promise<void> => {
    await waitUntilGone(join(dir, 'redis.pid'));
    child = await startChild(options, socketPath);
    void child.exited.then(relaunch);
    await answers(socketPath, child.exited);
  };
  const relaunch = async (): Promise<void> => {
    if (!state.isKept) return;
    state.restarts += 1;
    const goesOn = state.restarts <= RESTARTS_MAX;
    const next = goesOn ? 'it is started again' : 'it is not started again';
    onTrouble(new SothebaisError('QUEUE_UNREACHABLE', `redis-server ended; ${next}.`));
    if (goesOn) await launch().catch(onTrouble);
  };
  const close = async () => {
    state.isKept = false;
    await child?.stop(STOP_LIMIT_MS);
    rmSync(socketDir, { recursive: true, force: true });
  };

  try {
    await launch();
    state.isKept = true;
  } catch (cause) {
    await close();
    throw cause;
  }
  return { socketPath, close };
}

async function startChild(
  options: { readonly processes: Processes; readonly serverPath: string; readonly dir: string },
  socketPath: string,
): Promise<ChildProgram> {
  const { dir, processes, serverPath } = options;
  const child = await processes.start(
    serverPath,
    [
      ...['--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700'],
      ...['--dir', dir, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
      ...['--pidfile', join(dir, 'redis.pid'), '--maxmemory-policy', 'noeviction'],
    ],
    { missing: 'QUEUE_MISSING' },
  );
  child.stdout.resume();
  child.stderr.resume();
  return child;
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
