import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLedger } from '../../db/ledger.js';
import { openDatabase } from '../../db/open.js';
import { openFloorQueue } from '../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../adapters/queue/floor-worker.js';
import type { Instant, LotId, XUserId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import { openRedisBench, type RedisBench } from '../sandbox/queue/redis-bench.js';
import { aDesk, address, anEntry, anOpening, at, eth } from '../testing/builders.js';
import { keepDoor } from './keep-door.js';
import { pause } from './pause.js';
import { openFloor } from './run-floor.js';

const FLOOD = 20_000;
const EVERY_MS = 10;
const HONEST = 5;
const HONEST_EVERY = 1_000;
const LIMIT_MS = 120_000;

let bench: RedisBench;
beforeEach(async () => {
  bench = await openRedisBench();
});
afterEach(() => bench.close());

const aPost = (id: string, place: number, text: string, when: Instant): Post => ({
  ...{ source: 'post', id, authorId: String(place) as XUserId, handle: `u${place}`, text },
  ...{ placedAt: when, receivedAt: when },
});

test(
  'a flood of one account leaves the others their rulings, through the real queue',
  async () => {
    const database = openDatabase(':memory:');
    bench.keep({ close: async () => database.close() });
    const ledger = createLedger(database.db);
    const entry = anEntry(1, { durationMs: 3_600_000 });
    const opening = anOpening({ catalogue: [entry] });
    const clock = { now: () => at(1) };
    const troubles: unknown[] = [];
    const onTrouble = (cause: unknown) => troubles.push(cause);
    const floor = await openFloor({
      ...{ auctionId: opening.id, ledger, reserves: new Map(), clock, hostHandle: 'aurelia' },
      checksum: (wallet) => wallet,
      onCommit: () => undefined,
    });
    const reach = { auctionId: opening.id, connection: bench.connection() };
    const queue = bench.keep(openFloorQueue(opening.id, reach.connection, clock, onTrouble));
    let turns = 0;
    bench.keep(startFloorWorker({ ...reach, floor, onTrouble, afterTurn: () => (turns += 1) }));
    await floor.run({ kind: 'move', move: { kind: 'open-auction', at: at(0), opening } });
    for (let place = 1; place <= HONEST + 1; place += 1) {
      const who = { address: address(place), xUserId: String(place) as XUserId, at: at(0) };
      const claim = {
        kind: 'claim-wallet',
        sourceId: `post-c${place}`,
        handle: `u${place}`,
      } as const;
      const paid = {
        kind: 'credit-deposit',
        sourceId: `chain-${place}`,
        amountWei: eth('9'),
      } as const;
      await floor.run({ kind: 'move', move: { ...claim, ...who } });
      await floor.run({ kind: 'move', move: { ...paid, ...who } });
    }
    const open = { kind: 'open-lot', lotId: '1' as LotId, at: at(0), desk: aDesk() } as const;
    await floor.run({ kind: 'move', move: open });

    const door = keepDoor({ floorQueue: queue, clock, pause, onTrouble });
    let queued = 0;
    const enter = (post: Post) =>
      door.enter({ ...post, author: post.authorId, xUserId: post.authorId }, async () => {
        queued += 1;
        await queue.add({ kind: 'post', post }, `post-${post.id}`);
      });
    const honest: string[] = [];
    for (let i = 0; i < FLOOD; i += 1) {
      const when = (at(2) + i * EVERY_MS) as Instant;
      await enter(aPost(`f${i}`, HONEST + 1, 'bid 1 ETH', when));
      if (i % HONEST_EVERY !== 0) continue;
      for (let place = 1; place <= HONEST; place += 1) {
        const id = `h${i}x${place}`;
        honest.push(`post-${id}`);
        await enter(aPost(id, place, `bid ${1 + i + place / 10} ETH`, when));
      }
    }
    await door.close();
    const isOver = () => expect(turns).toBeGreaterThan(queued);
    await vi.waitFor(isOver, { timeout: LIMIT_MS / 2, interval: 50 });

    const events = (await ledger.read(opening.id)).map(({ event }) => event);
    const accepted = new Set(
      events.flatMap((event) => (event.kind === 'bid-accepted' ? [event.bid.id as string] : [])),
    );
    const counted = events.reduce(
      (sum, event) => sum + (event.kind === 'flood-counted' ? event.count : 0),
      0,
    );
    expect(honest.filter((id) => !accepted.has(id))).toEqual([]);
    expect(counted + queued).toBe(FLOOD + honest.length);
    expect(queued - honest.length).toBeLessThan(200);
    expect(troubles).toEqual([]);
  },
  LIMIT_MS,
);
