import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../adapters/queue/floor-worker.js';
import { floorQueueName } from '../../adapters/queue/jobs.js';
import type { TurnOutcome } from '../../app/rule-on-turns.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Instant, XUserId } from '../../domain/ids.js';
import type { FloorQueue, FloorTurn } from '../../ports/queues.js';
import { startSource } from '../../testing/source-process.js';
import { clock, EVENING, isAlive, openRedisBench, pidIn, type RedisBench } from './redis-bench.js';

let bench: RedisBench;
let queue: FloorQueue;
let raw: Queue;

beforeEach(async () => {
  bench = await openRedisBench();
  queue = bench.keep(openFloorQueue(EVENING, bench.connection(), clock, () => undefined));
  raw = bench.keep(new Queue(floorQueueName(EVENING), { connection: bench.connection() }));
  raw.on('error', () => undefined);
});
afterEach(() => bench.close());

const post = (id: string): FloorTurn => ({
  kind: 'post',
  post: {
    ...{ source: 'post', id, authorId: '7' as XUserId, handle: 'ada', text: 'bid 1 ETH' },
    ...{ placedAt: 1 as Instant, receivedAt: 2 as Instant },
  },
});
const numberOf = (turn: FloorTurn): number => (turn.kind === 'post' ? Number(turn.post.id) : 0);

const addAll = (from: number, to: number) =>
  Promise.all(numbers(from, to).map((n) => queue.add(post(String(n)), `post-${n}`)));
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Starts a worker whose floor does with each batch as the test says. */
const work = (
  run: (batch: number[]) => Promise<void>,
  after: (n: number, failure: unknown) => void = () => undefined,
) =>
  startFloorWorker({
    ...{ auctionId: EVENING, connection: bench.connection(), onTrouble: () => undefined },
    floor: {
      runAll: async (turns) => {
        await run(turns.map(numberOf));
        return turns.map((turn): TurnOutcome =>
          numberOf(turn) === POISON
            ? { kind: 'failed', failure: new SothebaisError('LOT_NOT_OPEN', 'Lot 1 is sold.') }
            : { kind: 'nothing' },
        );
      },
    },
    afterTurn: (turn, failure) => after(numberOf(turn), failure),
  });
const POISON = 20_000;

const until = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 20_000, interval: 20 });
const countsAre = (counts: Record<string, number>) =>
  until(async () => expect(await raw.getJobCounts()).toMatchObject(counts));
/** Each once, where it came first. */
const firsts = (all: readonly number[]): number[] => [...new Set(all)];

/** A house in a process of its own; it prints each batch, and the one with `hangsOn` for ever. */
const startHouse = (hangsOn: number) => {
  const source = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  return startSource(`
    import { startFloorWorker } from ${source('../../adapters/queue/floor-worker.js')};
    startFloorWorker({
      auctionId: ${JSON.stringify(EVENING)},
      connection: ${JSON.stringify(bench.connection())},
      floor: {
        runAll: async (turns) => {
          const batch = turns.map(({ post }) => Number(post.id));
          console.log(JSON.stringify(batch));
          if (batch.includes(${hangsOn})) await new Promise(() => {});
          return turns.map(() => ({ kind: 'nothing' }));
        },
      },
      onTrouble: () => {},
      afterTurn: () => {},
    });`);
};

test('a house that is killed with two batches in hand leaves them in their order', async () => {
  await addAll(1, 700);
  for (const hangsOn of [150, 420]) {
    const house = startHouse(hangsOn);
    for await (const line of house.lines) {
      if ((JSON.parse(line) as number[]).includes(hangsOn)) break;
    }
    await house.kill();
    expect((await raw.getJobCounts())['active']).toBeGreaterThan(1);
  }
  await addAll(701, 750);
  const ran: number[] = [];
  const worker = work(async (batch) => void ran.push(...batch));
  await until(() => expect(ran.at(-1)).toBe(750));
  await worker.close();
  expect(ran[0]).toBeLessThanOrEqual(420);
  expect(ran).toEqual(numbers(ran[0] ?? 0, 750));
});

test('a Redis that is killed under a house gives every turn, none before an earlier one', async () => {
  const ran: number[] = [];
  const worker = work(async (batch) => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    ran.push(...batch);
  });
  const adding = addAll(1, 3_000);
  for (const reached of [200, 900]) {
    await until(() => expect(ran.length).toBeGreaterThan(reached));
    // What was in hand when the last died is run without the next.
    await until(() => expect(isAlive(pidIn(bench.dir))).toBe(true));
    process.kill(pidIn(bench.dir), 'SIGKILL');
  }
  await adding;
  await until(() => expect(new Set(ran).size).toBe(3_000));
  await countsAre({ waiting: 0, active: 0 });
  await worker.close();
  expect(firsts(ran)).toEqual(numbers(1, 3_000));
});

test('a connection that breaks again and again leaves no turn behind and none ahead', async () => {
  const ran: number[] = [];
  const worker = work(async (batch) => void ran.push(...batch));
  const { path } = bench.connection() as { path: string };
  const breaker = new Redis({ path });
  const adding = addAll(1, 4_000);
  for (let kill = 0; kill < 25 && ran.length < 4_000; kill += 1) {
    await breaker.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    const before = ran.length;
    await until(() => expect(ran.length).toBeGreaterThan(before));
  }
  breaker.disconnect();
  await adding;
  await until(() => expect(new Set(ran).size).toBe(4_000));
  await countsAre({ waiting: 0, active: 0 });
  await worker.close();
  expect(firsts(ran)).toEqual(numbers(1, 4_000));
});

test('a turn that comes again while it is in hand is one turn', async () => {
  const ran: number[] = [];
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await addAll(1, 40);
  const worker = work(async (batch) => {
    await gate;
    ran.push(...batch);
  });
  await countsAre({ active: 3 });
  await addAll(1, 41);
  go();
  await until(() => expect(ran).toEqual(numbers(1, 41)));
  await worker.close();
});

test('a turn that cannot be had fails alone, and BullMQ sees how each of its jobs ended', async () => {
  const given: [number, unknown][] = [];
  await addAll(1, 60);
  await queue.add(post(String(POISON)), 'post-poison');
  await raw.add('post', { turn: 'no turn' }, { jobId: 'strange-1' });
  await addAll(61, 120);
  const worker = work(
    async () => undefined,
    (n, failure) => given.push([n, failure]),
  );
  await countsAre({ waiting: 0, active: 0, completed: 120, failed: 2 });
  expect(given.map(([n]) => n)).toEqual([...numbers(1, 60), POISON, ...numbers(61, 120)]);
  expect(given.filter(([, failure]) => failure !== undefined)).toHaveLength(1);
  expect(await raw.getJob('post-7')).toMatchObject({ returnvalue: 'nothing' });
  expect(await raw.getJob('post-poison')).toMatchObject({ failedReason: 'Lot 1 is sold.' });
  expect(await raw.getJob('strange-1')).toMatchObject({
    failedReason: 'Job strange-1 is no turn of the floor.',
  });
  await worker.close();
});

test('a house that stops ends the batch in hand and leaves the next to whoever comes', async () => {
  const ran: number[] = [];
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await addAll(1, 30);
  const first = work(async (batch) => {
    if (batch.includes(5)) await gate;
    ran.push(...batch);
  });
  await until(() => expect(ran).toContain(3));
  const closing = first.close();
  go();
  await closing;
  const done = ran.length;
  expect(ran).toEqual(numbers(1, done));
  expect(done).toBeLessThan(30);
  await countsAre({ completed: done });
  const second = work(async (batch) => void ran.push(...batch));
  await until(() => expect(ran).toEqual(numbers(1, 30)));
  await second.close();
});

test('remembers the latest turns, and forgets those long done', async () => {
  const worker = work(async () => undefined);
  await addAll(1, 5_300);
  await countsAre({ waiting: 0, active: 0, completed: 5_000 });
  expect(await raw.getJob('post-1')).toBeUndefined();
  expect(await raw.getJob('post-5300')).toMatchObject({ returnvalue: 'nothing' });
  await worker.close();
});
