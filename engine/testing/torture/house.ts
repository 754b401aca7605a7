import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { createOutbox } from '../../../db/outbox.js';
import { socketConnection } from '../../adapters/queue/connection.js';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../adapters/queue/floor-worker.js';
import { startOutboxQueue } from '../../adapters/queue/outbox-queue.js';
import { createAuctionRun, type AuctionRun } from '../../app/run-auction.js';
import { createErrandRunner } from '../../app/run-errand.js';
import { openFloor } from '../../app/run-floor.js';
import type { Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import { EPOCH_MS } from '../builders.js';
import { houseTime, planEvening } from './evening.js';
import { createTortureChain, createTortureX } from './world.js';

/** Where a house of the torture opens. */
export interface HousePlace {
  readonly dir: string;
  readonly socketPath: string;
  readonly seed: number;
  /** When the run began, on the wall. */
  readonly beganMs: number;
}

export const BOOK = 'book.sqlite';
const TROUBLES = 'troubles.txt';

/**
 * Opens a whole house without its stage: the real floor, queues, book and outbox, under an X and
 * a chain that remember. Goes on with what the folder holds.
 */
async function openHouse({ dir, socketPath, seed, beganMs }: HousePlace): Promise<AuctionRun> {
  const onTrouble = (cause: unknown) =>
    appendFileSync(
      join(dir, TROUBLES),
      `${cause instanceof Error ? cause.stack : String(cause)}\n`,
    );
  const { opening, reserves: secrets } = planEvening(seed);
  const elapsed = () => Date.now() - beganMs;
  const clock: Clock = { now: () => houseTime(elapsed()) };
  const auctionId = opening.id;
  const connection = socketConnection(socketPath);

  const { db } = openDatabase(join(dir, BOOK));
  const ledger = createLedger(db);
  const reserves = await ledger.keepReserves(auctionId, secrets);
  const outbox = createOutbox(db, auctionId);
  const floor = await openFloor({
    ...{ auctionId, ledger, reserves, clock, hostHandle: 'aurelia' },
    checksum: (wallet) => wallet,
    onCommit: (committed) => run.hear(committed),
  });
  const floorQueue = openFloorQueue(auctionId, connection, clock, onTrouble);
  const unused = async () => ({ kind: 'not-sent', why: 'unused' }) as const;
  const settlement = {
    ...createTortureChain(dir),
    releaseDeposits: async () => undefined,
    ownerOf: async () => opening.catalogue[0]?.consignor ?? '0x',
  } as const;
  const outboxQueue = startOutboxQueue({
    ...{ auctionId, connection, onTrouble },
    run: createErrandRunner({
      ...{ outbox, settlement, clock, auction: () => floor.auction() },
      announcer: {
        ...{ ...createTortureX(dir), post: unused, chat: unused },
        tally: () => ({ sent: 0, notSent: 0, costUsd: '0' }),
      },
      hostDesk: { answer: async ({ id }) => `Thank you (${id}, ${process.pid}).` },
      propose: (move, id) => floorQueue.add({ kind: 'move', move }, id),
    }),
  });
  const silent = { start: async () => ({ close: async () => undefined }) };
  const run: AuctionRun = createAuctionRun({
    ...{ opening, floor, floorQueue, outbox, outboxQueue, ledger, settlement, onTrouble },
    // Behind the floor's own: a lot that was hammered gets no time back for the death of the house.
    clock: { now: () => (EPOCH_MS + elapsed()) as Instant },
    ...{ posts: silent, chain: silent },
    show: { update: ignore, say: ignore, watching: ignore, state: () => undefined },
    hostDesk: { hear: ignore },
    watching: async () => 0,
    startWorker: (afterTurn) =>
      startFloorWorker({ auctionId, connection, floor, onTrouble, afterTurn }),
  });
  await run.start();
  return run;
}

const ignore = (): undefined => undefined;

/**
 * A house in a process of its own: it opens at the place that comes as a line of JSON, says so,
 * stops in good order at the next line, and dies with whoever wrote them.
 */
export async function runHouse(): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done) process.exit(0);
    return value;
  };
  const place = JSON.parse(await next()) as HousePlace;
  const run = await openHouse(place);
  process.stdout.write('open\n');
  await next();
  await run.stop();
  process.exit(0);
}
