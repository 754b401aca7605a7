import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../domain/errors.js';
import type { Instant, LotId, XUserId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import type { ChainNotice, ChainSource } from '../ports/chain.js';
import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import type { PostSource } from '../ports/posts.js';
import { address, aDesk, anEntry, anOpening, at, EPOCH_MS, eth } from '../testing/builders.js';
import { createFakeBook, type Book } from '../testing/fake-ledger.js';
import { createFakeFloorQueue } from '../testing/fake-queue.js';
import { createAuctionRun, type AuctionRun } from './run-auction.js';
import { createErrandRunner } from './run-errand.js';
import { openFloor, type Floor } from './run-floor.js';
import { createShow, type Show } from './run-show.js';

const clock: Clock = { now: () => Date.now() as Instant };
const opening = anOpening({ catalogue: [anEntry(1)] });
const LOT = '1' as LotId;

let book: Book;
/** What is open at the moment, by name. */
let opened: Set<string>;
let released: number;
let troubles: unknown[];
let since: Parameters<PostSource['start']>[1];

beforeEach(() => {
  vi.useFakeTimers({ now: EPOCH_MS });
  [book, opened, released, troubles, since] = [createFakeBook(), new Set(), 0, [], {}];
});
afterEach(() => vi.useRealTimers());

const opens = (name: string): Closeable => {
  opened.add(name);
  return {
    close: async () => {
      opened.delete(name);
    },
  };
};

interface House {
  readonly run: AuctionRun;
  readonly floor: Floor;
  readonly show: Show;
  readonly post: (post: Post) => Promise<void>;
  readonly notice: (notice: ChainNotice) => Promise<void>;
}

/** A house on the test's book: real floor, real errands, everything else in memory. */
async function openHouse(
  chain?: ChainSource['start'],
  chainIsAway = (): boolean => false,
): Promise<House> {
  let post: House['post'] = async () => undefined;
  let notice: House['notice'] = async () => undefined;
  const floorQueue = createFakeFloorQueue(clock);
  const outbox = book.outbox(opening.id);
  const show = createShow({
    hostName: 'Aurelia',
    howToBid: { text: '', example: '' },
    publish: () => undefined,
  });
  const floor = await openFloor({
    ...{ auctionId: opening.id, ledger: book.ledger, clock, hostHandle: 'aurelia' },
    reserves: new Map(),
    checksum: (wallet) => wallet,
    onCommit: (committed) => run.hear(committed),
  });
  const sent = async () => ({ kind: 'sent', id: '1' }) as const;
  const settlement = {
    settle: async () => ({ txHash: '0xbeef', tokenOwner: address(1) }) as const,
    giveBack: async () => undefined,
    releaseDeposits: async () => {
      released += 1;
    },
    ownerOf: async () => address(1),
  };
  const runErrand = createErrandRunner({
    ...{ outbox, settlement, clock, auction: () => floor.auction() },
    announcer: {
      ...{ reply: sent, post: sent, chat: sent },
      tally: () => ({ sent: 0, notSent: 0, costUsd: '0' }),
    },
    hostDesk: { answer: async () => undefined },
    propose: (move, id) => floorQueue.add({ kind: 'move', move }, id),
  });
  const run: AuctionRun = createAuctionRun({
    ...{ opening, clock, floor, floorQueue, outbox, settlement, show, ledger: book.ledger },
    outboxQueue: {
      add: async (errands) => {
        if (!chainIsAway()) for (const { id } of errands) await runErrand(id);
      },
      close: async () => undefined,
    },
    posts: {
      start: async (hear, from) => {
        [post, since] = [hear, from];
        return opens('posts');
      },
    },
    chain: {
      start:
        chain ??
        (async (hear) => {
          notice = hear;
          return opens('chain');
        }),
    },
    hostDesk: { hear: () => undefined },
    watching: async () => 42,
    startWorker: (afterTurn) => {
      const door = opens('worker');
      const worker = floorQueue.work(async (turn) => {
        await floor.run(turn);
        afterTurn(turn);
      });
      return { close: () => Promise.all([door.close(), worker.close()]).then(() => undefined) };
    },
    onTrouble: (cause) => troubles.push(cause),
  });
  return {
    ...{ run, floor, show },
    post: (heard) => post(heard),
    notice: (heard) => notice(heard),
  };
}

async function start(house: House): Promise<void> {
  const started = house.run.start();
  await vi.advanceTimersByTimeAsync(200);
  await started;
}

const aPost = (id: string, text: string): Post => ({
  ...{ source: 'post', id, authorId: '1' as XUserId, handle: 'ada', text },
  ...{ placedAt: clock.now(), receivedAt: clock.now() },
});

/** Ada registers, deposits and bids as soon as the lot is open. */
async function bid(house: House, amount = '1'): Promise<void> {
  await house.post(aPost('1', `register ${address(1)}`));
  const paid = { id: '0xaa-0', address: address(1), amountWei: eth('10'), at: clock.now() };
  await house.notice({ kind: 'deposit', xUserId: '1' as XUserId, ...paid });
  await vi.advanceTimersByTimeAsync(15_000);
  await house.post(aPost('2', `bid ${amount} ETH`));
  await vi.advanceTimersByTimeAsync(1);
}

const kinds = async () => (await book.ledger.read(opening.id)).map(({ event }) => event.kind);

describe('an auction run', () => {
  test('runs from the opening to the credits and ends once nothing is owed', async () => {
    const house = await openHouse();
    await start(house);
    expect(opened).toEqual(new Set(['worker', 'posts', 'chain']));
    let over = false;
    void house.run.ended.then(() => (over = true));
    await bid(house);
    await vi.advanceTimersByTimeAsync(66_000);
    expect(house.floor.auction()?.results.get(LOT)?.settlement?.state).toBe('settled');
    expect([house.floor.auction()?.phase, over]).toEqual(['closed', false]);
    await vi.advanceTimersByTimeAsync(9_000);
    expect([over, released]).toEqual([true, 1]);
    expect(house.run.bids()).toEqual({ received: 1, accepted: 1, refused: 0 });
    expect(house.show.state()).toMatchObject({ scene: 'credits', live: { watching: 42 } });
    expect(troubles).toEqual([]);
    await house.run.stop();
  });

  test('waits half a minute for what is owed, and then leaves it to the next time', async () => {
    const house = await openHouse(undefined, () => true);
    await start(house);
    let over = false;
    void house.run.ended.then(() => (over = true));
    await bid(house);
    await vi.advanceTimersByTimeAsync(66_000 + 8_000 + 29_500);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(over).toBe(true);
    expect(released).toBe(0);
    expect(await book.outbox(opening.id).find('settle-1')).toBeDefined();
    await house.run.stop();
  });

  test('asks again for a settlement that the queue never got', async () => {
    let isAway = true;
    const house = await openHouse(undefined, () => isAway);
    await start(house);
    await bid(house);
    await vi.advanceTimersByTimeAsync(66_000);
    expect(house.floor.auction()?.results.get(LOT)?.settlement?.state).toBe('pending');
    isAway = false;
    await vi.advanceTimersByTimeAsync(5_100);
    expect(house.floor.auction()?.results.get(LOT)?.settlement?.state).toBe('settled');
    await house.run.stop();
  });

  test('stops in good order: everything closed, the book sealed once', async () => {
    const house = await openHouse();
    await start(house);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([house.run.stop(), house.run.stop()]);
    await house.run.stop();
    expect(opened.size).toBe(0);
    expect((await kinds()).filter((kind) => kind === 'book-sealed')).toHaveLength(1);
    expect((await kinds()).at(-1)).toBe('book-sealed');
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await kinds()).at(-1)).toBe('book-sealed');
    expect(troubles).toEqual([]);
  });

  test('leaves nothing open when it cannot start', async () => {
    const house = await openHouse(() =>
      Promise.reject(new SothebaisError('CONFIG_INVALID', 'There is no escrow.')),
    );
    const started = expect(house.run.start()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await vi.advanceTimersByTimeAsync(200);
    await started;
    expect(opened.size).toBe(0);
  });
});

describe('an auction that goes on', () => {
  test('gives a lot that was cut off time to be bid on, and asks X from where it stood', async () => {
    const first = await openHouse();
    await start(first);
    await bid(first);
    // It dies here, and nobody rules until long after the close.
    vi.clearAllTimers();
    vi.setSystemTime(at(500));
    const second = await openHouse();
    await start(second);
    expect(since).toEqual({ post: '2' });
    expect(second.floor.auction()?.lots.get(LOT)).toMatchObject({ phase: 'open' });
    expect(second.floor.auction()?.lots.get(LOT)?.closesAt).toBe(at(515));
    expect(second.run.bids()).toEqual({ received: 1, accepted: 1, refused: 0 });
    await vi.advanceTimersByTimeAsync(16_000);
    expect(second.floor.auction()?.results.get(LOT)).toMatchObject({ winner: '101' });
    await second.run.stop();
  });

  test('leaves a lot closed whose hammer the operator had called', async () => {
    const first = await openHouse();
    await start(first);
    await bid(first);
    const hammer = { kind: 'hammer-lot', lotId: LOT, at: clock.now(), desk: aDesk() } as const;
    await first.floor.run({ kind: 'move', move: hammer });
    // It dies here, before the hammer fell.
    vi.clearAllTimers();
    vi.setSystemTime(at(500));
    const second = await openHouse();
    await start(second);
    expect(await kinds()).not.toContain('lot-extended');
    expect(second.floor.auction()?.results.get(LOT)).toMatchObject({ winner: '101' });
    await second.run.stop();
  });

  test('takes no time from a lot that has enough', async () => {
    const first = await openHouse();
    await start(first);
    await bid(first);
    await first.run.stop();
    vi.clearAllTimers();
    vi.setSystemTime(at(30));
    const second = await openHouse();
    await start(second);
    expect(second.floor.auction()?.lots.get(LOT)?.closesAt).toBe(at(75));
    await second.run.stop();
    expect(await kinds()).not.toContain('lot-extended');
  });

  test('carries out what was owed', async () => {
    const errand = { kind: 'give-back', id: 'give-back-1', lotId: LOT } as const;
    const house = await openHouse();
    await start(house);
    await bid(house);
    await house.run.stop();
    vi.clearAllTimers();
    await book.ledger.append(
      opening.id,
      { events: [], errands: [{ errand, sequence: null }], heard: [] },
      (await kinds()).length,
    );
    expect(await book.outbox(opening.id).waiting()).toEqual([errand]);
    const second = await openHouse();
    await start(second);
    expect(await book.outbox(opening.id).waiting()).toEqual([]);
    await second.run.stop();
  });
});
