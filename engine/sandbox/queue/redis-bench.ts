import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses } from '../../adapters/process/processes.js';
import { socketConnection } from '../../adapters/queue/connection.js';
import { startRedisServer } from '../../adapters/queue/redis-server.js';
import { invariant } from '../../domain/invariant.js';
import type { AuctionId, Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';

export const EVENING = 'evening' as AuctionId;
export const clock: Clock = { now: () => Date.now() as Instant };

/** A redis-server on a folder of its own, which can die and come back. */
export interface RedisBench {
  readonly dir: string;
  connection(): ReturnType<typeof socketConnection>;
  start(): Promise<void>;
  /** Kills the server as a power cut would. */
  kill(): Promise<void>;
  /** Closed when the bench is, the last opened first. */
  keep<Thing extends Closeable>(thing: Thing): Thing;
  close(): Promise<void>;
}

/** Opens a bench whose server runs. */
export async function openRedisBench(): Promise<RedisBench> {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-queue-'));
  const kept: Closeable[] = [];
  const start = () =>
    startRedisServer({
      processes: createProcesses(),
      serverPath: 'redis-server',
      dir,
      onTrouble: () => undefined,
    });
  let server = await start();
  return {
    dir,
    connection: () => socketConnection(server.socketPath),
    start: async () => {
      server = await start();
    },
    kill: async () => {
      process.kill(pidIn(dir), 'SIGKILL');
      await server.close();
    },
    keep: (thing) => {
      kept.push(thing);
      return thing;
    },
    close: async () => {
      for (const thing of kept.reverse()) await thing.close();
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * The process id that the server in a folder has written down.
 *
 * @throws Error where it has not yet: an empty file must not be read as 0, which is everybody in
 *   our own process group
 */
export function pidIn(dir: string): number {
  const pid = Number(readFileSync(join(dir, 'redis.pid'), 'utf8').trim());
  invariant(Number.isInteger(pid) && pid > 1, 'a server writes its process id down');
  return pid;
}

/** Whether a process is there, and not just its remains. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
