import { beforeEach, describe, expect, test } from 'vitest';
import { SothebaisError } from '../domain/errors.js';
import type { DeskId, LotId } from '../domain/ids.js';
import type { LotMove, Move } from '../domain/moves.js';
import type { Sent } from '../ports/announcer.js';
import type { SettlementDesk } from '../ports/chain.js';
import type { ErrandState } from '../ports/outbox.js';
import { address, aDesk, at, eth } from '../testing/builders.js';
import { openTranscript, type Transcript } from '../testing/transcript.js';
import { createErrandRunner, type ErrandOptions } from './run-errand.js';

type Sale = Parameters<SettlementDesk['settle']>[0];

const away = new SothebaisError('CHAIN_FAILED', 'The chain is away.');
const no = new SothebaisError('CHAIN_REFUSED', 'The chain said no.');

let evening: Transcript;
/** What was done outside the house, in order. */
let done: string[];
let sales: Sale[];

beforeEach(async () => {
  [done, sales] = [[], []];
  evening = await openTranscript({ seated: ['ada', 'bob'] });
  await evening.play('15 ticks\n16 @ada bid 1 ETH\n17 @eve hello\n75 ticks\n156 ticks');
});

interface World {
  readonly settle?: () => Promise<void>;
  readonly reply?: () => Promise<Sent>;
  readonly answer?: () => Promise<string | undefined>;
  readonly propose?: (move: Move, id: string) => Promise<void>;
}

/** The errands of an evening on which ada won lot 1 for 1 ETH and lot 2 passed. */
function runner(world: World = {}): (id: string) => Promise<void> {
  const settlement: SettlementDesk = {
    settle: async (sale) => {
      await world.settle?.();
      sales.push(sale);
      return { txHash: '0xbeef', tokenOwner: sale.winner };
    },
    giveBack: async (lotId) => {
      done.push(`gave back ${lotId}`);
    },
    releaseDeposits: async () => undefined,
    ownerOf: async () => address(1),
  };
  const reply: ErrandOptions['announcer']['reply'] = async (to, text, priority) => {
    const sent = (await world.reply?.()) ?? ({ kind: 'sent', id: '77' } as const);
    done.push(`replied to ${to.handle} (${priority}): ${text}`);
    return sent;
  };
  const unused = async (): Promise<Sent> => ({ kind: 'not-sent', why: 'unused' });
  const tally = () => ({ sent: 0, notSent: 0, costUsd: '0' });
  return createErrandRunner({
    ...{ settlement, announcer: { reply, post: unused, chat: unused, tally } },
    outbox: evening.book.outbox(evening.auctionId),
    hostDesk: { answer: world.answer ?? (async () => 'Good evening.') },
    clock: { now: () => at(200) },
    auction: () => evening.floor().auction(),
    propose:
      world.propose ??
      (async (move) => {
        await evening.floor().run({ kind: 'move', move });
      }),
  });
}

const outbox = () => evening.book.outbox(evening.auctionId);
const waits = async (id: string) => (await outbox().find(id)) !== undefined;
const count = async (kind: string, state: ErrandState) =>
  (await outbox().tally()).find((row) => row.kind === kind && row.state === state)?.count ?? 0;
const settlement = () =>
  evening
    .floor()
    .auction()
    ?.results.get('1' as LotId)?.settlement;

describe('an errand to settle', () => {
  test('pays what the book says to whom it says, and records it', async () => {
    await runner()('settle-1');
    expect(sales).toEqual([
      {
        ...{ lotId: '1', token: { contract: address(0xa0), tokenId: '1' } },
        ...{ winner: address(1), consignor: address(0xc0) },
        ...{ hammerWei: eth('1'), premiumWei: eth('0.05') },
      },
    ]);
    expect(settlement()).toEqual({
      ...{ state: 'settled', txHash: '0xbeef', tokenOwner: address(1) },
    });
    expect(await waits('settle-1')).toBe(false);
    expect(await count('settle', 'done')).toBe(1);
  });

  test('is over once the sale is undone, and settles with nobody', async () => {
    const desk = { id: 'desk-1' as DeskId, by: 'olga', why: 'He does not pay.' };
    const move = { kind: 'default-lot', at: at(160), lotId: '1' as LotId, desk } as const;
    await evening.floor().run({ kind: 'move', move });
    await runner()('settle-1');
    expect(sales).toEqual([]);
    expect(await count('settle', 'silent')).toBe(1);
  });

  test('records nothing on the sale that took the place of the one it settled', async () => {
    evening = await openTranscript({ seated: ['ada', 'bob'] });
    await evening.play('15 ticks\n16 @ada bid 1 ETH\n17 @bob bid 2 ETH\n75 ticks\n156 ticks');
    const lotId = '1' as LotId;
    const asked = (move: LotMove) => evening.floor().run({ kind: 'move', move });
    const settle = async () => {
      await asked({ kind: 'default-lot', lotId, at: at(160), desk: aDesk() });
      const answer = { kind: 'answer-second-chance', answer: 'taken' } as const;
      await asked({ ...answer, lotId, at: at(161), desk: aDesk() });
    };
    await runner({ settle })('settle-1');
    expect(sales).toMatchObject([{ winner: address(2) }]);
    expect(evening.floor().auction()?.results.get(lotId)).toMatchObject({
      ...{ winner: '101', settlement: { state: 'pending' } },
    });
  });

  test('owes a settlement, or the news that there is none, until the book has it', async () => {
    for (const settle of [async () => undefined, () => Promise.reject(no)]) {
      await runner({ settle, propose: async () => undefined })('settle-1');
      expect(settlement()).toEqual({ state: 'pending' });
      expect(await waits('settle-1')).toBe(true);
    }
    await runner()('settle-1');
    expect(settlement()).toMatchObject({ state: 'settled' });
    expect(await waits('settle-1')).toBe(false);
  });

  test('settles once, however often it is run', async () => {
    const run = runner();
    await run('settle-1');
    await run('settle-1');
    expect(sales).toHaveLength(1);
  });

  test('waits and is tried again when the chain is away', async () => {
    let tries = 0;
    const run = runner({
      settle: async () => {
        tries += 1;
        if (tries < 3) throw away;
      },
    });
    await expect(run('settle-1')).rejects.toBe(away);
    await expect(run('settle-1')).rejects.toBe(away);
    expect(await waits('settle-1')).toBe(true);
    expect(settlement()).toEqual({ state: 'pending' });
    await run('settle-1');
    expect(settlement()?.state).toBe('settled');
  });

  test('is closed as failed when the chain says no, and the book says so', async () => {
    await runner({ settle: () => Promise.reject(no) })('settle-1');
    expect(await waits('settle-1')).toBe(false);
    expect(await count('settle', 'failed')).toBe(1);
    expect(settlement()).toEqual({ state: 'failed', reason: 'The chain said no.' });
  });

  test.each([
    ['settled', undefined],
    ['refused', () => Promise.reject(no)],
  ])('stays owed until the floor queue holds that it was %s', async (_name, settle) => {
    const lost = new SothebaisError('QUEUE_UNREACHABLE', 'Redis is away.');
    const world = settle ? { settle } : {};
    const run = runner({ ...world, propose: () => Promise.reject(lost) });
    await expect(run('settle-1')).rejects.toBe(lost);
    expect(await waits('settle-1')).toBe(true);
    await runner(world)('settle-1');
    expect(settlement()?.state).toBe(settle ? 'failed' : 'settled');
  });
});

describe('other errands', () => {
  test('give back a lot that found no buyer', async () => {
    await runner()('give-back-2');
    expect(done).toEqual(['gave back 2']);
    expect(await count('give-back', 'done')).toBe(1);
  });

  test('reply to a bidder once, with the words of the book', async () => {
    const [replied] = (await outbox().waiting()).filter(({ kind }) => kind === 'reply');
    const run = runner();
    await run(replied?.id ?? '');
    await run(replied?.id ?? '');
    expect(done).toEqual(['replied to ada (3): You lead at 1 ETH.']);
  });

  test('note what X had no room for, and do not try it again', async () => {
    const [replied] = (await outbox().waiting()).filter(({ kind }) => kind === 'reply');
    await runner({ reply: async () => ({ kind: 'not-sent', why: 'no room' }) })(replied?.id ?? '');
    expect(await waits(replied?.id ?? '')).toBe(false);
    expect(await count('reply', 'not-sent')).toBe(1);
  });

  test('keep a reply while X is away, and close it when X refuses', async () => {
    const [replied] = (await outbox().waiting()).filter(({ kind }) => kind === 'reply');
    const id = replied?.id ?? '';
    const gone = new SothebaisError('X_FAILED', 'X is away.');
    await expect(runner({ reply: () => Promise.reject(gone) })(id)).rejects.toBe(gone);
    expect(await waits(id)).toBe(true);
    const refused = new SothebaisError('X_REFUSED', 'X said no.');
    await runner({ reply: () => Promise.reject(refused) })(id);
    expect(await count('reply', 'failed')).toBe(1);
  });

  test('are given up after so many tries that they are stale, and kept to be tried again', async () => {
    const [replied] = (await outbox().waiting()).filter(({ kind }) => kind === 'reply');
    const id = replied?.id ?? '';
    const gone = new SothebaisError('X_FAILED', 'X is away.');
    const run = runner({ reply: () => Promise.reject(gone) });
    for (let tries = 1; tries < 8; tries += 1) await expect(run(id)).rejects.toBe(gone);
    await run(id);
    expect(await outbox().failed()).toEqual([
      {
        errand: replied,
        sequence: expect.any(Number) as number,
        failures: 8,
        why: 'X is away.',
        at: at(200),
      },
    ]);
    await outbox().retry(id, at(300));
    await runner()(id);
    expect(done).toEqual(['replied to ada (3): You lead at 1 ETH.']);
  });

  test('answer words with what the host says, or not at all', async () => {
    const id = (await outbox().waiting()).find(({ kind }) => kind === 'answer')?.id ?? '';
    await runner()(id);
    expect(done).toEqual(['replied to eve (3): Good evening.']);
    await evening.play('200 @eve hello again');
    const next = (await outbox().waiting()).find(({ kind }) => kind === 'answer')?.id ?? '';
    await runner({ answer: async () => undefined })(next);
    expect(await count('answer', 'silent')).toBe(1);
    expect(done).toHaveLength(1);
  });

  test('that nobody knows are nothing', async () => {
    await runner()('settle-99');
    expect([done, sales]).toEqual([[], []]);
  });
});
