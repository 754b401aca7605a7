import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { createOutbox } from '../../../db/outbox.js';
import { createProcesses } from '../../adapters/process/processes.js';
import { socketConnection } from '../../adapters/queue/connection.js';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startRedisServer } from '../../adapters/queue/redis-server.js';
import type { Instant } from '../../domain/ids.js';
import type { FloorQueue, FloorTurn } from '../../ports/queues.js';
import { createChance, type Chance } from '../../sandbox/crowd/chance.js';
import { pidIn } from '../../sandbox/queue/redis-bench.js';
import { houseTime, planEvening, type TortureEvening } from './evening.js';
import { BOOK, type HousePlace } from './house.js';
import type { HousePool, HouseProcess } from './house-process.js';
import { judge, type Verdict } from './judge.js';

/** A run of the torture: what it did to the house, and what the house made of it. */
export interface TortureRun extends Verdict {
  readonly seed: number;
  readonly kills: number;
  /** Turns that the queue said it had. */
  readonly acknowledged: number;
  /** Whether everything came to its end within the limit. */
  readonly ended: boolean;
}

/** Whether nothing at all went wrong. */
export const holds = (run: TortureRun): boolean =>
  run.ended && run.lost + run.duplicated + run.divergent + run.unverified === 0;

/** A kill: once so many turns are added and the house is open, or opening, and so much later. */
interface Kill {
  readonly afterTurns: number;
  readonly isOpen: boolean;
  readonly delayMs: number;
  readonly what: 'house' | 'redis' | 'both';
}

const KILLS = { least: 2, most: 4 };
const DELAY_MAX_MS = 60;
/** One kill in so many meets the house before it is open. */
const EARLY_KILL = 4;
/** One kill in so many comes when all is added and the house is still at it. */
const LATE_KILL = 3;
/** The crowd pauses for breath every so many turns: the house is to be met at work, and idle. */
const BREATH_EVERY = 6;
const BREATH_MAX_MS = 12;
const END_LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 20;
/** What was lost on its way to the queue is asked for again when a house opens. */
const STILL_MS = 600;

/** Holds one evening while its processes are killed, and judges what is left of it. */
export async function runTorture(
  seed: number,
  pool: HousePool,
  signal: AbortSignal,
): Promise<TortureRun> {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-torture-'));
  const redis = await startRedisServer({
    ...{ processes: createProcesses(), serverPath: 'redis-server', dir: join(dir, 'queue') },
    onTrouble: () => undefined,
  });
  const { socketPath } = redis;
  const queue = openQueue(socketPath);
  const keeper = keepHouse(pool, { dir, socketPath, seed, beganMs: Date.now() });
  try {
    const evening = planEvening(seed);
    const chance = createChance(seed).fork('kills');
    const acknowledged: FloorTurn[] = [];
    const kills = planKills(chance, evening.turns.length);
    const killing: Promise<void>[] = [];
    for (const [i, { id, turn }] of evening.turns.entries()) {
      signal.throwIfAborted();
      await queue.add(turn, id);
      acknowledged.push(turn);
      if (i === 0) keeper.begin();
      for (const kill of kills.filter(({ afterTurns }) => afterTurns === i + 1)) {
        if (kill.isOpen) await keeper.opened();
        killing.push(strike(kill, keeper, dir));
      }
      if (i % BREATH_EVERY === 0) await sleep(chance.below(BREATH_MAX_MS));
    }
    await Promise.all(killing);
    const ended = await untilEnded(dir, evening, keeper, signal);
    await keeper.stop();
    const verdict = await judge(dir, evening, acknowledged);
    return { seed, kills: kills.length, acknowledged: acknowledged.length, ended, ...verdict };
  } finally {
    await keeper.kill();
    await queue.close();
    await redis.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function planKills(chance: Chance, turns: number): Kill[] {
  return Array.from({ length: chance.between(KILLS.least, KILLS.most) }, () => ({
    afterTurns: chance.below(LATE_KILL) === 0 ? turns : chance.between(1, turns),
    isOpen: chance.below(EARLY_KILL) > 0,
    delayMs: chance.below(DELAY_MAX_MS),
    what: chance.pick(['house', 'house', 'redis', 'both'] as const),
  }));
}

async function strike({ delayMs, what }: Kill, keeper: HouseKeeper, dir: string): Promise<void> {
  await sleep(delayMs);
  if (what !== 'house') killRedis(join(dir, 'queue'));
  if (what !== 'redis') await keeper.replace();
}

function killRedis(dir: string): void {
  try {
    process.kill(pidIn(dir), 'SIGKILL');
  } catch {
    // It is dead already, and on its way back.
  }
}

/** Keeps a house open: one that is killed is followed by another on the same folder. */
interface HouseKeeper {
  begin(): void;
  /** Resolves when the house that is there is open. */
  opened(): Promise<void>;
  /** Kills the house that is there, open or opening, and begins another. */
  replace(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

function keepHouse(pool: HousePool, place: HousePlace): HouseKeeper {
  let house: HouseProcess | undefined;
  let opened: Promise<void> | undefined;
  let last = Promise.resolve();
  const begin = () => {
    house = pool.take();
    opened = house.open(place);
  };
  return {
    begin,
    opened: async () => {
      await last;
      await opened;
    },
    replace: () => {
      last = last.then(async () => {
        await house?.kill();
        begin();
      });
      return last;
    },
    stop: async () => {
      await opened;
      await house?.stop();
    },
    kill: async () => house?.kill(),
  };
}

function openQueue(socketPath: string): FloorQueue {
  const clock = { now: (): Instant => houseTime(0) };
  const { opening } = planEvening(0);
  return openFloorQueue(opening.id, socketConnection(socketPath), clock, () => undefined);
}

/** Waits until every lot has its hammer and nothing is owed; false when that does not come. */
async function untilEnded(
  dir: string,
  evening: TortureEvening,
  keeper: HouseKeeper,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + END_LIMIT_MS;
  await keeper.opened();
  let stillSince = Date.now();
  let before = '';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    await sleep(LOOK_EVERY_MS);
    const { isOver, now } = await look(dir, evening);
    if (isOver) return true;
    if (now !== before) stillSince = Date.now();
    before = now;
    if (Date.now() - stillSince > STILL_MS) {
      await keeper.stop();
      keeper.begin();
      await keeper.opened();
      stillSince = Date.now();
    }
  }
  return false;
}

async function look(dir: string, { opening }: TortureEvening) {
  const path = join(dir, BOOK);
  if (!existsSync(path)) return { isOver: false, now: '' };
  const database = openDatabase(path, { readonly: true });
  try {
    const events = (await createLedger(database.db).read(opening.id)).map(({ event }) => event);
    const waiting = await createOutbox(database.db, opening.id).waiting();
    const count = (kind: string) => events.filter((event) => event.kind === kind).length;
    const sold = count('settlement-begun');
    const hammers = count('hammer-fell') === opening.catalogue.length;
    const isOver = hammers && waiting.length === 0 && count('lot-settled') === sold;
    return { isOver, now: `${events.length} ${waiting.length}` };
  } catch {
    return { isOver: false, now: '' }; // It is being made.
  } finally {
    database.close();
  }
}
