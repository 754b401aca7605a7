import { setTimeout as sleep } from 'node:timers/promises';
import {
  announceAddress,
  houseFolder,
  houseKey,
  leaveFolder,
  takeFolder,
} from '../../cli/house-folder.js';
import { createLedger } from '../../db/ledger.js';
import { openDatabase } from '../../db/open.js';
import { createOutbox } from '../../db/outbox.js';
import { createProcesses } from '../../engine/adapters/process/processes.js';
import { socketConnection } from '../../engine/adapters/queue/connection.js';
import { openFloorQueue } from '../../engine/adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../engine/adapters/queue/floor-worker.js';
import { startRedisServer } from '../../engine/adapters/queue/redis-server.js';
import { startOutboxQueue } from '../../engine/adapters/queue/outbox-queue.js';
import { startHouseServer } from '../../engine/adapters/web/house-server.js';
import { createErrandDesk } from '../../engine/app/desk/errand-desk.js';
import { createFloorDesk } from '../../engine/app/desk/floor-desk.js';
import { createAuctionRun, type AuctionRun } from '../../engine/app/run-auction.js';
import { createErrandRunner, type ErrandOptions } from '../../engine/app/run-errand.js';
import { openFloor, type Floor } from '../../engine/app/run-floor.js';
import { createShow } from '../../engine/app/run-show.js';
import type { AuctionOpening, Reserves } from '../../engine/domain/auction.js';
import type { Instant, XUserId } from '../../engine/domain/ids.js';
import { invariant } from '../../engine/domain/invariant.js';
import { parseEth } from '../../engine/domain/money.js';
import { address } from '../../engine/testing/builders.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { Move } from '../../engine/domain/moves.js';
import type { OutboxQueue } from '../../engine/ports/queues.js';

/** A house with all of its saleroom, and neither picture, nor X, nor chain. */
export interface QuietHouse extends Closeable {
  readonly url: string;
  readonly floor: Floor;
  /** What the house noted as trouble. */
  readonly troubles: readonly unknown[];
  /** Gives a paddle to each, from 101 in that order, with so much on deposit. */
  seat(handles: readonly string[], depositEth: string): Promise<void>;
}

/** Whoever holds it speaks for the operator of any quiet house. */
export const TOKEN = 'the-token-of-a-quiet-house';
const SEAT_LIMIT_MS = 20_000;
const clock = { now: () => Date.now() as Instant };
const nothing: Closeable = { close: async () => undefined };

/** Who carries out what follows from rulings. */
export type Hands = Pick<ErrandOptions, 'announcer' | 'settlement'>;

/**
 * Opens a house on a folder, with a redis-server and a book of its own; `up` without all that is
 * seen and heard. Begins the auction, or goes on with the one in the book.
 *
 * @param hands - without them, nothing that is owed is carried out
 */
export async function openQuietHouse(
  root: string,
  opening: AuctionOpening,
  reserves: Reserves = new Map(),
  hands?: Hands,
): Promise<QuietHouse> {
  const folder = houseFolder(root);
  const opened: Closeable[] = [];
  const keep = <Thing extends Closeable>(thing: Thing): Thing => {
    opened.push(thing);
    return thing;
  };
  const troubles: unknown[] = [];
  const onTrouble = (cause: unknown) => void troubles.push(cause);

  await takeFolder(folder);
  keep({ close: async () => leaveFolder(folder) });
  const redis = keep(
    await startRedisServer({
      ...{ processes: createProcesses(), serverPath: 'redis-server', dir: folder.queue, onTrouble },
    }),
  );
  const connection = socketConnection(redis.socketPath);
  const database = openDatabase(folder.book);
  keep({ close: async () => database.close() });
  const ledger = createLedger(database.db);
  await ledger.keepReserves(opening.id, reserves);
  const floor = await openFloor({
    ...{ auctionId: opening.id, ledger, reserves, clock, hostHandle: 'aurelia' },
    checksum: (wallet) => wallet,
    onCommit: (committed) => run.hear(committed),
  });
  const queue = {
    ...{ auctionId: opening.id, connection, onTrouble, prefix: `sothebais-${houseKey(folder)}` },
  };
  const floorQueue = keep(openFloorQueue(opening.id, connection, clock, onTrouble, queue.prefix));
  const desk = createFloorDesk({ auctionId: opening.id, floor, floorQueue, ledger, clock });
  const show = createShow({
    ...{ hostName: 'Aurelia', howToBid: { text: '', example: '' }, publish: () => undefined },
  });
  const outbox = createOutbox(database.db, opening.id);
  const propose = async (move: Move, id: string) => floorQueue.add({ kind: 'move', move }, id);
  const runErrand =
    hands &&
    createErrandRunner({
      ...{ ...hands, outbox, clock, propose, auction: () => floor.auction() },
      hostDesk: { answer: async () => undefined },
    });
  const outboxQueue: OutboxQueue = runErrand
    ? keep(startOutboxQueue({ ...queue, run: runErrand }))
    : { ...nothing, add: async () => undefined };
  const run: AuctionRun = createAuctionRun({
    ...{ opening, clock, floor, floorQueue, ledger, outbox, outboxQueue, show, onTrouble },
    posts: { start: async () => nothing },
    chain: { start: async () => nothing },
    settlement: { releaseDeposits: async () => undefined },
    hostDesk: { hear: () => undefined },
    watching: async () => 0,
    startWorker: (afterTurn) =>
      startFloorWorker({
        ...{ ...queue, floor },
        afterTurn: (turn, failure) => {
          afterTurn(turn);
          desk.ruled(turn, failure);
        },
      }),
  });
  const status = () => ({ auctionId: opening.id, bids: run.bids(), troubles: [] });
  const errandDesk = createErrandDesk({ outbox, clock, add: (owed) => outboxQueue.add(owed) });
  const server = keep(
    await startHouseServer({
      ...{ port: 0, status, moves: { desk, token: TOKEN } },
      errands: { desk: errandDesk, token: TOKEN },
      stream: { desk: () => undefined, token: TOKEN },
    }),
  );
  announceAddress(folder, server.url, TOKEN);
  await run.start();

  return {
    ...{ url: server.url, floor, troubles },
    seat: async (handles, depositEth) => {
      const amountWei = parseEth(depositEth);
      invariant(amountWei !== undefined, `"${depositEth}" is an amount of ETH`);
      for (const [i, handle] of handles.entries()) {
        const at = clock.now();
        const [who, xUserId] = [address(i + 1), String(i + 1) as XUserId];
        const from = { at, address: who, xUserId };
        await propose(
          { kind: 'claim-wallet', ...from, sourceId: `post-${i}`, handle },
          `claim-${i}`,
        );
        const sourceId = `chain-${i}`;
        await propose({ kind: 'credit-deposit', ...from, sourceId, amountWei }, `deposit-${i}`);
      }
      const haveAll = (seats: { readonly size: number } | undefined) =>
        (seats?.size ?? 0) >= handles.length;
      const deadlineMs = Date.now() + SEAT_LIMIT_MS;
      while (![floor.auction()?.bidders, floor.auction()?.deposits].every(haveAll)) {
        invariant(Date.now() < deadlineMs, 'bidders are seated within seconds');
        await sleep(20);
      }
    },
    close: async () => {
      await run.stop();
      for (const thing of opened.reverse()) await thing.close();
    },
  };
}
