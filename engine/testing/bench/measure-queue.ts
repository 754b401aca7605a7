import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { createProcesses } from '../../adapters/process/processes.js';
import { socketConnection } from '../../adapters/queue/connection.js';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../adapters/queue/floor-worker.js';
import { floorQueueName, HOUSE_PREFIX } from '../../adapters/queue/jobs.js';
import { startRedisServer, type RedisServer } from '../../adapters/queue/redis-server.js';
import type { AuctionEvent } from '../../domain/events.js';
import type { AuctionId, Instant } from '../../domain/ids.js';
import { postName } from '../../domain/source-key.js';
import type { Closeable } from '../../ports/closeable.js';
import type { FloorTurn } from '../../ports/queues.js';
import { openBenchFloor } from './bench-floor.js';
import { playEvening, type EveningOptions } from './evening.js';
import { latencyOf, rateOf, round, type Figures, type Latency, type Rate } from './figures.js';
import { turnOf } from './turns.js';

/** Turns under way at most: a crowd that waits for its answers. */
const UNDER_WAY = 1_000;
/** More than any machine gets through in a second. */
const BIDS_A_SECOND = 20_000;
const NOOP_CONCURRENCIES = [1, 10, 50, 200];
const PACE = 250;
/** How often the two take turns: what else the machine does falls on both. */
const ROUNDS = 4;

const clock = { now: () => Date.now() as Instant };
const fail = (cause: unknown): never => {
  throw cause;
};

/** A redis-server as the house starts it, in a folder of its own. */
export const openBenchRedis = (dir: string): Promise<RedisServer> =>
  startRedisServer({
    processes: createProcesses(),
    serverPath: 'redis-server',
    dir: mkdtempSync(join(dir, 'redis-')),
    onTrouble: fail,
  });

const eveningFor = (seconds: number, perSecond: number, id: string): EveningOptions => ({
  ...{ id, lots: 1, bidders: 1_000, seed: 4 },
  bids: Math.ceil(seconds * perSecond),
});

/**
 * Posts from the queue's door to the commit, as fast as they go; and by turns with them the same
 * jobs through BullMQ's own worker with nothing to do, at the concurrency that serves it best.
 */
export async function measureQueue(
  dir: string,
  redis: RedisServer,
  seconds: number,
): Promise<Pick<Figures, 'endToEnd' | 'queueNoop' | 'ratio'>> {
  const slice = seconds / ROUNDS;
  const turns = [...playEvening(eveningFor(2 * seconds, BIDS_A_SECOND, 'noop'))]
    .filter(({ move }) => move.kind === 'offer')
    .map(({ move }) => turnOf(move));
  const concurrency = await bestConcurrency(redis, slice, turns);
  const idle = await openIdleHouse(redis, turns, concurrency, 'measured');
  const house = await openHouse(dir, redis, eveningFor(seconds, BIDS_A_SECOND, 'end-to-end'));
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const one of n % 2 === 0 ? [house, idle] : [idle, house]) await pump(one, slice);
  }
  await Promise.all([house.close(), idle.close()]);
  const [endToEnd, queueNoop] = [house.rate(), idle.rate()];
  return {
    endToEnd: { ...endToEnd, ...latencyOf(house.times) },
    queueNoop: { ...queueNoop, concurrency },
    ratio: round(endToEnd.perSecond / queueNoop.perSecond),
  };
}

async function bestConcurrency(
  redis: RedisServer,
  seconds: number,
  turns: readonly FloorTurn[],
): Promise<number> {
  let best = { perSecond: 0, concurrency: 0 };
  for (const concurrency of NOOP_CONCURRENCIES) {
    const idle = await openIdleHouse(redis, turns, concurrency, 'tried');
    await pump(idle, seconds);
    await idle.close();
    const { perSecond } = idle.rate();
    if (perSecond > best.perSecond) best = { perSecond, concurrency };
  }
  return best.concurrency;
}

/** Posts at a steady pace, each timed from the queue's door to its commit. */
export async function measurePaced(
  dir: string,
  redis: RedisServer,
  seconds: number,
): Promise<Latency> {
  const house = await openHouse(dir, redis, eveningFor(seconds, PACE, 'paced'));
  const start = performance.now();
  for (let n = 0; n < house.total; n += 1) {
    const due = start + (n * 1000) / PACE;
    if (performance.now() < due) await sleep(due - performance.now());
    house.add();
  }
  while (house.done() < house.total) await sleep(1);
  await house.close();
  return latencyOf(house.times);
}

/** A house that jobs are added to. */
interface Busy extends Closeable {
  readonly total: number;
  /** Adds the next job. */
  add(): void;
  added(): number;
  done(): number;
  /** Jobs done over the time that they took, in all. */
  rate(): Rate;
  /** Counts time that was spent on its jobs. */
  spend(ms: number): void;
}

/** Keeps so many jobs under way until the time is over, then waits for the last of them. */
async function pump(house: Busy, seconds: number): Promise<void> {
  const start = performance.now();
  const isOn = () => performance.now() - start < seconds * 1000 && house.added() < house.total;
  while (isOn()) {
    while (house.added() - house.done() < UNDER_WAY && house.added() < house.total) house.add();
    await sleep(1);
  }
  while (house.done() < house.added()) await sleep(1);
  house.spend(performance.now() - start);
}

function createClock(done: () => number): Pick<Busy, 'rate' | 'spend'> {
  let spentMs = 0;
  return { spend: (ms) => void (spentMs += ms), rate: () => rateOf(done(), spentMs) };
}

/** The floor behind its queue, on a real Redis and a real book. */
async function openHouse(
  dir: string,
  redis: RedisServer,
  evening: EveningOptions,
): Promise<Busy & { readonly times: readonly number[] }> {
  const started: number[] = [];
  const times: number[] = [];
  const bench = await openBenchFloor({
    ...{ dir: mkdtempSync(join(dir, 'book-')), evening },
    onCommit: ({ events }) => {
      const now = performance.now();
      const bids = events.filter(isOfABid).length;
      // The order is kept, so the next to be committed is the next that was added.
      for (let n = 0; n < bids; n += 1) times.push(now - (started[times.length] ?? now));
    },
  });
  const auctionId = evening.id as AuctionId;
  const connection = socketConnection(redis.socketPath);
  const queue = openFloorQueue(auctionId, connection, clock, fail);
  const worker = startFloorWorker({
    ...{ auctionId, connection, floor: bench.floor, onTrouble: fail },
    afterTurn: () => undefined,
  });
  return {
    times,
    total: bench.bids.length,
    add: () => {
      const turn = bench.bids[started.length];
      started.push(performance.now());
      if (turn) queue.add(turn, idOf(turn)).catch(fail);
    },
    added: () => started.length,
    done: () => times.length,
    ...createClock(() => times.length),
    close: async () => {
      await worker.close();
      await queue.close();
      bench.close();
    },
  };
}

async function openIdleHouse(
  redis: RedisServer,
  turns: readonly FloorTurn[],
  concurrency: number,
  name: string,
): Promise<Busy> {
  const count = { added: 0, done: 0 };
  const auctionId = `noop-${name}-${concurrency}` as AuctionId;
  const connection = socketConnection(redis.socketPath);
  const queue = openFloorQueue(auctionId, connection, clock, fail);
  const worker = new Worker(floorQueueName(auctionId), async () => undefined, {
    ...{ connection, prefix: HOUSE_PREFIX, concurrency },
  });
  worker.on('error', fail);
  worker.on('completed', () => (count.done += 1));
  await worker.waitUntilReady();
  return {
    total: turns.length,
    add: () => {
      const turn = turns[count.added];
      count.added += 1;
      if (turn) queue.add(turn, idOf(turn)).catch(fail);
    },
    added: () => count.added,
    done: () => count.done,
    ...createClock(() => count.done),
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

const isOfABid = ({ kind }: AuctionEvent): boolean =>
  kind === 'bid-accepted' || kind === 'bid-refused' || kind === 'offer-refused';

const idOf = (turn: FloorTurn): string => (turn.kind === 'post' ? postName(turn.post) : turn.kind);
