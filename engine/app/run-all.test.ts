import { describe, expect, test } from 'vitest';
import type { Offer } from '../domain/events.js';
import type { BidId, DeskId, LotId, XUserId } from '../domain/ids.js';
import { SothebaisError } from '../domain/errors.js';
import type { Post } from '../domain/post.js';
import type { Ledger } from '../ports/ledger.js';
import type { FloorTurn } from '../ports/queues.js';
import { anOffer, anOpening, at, eth } from '../testing/builders.js';
import { createFakeBook } from '../testing/fake-ledger.js';
import { openFloor, type Committed } from './run-floor.js';

const opening = anOpening();
const LOT = '1' as LotId;

/** A floor whose first lot is open, over a ledger that does as the test says. */
async function openRoom(change: (ledger: Ledger) => Partial<Ledger> = () => ({})) {
  const book = createFakeBook();
  const { ledger } = book;
  const told: Committed[] = [];
  let isReady = false;
  const open = () =>
    openFloor({
      auctionId: opening.id,
      ledger: { ...ledger, ...(isReady ? change(ledger) : {}) },
      ...{ reserves: new Map(), clock: { now: () => at(16) }, hostHandle: 'aurelia' },
      checksum: (wallet) => wallet,
      onCommit: (committed) => told.push(committed),
    });
  const prelude = await open();
  await prelude.runAll([
    { kind: 'move', move: { kind: 'open-auction', at: at(0), opening } },
    ...['1', '2'].flatMap((user): FloorTurn[] => [claimOf(user), depositOf(user)]),
    move({ kind: 'tick', at: at(10) }),
    move({ kind: 'tick', at: at(15) }),
  ]);
  isReady = true;
  told.length = 0;
  const floor = await open();
  const kinds = async () => (await ledger.read(opening.id)).map(({ event }) => event.kind);
  return { floor, open, ledger, outbox: book.outbox(opening.id), told, kinds };
}

type MoveOf = Extract<FloorTurn, { kind: 'move' }>['move'];
const move = (asked: MoveOf): FloorTurn => ({ kind: 'move', move: asked });
const wallet = (user: string) => `0x${user.padStart(40, '0')}` as const;
const claimOf = (user: string): FloorTurn =>
  move({
    ...{ kind: 'claim-wallet', at: at(1), sourceId: `post-claim-${user}`, handle: `user${user}` },
    ...{ xUserId: user as XUserId, address: wallet(user) },
  });
const depositOf = (user: string): FloorTurn =>
  move({
    ...{
      kind: 'credit-deposit',
      at: at(2),
      sourceId: `chain-0xd${user}-0`,
      amountWei: eth('1'),
    },
    ...{ xUserId: user as XUserId, address: wallet(user) },
  });
const bid = (id: string, user: string, amount: string, over: Partial<Offer> = {}): FloorTurn => {
  const offer = anOffer({
    ...{ id: id as BidId, xUserId: user as XUserId, amount, handle: `user${user}` },
    ...{ placedAt: at(16), receivedAt: at(16), ...over },
  });
  return move({ kind: 'offer', at: at(16), offer });
};
const post = (id: string, user: string, text: string): FloorTurn => {
  const times = { placedAt: at(16), receivedAt: at(16) };
  const said = {
    source: 'post',
    id,
    authorId: user as XUserId,
    handle: `user${user}`,
    text,
  } as const;
  return { kind: 'post', post: { ...said, ...times } satisfies Post };
};
const impossible = move({
  ...{ kind: 'void-bid', at: at(16), lotId: LOT, bidId: 'post-none' as BidId },
  desk: { id: 'desk-1' as DeskId, by: 'olga', why: '' },
});

describe('a batch of turns', () => {
  test('is one commit, told once, with what each turn came to', async () => {
    const room = await openRoom();
    const outcomes = await room.floor.runAll([
      post('1', '1', 'bid 1 ETH'),
      post('2', '2', 'bid 1.1 ETH'),
      post('3', '2', 'what a piece'),
      post('4', '1', 'bid 1.1 ETH'),
    ]);
    const kinds = outcomes.map((outcome) =>
      outcome.kind === 'committed' ? outcome.events.map(({ kind }) => kind) : outcome.kind,
    );
    expect(kinds).toEqual([['bid-accepted'], ['bid-accepted'], [], ['bid-refused']]);
    expect(room.told).toHaveLength(1);
    expect(room.told[0]?.events).toEqual(
      outcomes.flatMap((outcome) => (outcome.kind === 'committed' ? outcome.events : [])),
    );
    expect(room.told[0]?.auction).toBe(room.floor.auction());
    expect(room.told[0]?.auction.lots.get(LOT)).toMatchObject({ accepted: 2, refused: 1 });
    expect(room.told[0]?.errands).toEqual(await room.outbox.waiting());
  });

  test('rules on each turn as the one before left the lot', async () => {
    const room = await openRoom();
    await room.floor.runAll([bid('post-1', '1', '1'), bid('post-2', '2', '1')]);
    const ruled = (await room.ledger.read(opening.id)).slice(-2).map(({ event }) => event);
    expect(ruled).toMatchObject([{ kind: 'bid-accepted' }, { why: 'BELOW_ASK' }]);
  });

  test('ties each errand to the event that it follows from', async () => {
    const owed: [string, string | undefined][] = [];
    const room = await openRoom((ledger) => ({
      append: async (id, batch, after) => {
        for (const { errand, sequence } of batch.errands) {
          const caused = sequence === null ? undefined : batch.events[sequence - after - 1];
          owed.push([errand.id, caused?.event.kind]);
        }
        return ledger.append(id, batch, after);
      },
    }));
    await room.floor.runAll([
      post('1', '1', 'bid 1 ETH'),
      post('2', '2', 'hello'),
      post('3', '2', 'bid 1 ETH'),
    ]);
    expect(owed).toEqual([
      ['reply-post-1', 'bid-accepted'],
      ['answer-post-2', undefined],
      ['reply-post-3', 'bid-refused'],
    ]);
  });

  test.each([
    ['a post', post('1', '1', 'bid 1 ETH')],
    ['words that are no bid', post('2', '1', 'hello')],
    ['a move', bid('chain-1', '1', '1')],
  ])('rules once on %s that comes twice in it', async (_name, turn) => {
    const room = await openRoom();
    const outcomes = await room.floor.runAll([turn, turn]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['committed', 'nothing']);
    expect(await room.floor.runAll([turn])).toEqual([{ kind: 'nothing' }]);
  });

  test('asks its book once, however many they are', async () => {
    let asked = 0;
    const room = await openRoom((ledger) => ({
      known: async (...args) => ((asked += 1), ledger.known(...args)),
    }));
    asked = 0;
    await room.floor.runAll([post('1', '1', 'bid 1 ETH'), bid('chain-1', '2', '1.1'), impossible]);
    expect(asked).toBe(1);
  });

  test('goes on beside a turn that cannot be had', async () => {
    const room = await openRoom();
    const outcomes = await room.floor.runAll([
      bid('post-1', '1', '1'),
      impossible,
      bid('post-2', '2', '2'),
    ]);
    expect(outcomes).toMatchObject([
      { kind: 'committed' },
      { kind: 'failed', failure: { code: 'BID_UNKNOWN' } },
      { kind: 'committed' },
    ]);
    expect((await room.kinds()).slice(-2)).toEqual(['bid-accepted', 'bid-accepted']);
  });
});

describe('a batch that the book does not take', () => {
  const full = new SothebaisError('BOOK_UNWRITABLE', 'The disk is full.');

  test('counts for nothing, is told to nobody, and goes through once it is taken', async () => {
    let fails = 2;
    const room = await openRoom((ledger) => ({
      append: (...args) => (fails-- > 0 ? Promise.reject(full) : ledger.append(...args)),
    }));
    const before = room.floor.auction();
    const turns = [bid('post-1', '1', '1'), bid('post-2', '2', '1.1')];
    for (let n = 0; n < 2; n += 1) {
      await expect(room.floor.runAll(turns)).rejects.toBe(full);
      expect(room.floor.auction()?.sequence).toBe(before?.sequence);
      expect(room.floor.auction()?.lots.get(LOT)?.accepted).toBe(0);
    }
    expect(room.told).toEqual([]);
    await room.floor.runAll(turns);
    expect(room.floor.auction()?.lots.get(LOT)?.accepted).toBe(2);
    expect(room.told).toHaveLength(1);
  });

  test('is told apart, where one of its turns is what the book does not take', async () => {
    const room = await openRoom((ledger) => ({
      append: async (id, batch, after) => {
        if (batch.events.some(({ cause }) => cause === 'post-2')) throw new Error('never');
        return ledger.append(id, batch, after);
      },
    }));
    const turns = [bid('post-1', '1', '1'), bid('post-2', '2', '1.1'), bid('post-3', '2', '1.1')];
    expect((await room.floor.runAll(turns)).map(({ kind }) => kind)).toEqual([
      'committed',
      'failed',
      'committed',
    ]);
    expect(room.floor.auction()?.lots.get(LOT)?.accepted).toBe(2);
    const again = await room.open();
    expect(again.auction()?.lots.get(LOT)).toEqual(room.floor.auction()?.lots.get(LOT));
  });

  test('is ruled on anew where another writer came between', async () => {
    const room = await openRoom();
    const event = { kind: 'book-sealed', at: at(16) } as const;
    const { length } = await room.kinds();
    const batch = { events: [{ event, cause: 'house' }], errands: [], heard: [] };
    await room.ledger.append(opening.id, batch, length);
    const turns = [bid('post-1', '1', '1'), bid('post-2', '2', '1.1')];
    await expect(room.floor.runAll(turns)).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    expect(room.floor.auction()?.sequence).toBe(length + 1);
    await room.floor.runAll(turns);
    expect((await room.kinds()).slice(-3)).toEqual(['book-sealed', 'bid-accepted', 'bid-accepted']);
  });
});

test('batches that are asked for at once are ruled on one after the other', async () => {
  const room = await openRoom();
  const outcomes = await Promise.all([
    room.floor.runAll([bid('post-1', '1', '1')]),
    room.floor.runAll([bid('post-1', '1', '1'), bid('post-2', '2', '1.1')]),
    room.floor.run(bid('post-3', '1', '1.2')),
  ]);
  expect(outcomes).toMatchObject([
    [{ kind: 'committed' }],
    [{ kind: 'nothing' }, { kind: 'committed' }],
    { events: [{ kind: 'bid-accepted' }] },
  ]);
  expect(room.told).toHaveLength(3);
});
