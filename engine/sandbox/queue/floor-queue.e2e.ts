import { Queue } from 'bullmq';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../adapters/queue/floor-worker.js';
import type { TurnOutcome } from '../../app/rule-on-turns.js';
import { SothebaisError } from '../../domain/errors.js';
import type { BidId, Instant, LotId, XUserId } from '../../domain/ids.js';
import type { Move } from '../../domain/moves.js';
import type { FloorQueue, FloorTurn } from '../../ports/queues.js';
import { address, anOffer, eth } from '../../testing/builders.js';
import { startSource } from '../../testing/source-process.js';
import { clock, EVENING, openRedisBench, type RedisBench } from './redis-bench.js';

let bench: RedisBench;
let queue: FloorQueue;
let troubles: unknown[];
/** What the floor was done with, in order. */
let ran: string[];
/** What it was handed, a batch a line. */
let tried: string[][];
let afterTurns: FloorTurn[];

beforeEach(async () => {
  [troubles, ran, tried, afterTurns] = [[], [], [], []];
  bench = await openRedisBench();
  queue = openQueue();
});
afterEach(() => bench.close());

const openQueue = () =>
  bench.keep(openFloorQueue(EVENING, bench.connection(), clock, (cause) => troubles.push(cause)));

const post = (id: string, source: 'post' | 'chat' = 'post'): FloorTurn => ({
  kind: 'post',
  post: {
    ...{ source, id, authorId: '7' as XUserId, handle: 'ada', text: 'bid 1 ETH' },
    ...{ placedAt: 1 as Instant, receivedAt: 2 as Instant },
  },
});

const nameOf = (turn: FloorTurn): string => {
  if (turn.kind === 'post') return turn.post.id;
  return turn.kind === 'move' ? turn.move.kind : 'tick';
};

/** Starts the worker of a floor that notes each turn and then does as the test says. */
const work = (run: (turn: FloorTurn) => Promise<void> = async () => undefined) => {
  const runAll = async (turns: readonly FloorTurn[]) => {
    tried.push(turns.map(nameOf));
    const outcomes: TurnOutcome[] = [];
    for (const turn of turns) {
      const failure = await run(turn).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      if (failure instanceof SothebaisError && failure.retryable) throw failure;
      outcomes.push(failure === undefined ? { kind: 'nothing' } : { kind: 'failed', failure });
    }
    ran.push(...turns.map(nameOf));
    return outcomes;
  };
  return bench.keep(
    startFloorWorker({
      ...{ auctionId: EVENING, connection: bench.connection(), floor: { runAll } },
      onTrouble: (cause) => troubles.push(cause),
      afterTurn: (turn) => afterTurns.push(turn),
    }),
  );
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const ranTo = (...names: string[]) => until(() => expect(ran).toEqual(names));

describe('the floor queue', () => {
  test('keeps the order while a turn that may be tried again holds the floor', async () => {
    let fails = 2;
    for (const id of ['1', '2', '3', '4']) await queue.add(post(id), `post-${id}`);
    work(async (turn) => {
      if (nameOf(turn) === '2' && fails-- > 0) {
        throw new SothebaisError('LEDGER_CONFLICT', 'Somebody else wrote.');
      }
    });
    await ranTo('1', '2', '3', '4');
    expect(tried.filter((batch) => batch.includes('2'))).toHaveLength(3);
    await until(() => expect(afterTurns.map(nameOf)).toEqual(['1', '2', '3', '4']));
    expect(troubles).toEqual([]);
  });

  test('gives up a turn that cannot be tried again, says so, and goes on', async () => {
    for (const id of ['1', '2', '3']) await queue.add(post(id), `post-${id}`);
    work(async (turn) => {
      if (nameOf(turn) === '2') throw new SothebaisError('LOT_NOT_OPEN', 'Lot 1 is sold.');
    });
    await ranTo('1', '2', '3');
    await until(() => expect(troubles).toMatchObject([{ message: 'Lot 1 is sold.' }]));
    expect(afterTurns).toHaveLength(3);
  });

  test('takes one id as one turn, waiting or done', async () => {
    await queue.add(post('1'), 'post-1');
    await queue.add(post('1'), 'post-1');
    work();
    await until(() => expect(afterTurns).toHaveLength(1));
    await queue.add(post('1'), 'post-1');
    await queue.add(post('1', 'chat'), 'chat-1');
    await queue.add(post('2'), 'post-2');
    await ranTo('1', '1', '2');
  });

  test('takes ids that a queue might choke on, and tells them apart', async () => {
    const ids = [
      'chat-a:b',
      'chat-a_b',
      'chat-a b',
      'chat-1:2:3',
      'chat-ä',
      'post-12345678901234567',
    ];
    for (const id of ids) await queue.add(post(id), id);
    work();
    await ranTo(...ids);
  });

  test('hands over amounts to the wei', async () => {
    const amountWei = eth('123456789.000000000000000001');
    const heard: FloorTurn[] = [];
    work(async (turn) => void heard.push(turn));
    const deposit: Move = {
      ...{ kind: 'credit-deposit', at: 5 as Instant, sourceId: 'chain-0xaa-0' },
      ...{ address: address(1), xUserId: null, amountWei },
    };
    const offer = anOffer({ id: 'chain-0xaa-1' as BidId, lotId: '1' as LotId });
    const moves: Move[] = [deposit, { kind: 'offer', at: 6 as Instant, offer }];
    for (const [i, move] of moves.entries())
      await queue.add({ kind: 'move', move }, `chain-${i}-0`);
    await until(() => expect(heard).toEqual(moves.map((move) => ({ kind: 'move', move }))));
  });

  test.each([
    ['no turn', { turn: '{"kind":"party"}' }],
    ['no JSON', { turn: '{' }],
    ['a move of another age', { turn: '{"kind":"move","move":{"kind":"sell-house","at":1}}' }],
    ['nothing', {}],
  ])('refuses a job that is %s and does not stop the floor', async (_name, data) => {
    const raw = new Queue(`floor-${EVENING}`, { connection: bench.connection() });
    await raw.add('post', data, { jobId: 'strange-1' });
    await raw.close();
    await queue.add(post('1'), 'post-1');
    work();
    await ranTo('1');
    await until(() =>
      expect(troubles).toMatchObject([{ message: 'Job strange-1 is no turn of the floor.' }]),
    );
  });
});

describe('ticks', () => {
  const soon = (ms: number) => (clock.now() + ms) as Instant;

  test('come once for a time, and again when it is asked for anew', async () => {
    const due = soon(300);
    await queue.tickAt(due);
    await queue.tickAt(due);
    work();
    await ranTo('tick');
    expect(clock.now()).toBeGreaterThanOrEqual(due);
    await queue.tickAt(due);
    await queue.add(post('1'), 'post-1');
    await ranTo('tick', '1');
    queue.ticked(due);
    await queue.tickAt(due);
    await ranTo('tick', '1', 'tick');
  });

  test('that were put off leave the later one standing', async () => {
    const [first, second] = [soon(100), soon(400)];
    await queue.tickAt(first);
    await queue.tickAt(second);
    work();
    await until(() => expect(ran).toContain('tick'));
    queue.ticked(first);
    await queue.tickAt(second);
    await until(() => expect(afterTurns).toHaveLength(2));
    expect(afterTurns).toMatchObject([{ due: first }, { due: second }]);
  });

  test('and posts outlive a queue that was killed, in their order', async () => {
    await queue.tickAt(soon(2_500));
    await queue.add(post('1'), 'post-1');
    await queue.add(post('2'), 'post-2');
    // The log of Redis is on the disk a second later at most.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await queue.close();
    await bench.kill();
    await bench.start();
    work();
    await ranTo('1', '2', 'tick');
  });
});

describe('a house that is killed with a turn in hand', () => {
  test('takes it up again before a lot that was cut off can close', async () => {
    const source = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
    await queue.add(post('1'), 'post-1');
    const house = startSource(`
      import { startFloorWorker } from ${source('../../adapters/queue/floor-worker.js')};
      startFloorWorker({
        auctionId: ${JSON.stringify(EVENING)},
        connection: ${JSON.stringify(bench.connection())},
        floor: { runAll: () => { console.log('in hand'); return new Promise(() => {}); } },
        onTrouble: () => {},
        afterTurn: () => {},
      });`);
    expect((await house.lines.next()).value).toBe('in hand');
    await house.kill();
    const killedAt = clock.now();
    work();
    await until(() => expect(ran).toEqual(['1']));
    // The lock that a job has runs out after ten seconds.
    expect(clock.now() - killedAt).toBeLessThan(8_000);
  });
});
