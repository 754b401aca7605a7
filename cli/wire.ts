import { randomBytes } from 'node:crypto';
import { getAddress } from 'viem';
import { readCatalogue } from '../config/catalogue.js';
import type { Config } from '../config/schema.js';
import { createAirings } from '../db/airings.js';
import { writeBook } from '../db/book-file.js';
import { createKeptBook } from '../db/kept-book.js';
import { createLedger } from '../db/ledger.js';
import { createSnapshotFolder } from '../db/snapshots.js';
import { openDatabase } from '../db/open.js';
import { createOutbox } from '../db/outbox.js';
import { createChainSource } from '../engine/adapters/chain/chain-source.js';
import { createSettlementDesk } from '../engine/adapters/chain/settlement.js';
import { createProcesses } from '../engine/adapters/process/processes.js';
import { openFloorQueue } from '../engine/adapters/queue/floor-queue.js';
import { startFloorWorker } from '../engine/adapters/queue/floor-worker.js';
import { startOutboxQueue } from '../engine/adapters/queue/outbox-queue.js';
import { startHouseServer } from '../engine/adapters/web/house-server.js';
import { createAirDesk } from '../engine/app/air-desk.js';
import { createErrandDesk } from '../engine/app/desk/errand-desk.js';
import { createFloorDesk } from '../engine/app/desk/floor-desk.js';
import type { HouseStatus } from '../engine/app/house-status.js';
import { buildResult, countPosts } from '../engine/app/result.js';
import { createAuctionRun, type AuctionRun } from '../engine/app/run-auction.js';
import { createErrandRunner } from '../engine/app/run-errand.js';
import { openFloor } from '../engine/app/run-floor.js';
import { createShow } from '../engine/app/run-show.js';
import type { Auction, AuctionOpening } from '../engine/domain/auction.js';
import { foldAuction } from '../engine/domain/fold-auction.js';
import type { AuctionId, Instant } from '../engine/domain/ids.js';
import { projectShow } from '../engine/domain/project-show.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import {
  announceAddress,
  houseKey,
  leaveFolder,
  takeFolder,
  type HouseFolder,
} from './house-folder.js';
import { createHouse, type House, type HouseDesk } from './house.js';
import { buildOpening, drawReserves, HOW_TO_BID } from './opening.js';
import { Shutdown } from './shutdown.js';
import { Troubles } from './troubles.js';
import { checkOrders, destinationsOf, mainOf, needTools, openAir, type Air } from './wire-air.js';
import { watchBook } from './wire-book.js';
import { openHost, openQueue, openWorld, openX, type Site } from './wire-rooms.js';

const CONFIRM_LIMIT_MS = 60_000;
const TOKEN_BYTES = 32;

const clock: Clock = { now: () => Date.now() as Instant };

/**
 * Builds the house from its settings and opens it: on air, with the auction begun or gone on with.
 *
 * @throws SothebaisError whatever could not be opened; everything opened before it is closed again
 */
export async function openHouse(
  config: Config,
  folder: HouseFolder,
  desk: HouseDesk,
): Promise<House> {
  const troubles = new Troubles();
  const shutdown = new Shutdown(troubles.note);
  const main = config.sandbox.enabled ? [] : mainOf(config);
  checkOrders(config, [...main, ...destinationsOf(config)], folder.inner);
  try {
    await takeFolder(folder);
    shutdown.add({ close: async () => leaveFolder(folder) });
    return await openRooms({ config, folder, desk, troubles, shutdown, clock });
  } catch (cause) {
    await shutdown.close();
    desk.signal.throwIfAborted();
    throw cause;
  }
}

async function openRooms(site: Site): Promise<House> {
  const { config, folder, desk, troubles, shutdown } = site;
  const { signal } = desk;
  const { ffmpegPath } = needTools(config);
  const { lots, biddingSeconds } = config.auction;
  const catalogue = readCatalogue(config.auction.catalogue, { lots, biddingMs: biddingSeconds });
  const processes = createProcesses();

  const [connection, world] = await Promise.all([
    openQueue(site, processes),
    openWorld(site, catalogue, processes, ffmpegPath),
  ]);
  signal.throwIfAborted();

  const database = openDatabase(folder.book);
  shutdown.add({ close: async () => database.close() });
  const watch = watchBook(folder, troubles.note);
  const ledger = watch.watched(createLedger(database.db));
  const reserves = await ledger.keepReserves(
    config.auction.id as AuctionId,
    drawReserves(catalogue),
  );
  const opening = buildOpening(config, catalogue, world.consigned, reserves);
  const outbox = createOutbox(database.db, opening.id);
  const x = await openX(site, world, opening, database);
  const settlement = createSettlementDesk({ ...world.chain, confirmTimeoutMs: CONFIRM_LIMIT_MS });

  const airings = createAirings(database.db, opening.id);
  const airDesk = createAirDesk({ airings, clock, onTrouble: troubles.note });
  const live: { air?: Air } = {};
  const show = createShow({
    hostName: config.host.name,
    howToBid: HOW_TO_BID,
    publish: (state, sequence) => {
      airDesk.published(state.revision, sequence);
      live.air?.publish(state);
    },
  });
  const hostDesk = await openHost(site, database, show, x.announcer);
  const floor = await openFloor({
    auctionId: opening.id,
    ledger,
    reserves,
    snapshots: createSnapshotFolder(folder.snapshots),
    clock,
    hostHandle: world.x.handle,
    checksum: getAddress,
    onCommit: (committed) => run.hear(committed),
  });
  const isResumed = floor.auction() !== undefined;

  desk.onStep('going on air');
  const air = await openAir(
    {
      ...{ config, processes, clock, signal, shutdown, scratchDir: folder.inner },
      ...{ onStep: desk.onStep, onTrouble: troubles.note },
    },
    {
      artworks: new Map(catalogue.lots.map(({ id, artworkPath }) => [id, artworkPath])),
      destinations: [{ id: 'main', ...world.destination }],
      firstShow: firstShow(floor.auction(), opening, config.host.name),
      onShown: (frame) => airDesk.shown(frame),
    },
  );
  const { program } = air;
  live.air = air;

  const prefix = `sothebais-${houseKey(folder)}`;
  const floorQueue = shutdown.add(
    openFloorQueue(opening.id, connection, clock, troubles.note, prefix),
  );
  const queueOptions = { auctionId: opening.id, connection, prefix, onTrouble: troubles.note };
  const floorDesk = createFloorDesk({ auctionId: opening.id, floor, floorQueue, ledger, clock });
  const outboxQueue = startOutboxQueue({
    ...queueOptions,
    run: createErrandRunner({
      ...{ outbox, settlement, hostDesk, clock, announcer: x.announcer },
      auction: () => floor.auction(),
      propose: (move, id) => floorQueue.add({ kind: 'move', move }, id),
    }),
  });
  shutdown.add(outboxQueue);
  const run: AuctionRun = createAuctionRun({
    ...{
      opening,
      clock,
      floor,
      floorQueue,
      outbox,
      outboxQueue,
      ledger,
      show,
      hostDesk,
      settlement,
    },
    posts: x.posts,
    watching: x.watching,
    chain: createChainSource({
      ...world.chain,
      pollMs: config.chain.pollSeconds,
      onTrouble: troubles.note,
    }),
    startWorker: (afterTurn) =>
      startFloorWorker({
        ...{ ...queueOptions, floor },
        onTrouble: (cause) => {
          if (!floorDesk.hasTold(cause)) troubles.note(cause);
        },
        afterTurn: (turn, failure) => {
          afterTurn(turn);
          floorDesk.ruled(turn, failure);
        },
      }),
    onTrouble: troubles.note,
  });
  const readStatus = (): HouseStatus => {
    const state = show.state();
    return {
      auctionId: opening.id,
      stream: program.health(),
      bids: run.bids(),
      troubles: troubles.latest(),
      ...(state ? { show: state } : {}),
    };
  };
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const moves = { desk: floorDesk, token };
  const errandDesk = createErrandDesk({
    ...{ outbox, clock },
    add: (errands) => outboxQueue.add(errands),
  });
  const server = await startHouseServer({
    ...{ port: config.web.port, status: readStatus, moves },
    errands: { desk: errandDesk, token },
    stream: { desk: () => air.desk, token },
  });
  announceAddress(folder, shutdown.add(server).url, token);

  desk.onStep(isResumed ? 'going on with the auction in the book' : 'opening the auction');
  await run.start();
  shutdown.add(await watch.audit(opening.id, processes));
  world.sandbox?.callCrowd({
    showUrl: `${server.url}/show`,
    broadcastId: x.broadcastId,
    resumed: isResumed,
  });
  return createHouse({
    ...{ desk, folder, shutdown, world, program, run, fault: watch.fault, status: readStatus },
    collect: async () => {
      const entries = await ledger.read(opening.id);
      const auction = floor.auction();
      if (!auction) return undefined;
      const received = await ledger.heardCount(opening.id);
      const posts = countPosts(received, await outbox.tally(), x.announcer.tally());
      const stream = program.health();
      const result = buildResult({ auction, entries, posts, stream, host: hostDesk.tally() });
      const kept = createKeptBook(database);
      return { result, entries, writeBook: (path) => writeBook(path, kept, opening.id) };
    },
  });
}

/** What is on air first: the auction as it stands, or as it will stand once it is opened. */
function firstShow(
  auction: Auction | undefined,
  opening: AuctionOpening,
  hostName: string,
): ShowState {
  const soon =
    auction ?? foldAuction(undefined, { kind: 'auction-opened', at: clock.now(), opening });
  return projectShow(soon, { revision: 0, hostName, howToBid: HOW_TO_BID, watching: 0 });
}
