import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant, XUserId } from '../domain/ids.js';
import type { FloorTurn } from '../ports/queues.js';
import { EPOCH_MS } from '../testing/builders.js';
import { createDoor, type Knock } from './door.js';
import { keepDoor, type KeptDoor } from './keep-door.js';
import { pause } from './pause.js';

const clock = { now: () => Date.now() as Instant };
const NOBODY = { burst: 0, perSecond: 0 };

/** What the floor was told, as counts. */
let told: number[];
let queue: (turn: FloorTurn) => Promise<void>;
let troubles: unknown[];
let kept: KeptDoor;

beforeEach(() => {
  vi.useFakeTimers({ now: EPOCH_MS });
  [told, troubles] = [[], []];
  queue = async ({ ...turn }) => {
    if (turn.kind === 'move' && turn.move.kind === 'count-flood') told.push(turn.move.count);
  };
  const limits = { bidder: NOBODY, source: NOBODY, biddersMax: 9, namedMax: 9 };
  kept = keepDoor({
    ...{ clock, pause, door: createDoor(limits), onTrouble: (cause) => troubles.push(cause) },
    floorQueue: { add: (turn) => queue(turn) },
  });
});
const CLOSE_LIMIT_MS = 1_000;
afterEach(async () => {
  const closed = kept.close();
  await vi.advanceTimersByTimeAsync(CLOSE_LIMIT_MS);
  await closed;
  vi.useRealTimers();
});

let ids = 0;
const enter = async (author = '7') => {
  const when = clock.now();
  const knock: Knock = {
    ...{ source: 'post', id: String(++ids), author, xUserId: author as XUserId },
    ...{ placedAt: when, receivedAt: when },
  };
  await kept.enter(knock, () => Promise.reject(new Error('Nothing is queued.')));
};

test('what was counted is told every few seconds, in one move a bidder', async () => {
  for (let i = 0; i < 5; i += 1) await enter();
  await enter('8');
  await vi.advanceTimersByTimeAsync(4_999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([5, 1]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([5, 1]);
});

test('what the queue did not take is told once it is back', async () => {
  const back = queue;
  await enter();
  await enter('8');
  queue = () => Promise.reject(new Error('Redis is away.'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told, troubles.length]).toEqual([[], 2]);
  queue = back;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([1, 1]);
});

test('what is left is told when the door closes', async () => {
  await enter();
  await kept.close();
  expect(told).toEqual([1]);
});

test('a queue that does not answer keeps no door from closing', async () => {
  await enter();
  queue = () => new Promise(() => undefined);
  let isClosed = false;
  void kept.close().then(() => (isClosed = true));
  await vi.advanceTimersByTimeAsync(CLOSE_LIMIT_MS);
  expect(isClosed).toBe(true);
});
