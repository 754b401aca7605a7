import type { Auction, AuctionOpening } from '../domain/auction.js';
import { nextTickAt } from '../domain/due.js';
import { SothebaisError } from '../domain/errors.js';
import type { DeskId, Instant } from '../domain/ids.js';
import { isBought } from '../domain/lot/buy-now.js';
import { isOpen } from '../domain/lot/clock.js';
import type { Move } from '../domain/moves.js';
import type { ChainSource, SettlementDesk } from '../ports/chain.js';
import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import type { Ledger } from '../ports/ledger.js';
import type { Outbox } from '../ports/outbox.js';
import type { PostSource } from '../ports/posts.js';
import type { FloorQueue, FloorTurn, OutboxQueue } from '../ports/queues.js';
import { CHAIN_KEYS, hearChain, toldOfChain } from './hear-chain.js';
import { keepDoor, type KeptDoor } from './keep-door.js';
import { pause, type Pause } from './pause.js';
import { bidsOf, countBids, type BidCounts } from './result.js';
import type { Committed, Floor } from './run-floor.js';
import type { HostDesk } from './run-host.js';
import type { Show } from './run-show.js';

export interface AuctionRunOptions {
  readonly opening: AuctionOpening;
  readonly clock: Clock;
  readonly floor: Floor;
  readonly floorQueue: FloorQueue;
  readonly outbox: Outbox;
  readonly outboxQueue: OutboxQueue;
  readonly ledger: Ledger;
  readonly posts: PostSource;
  readonly chain: ChainSource;
  readonly settlement: Pick<SettlementDesk, 'releaseDeposits'>;
  readonly show: Show;
  readonly hostDesk: Pick<HostDesk, 'hear'>;
  /** Viewers at the moment. */
  readonly watching: () => Promise<number>;
  /** Takes turns off the queue until it is closed. */
  readonly startWorker: (afterTurn: (turn: FloorTurn) => void) => Closeable;
  readonly onTrouble: (cause: unknown) => void;
  /** How the house waits. @default on the timers of the process */
  readonly pause?: Pause;
}

/** An auction under way. */
export interface AuctionRun {
  /** Begins the auction, or goes on with the one in the book. Leaves nothing open if it cannot. */
  start(): Promise<void>;
  /** Hears of every commit; the floor calls it. */
  hear(committed: Committed): void;
  /** Resolves once it is over: credits shown, consequences carried out. */
  readonly ended: Promise<void>;
  /**
   * Takes no more moves, finishes the one in hand and seals the book.
   *
   * @param seals - false where nothing more may be written to it. @default true
   */
  stop(seals?: boolean): Promise<void>;
  bids(): BidCounts;
}

const OPEN_LIMIT_MS = 10_000;
/** The floor rules on thousands of turns a second: by then even a flood that waited is done. */
const CATCH_UP_LIMIT_MS = 60_000;
/** What a lot that was cut off by a crash has left at the least when the house is back. */
const RESUME_LEFT_MS = 15_000;
const OUTBOX_LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 100;
const WATCHING_EVERY_MS = 5_000;
const SWEEP_EVERY_MS = 5_000;

/** Brings the floor, its sources and its consequences together for one auction. */
export function createAuctionRun(options: AuctionRunOptions): AuctionRun {
  const { floor, floorQueue, onTrouble } = options;
  const stopping = new AbortController();
  const opened: Closeable[] = [];
  let bids: BidCounts = { received: 0, accepted: 0, refused: 0 };
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  let stopped: Promise<void> | undefined;

  /** What breaks because the house is stopping is no trouble. */
  const noteUnlessStopping = (cause: unknown) => {
    if (!stopping.signal.aborted) onTrouble(cause);
  };
  let isAsking = false;
  /** Once for all turns of a batch: they are over in one go. */
  const askForTick = () => {
    if (isAsking) return;
    isAsking = true;
    queueMicrotask(() => {
      isAsking = false;
      const auction = floor.auction();
      const at = auction && nextTickAt(auction);
      if (at !== undefined) floorQueue.tickAt(at).catch(onTrouble);
    });
  };
  /** The ticks taken, until the house has caught up. */
  const taken = new Set<Instant>();
  let isCaughtUp = false;
  const afterTurn = (turn: FloorTurn) => {
    if (turn.kind === 'tick') {
      if (!isCaughtUp) taken.add(turn.due);
      floorQueue.ticked(turn.due);
    }
    askForTick();
  };
  const begin = async () => {
    const auction = floor.auction();
    if (auction) await resume(auction, options);
    opened.push(options.startWorker(afterTurn));
    if (auction) await catchUp(options, taken);
    else await open(options);
    isCaughtUp = true;
    askForTick();
    const door = keepDoor({ ...options, pause: waitIn(options) });
    opened.push(door);
    opened.push(await startPosts(options, door));
    opened.push(await startChain(options, door));
  };
  const closeOpened = async () => {
    const closed = await Promise.allSettled(opened.splice(0).map((thing) => thing.close()));
    for (const result of closed) if (result.status === 'rejected') onTrouble(result.reason);
  };

  return {
    ended,
    bids: () => bids,
    hear: ({ auction, events, errands }) => {
      const more = countBids(events);
      bids = addCounts(bids, more);
      options.show.update(auction);
      options.hostDesk.hear(events);
      if (errands.length > 0) options.outboxQueue.add(errands).catch(onTrouble);
    },
    start: async () => {
      const auction = floor.auction();
      if (auction) bids = bidsOf(auction);
      try {
        await begin();
      } catch (cause) {
        await closeOpened();
        throw cause;
      }
      void watch(options, stopping.signal).catch(noteUnlessStopping);
      void sweep(options, askForTick, stopping.signal).catch(noteUnlessStopping);
      void untilOver(options, stopping.signal).then(over, noteUnlessStopping);
    },
    stop: (seals = true) => {
      stopped ??= (async () => {
        stopping.abort();
        await closeOpened();
        if (seals && floor.auction())
          await floor.run(asTurn({ kind: 'seal-book', at: options.clock.now() }));
      })();
      return stopped;
    },
  };
}

const asTurn = (move: Move): FloorTurn => ({ kind: 'move', move });

const addCounts = (one: BidCounts, other: BidCounts): BidCounts => ({
  received: one.received + other.received,
  accepted: one.accepted + other.accepted,
  refused: one.refused + other.refused,
});

const waitIn = (options: AuctionRunOptions): Pause => options.pause ?? pause;

async function open(options: AuctionRunOptions): Promise<void> {
  const { opening, clock, floor, floorQueue } = options;
  await floorQueue.add(
    asTurn({ kind: 'open-auction', at: clock.now(), opening }),
    `open-${opening.id}`,
  );
  const deadline = clock.now() + OPEN_LIMIT_MS;
  while (!floor.auction()) {
    if (clock.now() > deadline) {
      throw new SothebaisError('TIMED_OUT', `The auction did not open within ${OPEN_LIMIT_MS} ms.`);
    }
    await waitIn(options)(LOOK_EVERY_MS);
  }
}

/**
 * Waits until all that lay in the queue is ruled on: what a house before this one was told of the
 * chain is in the book then, and not still on its way.
 */
async function catchUp(options: AuctionRunOptions, taken: ReadonlySet<Instant>): Promise<void> {
  const { clock, floorQueue } = options;
  const due = clock.now();
  await floorQueue.add({ kind: 'tick', due }, `catch-up-${due}`);
  while (!taken.has(due)) {
    if (clock.now() > due + CATCH_UP_LIMIT_MS) {
      const limit = `${CATCH_UP_LIMIT_MS} ms`;
      throw new SothebaisError('TIMED_OUT', `The turns in the queue took more than ${limit}.`);
    }
    await waitIn(options)(LOOK_EVERY_MS);
  }
}

/**
 * Goes on after a stop or a crash: owed errands are asked for again, and a lot whose time ran out
 * while nobody could rule gets some of it back. Runs before any tick can drop the hammer.
 */
async function resume(auction: Auction, options: AuctionRunOptions): Promise<void> {
  const { clock, floor, outbox, outboxQueue, show } = options;
  show.update(auction);
  await outboxQueue.add(await outbox.waiting());

  const now = clock.now();
  for (const lotId of auction.activeLotIds) {
    const lot = auction.lots.get(lotId);
    if (!lot || !isOpen(lot) || lot.closesAt === undefined) continue;
    // Somebody ended its bidding: the operator, or one who asked to buy it at once.
    if (lot.isHammerCalled === true || lot.purchase || isBought(lot)) continue;
    const byMs = now + RESUME_LEFT_MS - lot.closesAt;
    if (byMs <= 0) continue;
    const id = `desk-house-${now}-${lotId}` as DeskId;
    const desk = { id, by: 'house', why: 'The house was away while the clock ran.' };
    await floor.run(asTurn({ kind: 'extend-lot', at: now, lotId, byMs, desk }));
  }
}

async function startPosts(options: AuctionRunOptions, door: KeptDoor): Promise<Closeable> {
  const { ledger, floorQueue } = options;
  const [post, chat] = await Promise.all([ledger.cursor('post'), ledger.cursor('chat')]);
  return options.posts.start(
    (heard) =>
      door.enter({ ...heard, author: heard.authorId, xUserId: heard.authorId }, () =>
        floorQueue.add({ kind: 'post', post: heard }, `${heard.source}-${heard.id}`),
      ),
    {
      ...(post === undefined ? {} : { post }),
      ...(chat === undefined ? {} : { chat }),
    },
  );
}

/** Bids are measured at the door; what the chain says of deposits always comes in. */
async function startChain(options: AuctionRunOptions, door: KeptDoor): Promise<Closeable> {
  const { chain, clock, floorQueue, ledger, opening } = options;
  const book = await ledger.readKeyed(opening.id, CHAIN_KEYS);
  return chain.start(
    (notice) => {
      const now = clock.now();
      const queue = () => floorQueue.add(asTurn(hearChain(notice, now)), `chain-${notice.id}`);
      if (notice.kind !== 'bid') return queue();
      const { id, address: author, at: placedAt } = notice;
      const knock = {
        source: 'chain',
        id,
        author,
        xUserId: null,
        placedAt,
        receivedAt: now,
      } as const;
      return door.enter(knock, queue);
    },
    toldOfChain(book.map(({ event }) => event)),
  );
}

async function watch(options: AuctionRunOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await options.watching().then((count) => options.show.watching(count), options.onTrouble);
    await waitIn(options)(WATCHING_EVERY_MS, signal);
  }
}

/**
 * Asks again for the next tick and for settlements still owed, in case the queue was away when they
 * were asked for first. Words that were lost so stay lost: they would be stale.
 */
async function sweep(
  options: AuctionRunOptions,
  askForTick: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { outbox, outboxQueue, onTrouble } = options;
  for (;;) {
    await waitIn(options)(SWEEP_EVERY_MS, signal);
    askForTick();
    await outbox
      .waiting()
      .then((errands) => errands.filter(({ kind }) => kind === 'settle' || kind === 'give-back'))
      .then((owed) => outboxQueue.add(owed))
      .catch(onTrouble);
  }
}

/** Waits for the close, the credits and the consequences, the last of these not for ever. */
async function untilOver(options: AuctionRunOptions, signal: AbortSignal): Promise<void> {
  const { clock, floor, opening, outbox } = options;
  const closedAt = () => floor.auction()?.closedAt;
  while (closedAt() === undefined) await waitIn(options)(LOOK_EVERY_MS, signal);
  const creditsEnd = (closedAt() ?? 0) + opening.pace.creditsMs;
  await waitIn(options)(Math.max(0, creditsEnd - clock.now()), signal);

  const deadline = clock.now() + OUTBOX_LIMIT_MS;
  const isOwed = async () => isSettling(floor.auction()) || (await outbox.waiting()).length > 0;
  while (await isOwed()) {
    if (clock.now() > deadline) return; // What is still owed is run when the house opens again.
    await waitIn(options)(LOOK_EVERY_MS, signal);
  }
  await options.settlement.releaseDeposits().catch(options.onTrouble);
}

const isSettling = (auction: Auction | undefined): boolean =>
  [...(auction?.results.values() ?? [])].some(({ settlement }) => settlement?.state === 'pending');
