import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startOutboxQueue } from '../../adapters/queue/outbox-queue.js';
import { SothebaisError } from '../../domain/errors.js';
import type { LotId, XUserId } from '../../domain/ids.js';
import type { OutboxQueue } from '../../ports/queues.js';
import type { Errand, Priority } from '../../ports/outbox.js';
import { clock, EVENING, openRedisBench, type RedisBench } from './redis-bench.js';

let bench: RedisBench;
let troubles: unknown[];
let ran: string[];

beforeEach(async () => {
  [troubles, ran] = [[], []];
  bench = await openRedisBench();
});
afterEach(() => bench.close());

const start = (run: (id: string) => Promise<void> = async () => undefined): OutboxQueue =>
  bench.keep(
    startOutboxQueue({
      ...{ auctionId: EVENING, connection: bench.connection() },
      run: async (id) => {
        ran.push(id);
        await run(id);
      },
      onTrouble: (cause) => troubles.push(cause),
    }),
  );

const settle = (id: string): Errand => ({ kind: 'settle', id, lotId: '1' as LotId });
const reply = (id: string, priority: Priority): Errand => ({
  ...{ kind: 'reply', id, text: 'You lead.', priority },
  to: { source: 'post', postId: '1', authorId: '7' as XUserId, handle: 'ada' },
});
const away = new SothebaisError('X_FAILED', 'X is away.');

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

test('runs every errand once, and one that is asked for twice too', async () => {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const outbox = start(() => gate);
  await outbox.add([settle('settle-1'), reply('reply-post-1', 1)]);
  await outbox.add([settle('settle-1')]);
  go();
  await outbox.add([settle('settle-2')]);
  await until(() => expect(ran.toSorted()).toEqual(['reply-post-1', 'settle-1', 'settle-2']));
});

test('tries again with growing pauses what may be tried again, beside the others', async () => {
  const at: number[] = [];
  const outbox = start(async (id) => {
    if (id !== 'reply-post-1') return;
    at.push(clock.now());
    if (at.length < 3) throw away;
  });
  await outbox.add([reply('reply-post-1', 1), reply('reply-post-2', 3)]);
  await until(() => expect(at).toHaveLength(3));
  const [first = 0, second = 0, third = 0] = at;
  expect(second - first).toBeGreaterThanOrEqual(950);
  expect(third - second).toBeGreaterThanOrEqual(1_950);
  expect(ran.slice(0, 3)).toContain('reply-post-2');
});

test('gives up at once what cannot be had, and says so', async () => {
  const outbox = start(() => Promise.reject(new Error('a bug')));
  await outbox.add([reply('reply-post-1', 1)]);
  await until(() => expect(troubles).toMatchObject([{ message: 'a bug' }]));
  expect(ran).toEqual(['reply-post-1']);
});

test('can be asked anew for what was given up', async () => {
  let fails = 1;
  const outbox = start(async () => {
    if (fails-- > 0) throw new Error('a bug');
  });
  await outbox.add([settle('settle-1')]);
  await until(() => expect(troubles).toHaveLength(1));
  await outbox.add([settle('settle-1')]);
  await until(() => expect(ran).toEqual(['settle-1', 'settle-1']));
});

test('runs money first, then replies by their priority, then talk', async () => {
  const answer = { kind: 'answer', id: 'answer-chat-a:b', post: {} } as Errand;
  const gates: (() => void)[] = [];
  const outbox = start(() => new Promise((resolve) => gates.push(resolve)));
  const busy = ['a', 'b', 'c', 'd'].map((name) => settle(`settle-${name}`));
  await outbox.add(busy);
  await until(() => expect(ran).toHaveLength(4));
  await outbox.add([answer, reply('reply-3', 3), reply('reply-1', 1), settle('settle-1')]);
  for (let n = 5; n <= 8; n += 1) {
    gates.shift()?.();
    await until(() => expect(ran).toHaveLength(n));
  }
  expect(ran.slice(4)).toEqual(['settle-1', 'reply-1', 'reply-3', 'answer-chat-a:b']);
  for (const open of gates) open();
});

test('loses nothing when the queue is killed between two tries', async () => {
  const outbox = start(() => Promise.reject(away));
  await outbox.add([settle('settle-1')]);
  await until(() => expect(ran).toEqual(['settle-1']));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await outbox.close();
  await bench.kill();
  await bench.start();
  ran = [];
  start();
  await until(() => expect(ran).toEqual(['settle-1']));
});

test('takes up at once what a house that died had in hand', async () => {
  let letGo = (): void => undefined;
  const never = new Promise<void>((resolve) => (letGo = resolve));
  const died = start(() => never);
  const owed = [reply('reply-3', 3), settle('settle-1'), reply('reply-1', 1)];
  await died.add(owed);
  await until(() => expect(ran).toHaveLength(owed.length));
  ran = [];
  start();
  const taken = () => expect(ran.toSorted()).toEqual(['reply-1', 'reply-3', 'settle-1']);
  // The lock that a job has runs out after ten seconds.
  await vi.waitFor(taken, { timeout: 8_000 });
  letGo();
});
