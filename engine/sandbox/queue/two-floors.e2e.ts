import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { openFloorQueue } from '../../adapters/queue/floor-queue.js';
import { startFloorWorker } from '../../adapters/queue/floor-worker.js';
import { openFloor, type Floor } from '../../app/run-floor.js';
import type { AuctionId, BidId, DeskId, LotId, Paddle, Wei, XUserId } from '../../domain/ids.js';
import { formatEth } from '../../domain/money.js';
import type { Move } from '../../domain/moves.js';
import { replay } from '../../domain/replay.js';
import type { Ledger } from '../../ports/ledger.js';
import { address, anOpening, eth } from '../../testing/builders.js';
import { clock, openRedisBench, type RedisBench } from './redis-bench.js';

let bench: RedisBench;
let troubles: unknown[];
beforeEach(async () => {
  troubles = [];
  bench = await openRedisBench();
});
afterEach(() => bench.close());

/** A floor with its queue and its worker, on a book and a Redis that others may use too. */
interface Saleroom {
  readonly id: AuctionId;
  readonly ledger: Ledger;
  readonly floor: Floor;
  readonly propose: (move: Move, id: string) => Promise<void>;
}

function openBook(name: string): Ledger {
  const database = openDatabase(join(bench.dir, name));
  bench.keep({ close: async () => database.close() });
  return createLedger(database.db);
}

async function openSaleroom(name: string, ledger: Ledger, prefix: string): Promise<Saleroom> {
  const id = name as AuctionId;
  const onTrouble = (cause: unknown) => void troubles.push(cause);
  const floor = await openFloor({
    ...{ auctionId: id, ledger, reserves: new Map(), clock, hostHandle: 'aurelia' },
    ...{ checksum: (wallet) => wallet, onCommit: () => undefined },
  });
  const connection = bench.connection();
  const queue = bench.keep(openFloorQueue(id, connection, clock, onTrouble, prefix));
  bench.keep(
    startFloorWorker({
      ...{ auctionId: id, connection, floor, onTrouble, prefix },
      afterTurn: () => undefined,
    }),
  );
  const propose = (move: Move, moveId: string) => queue.add({ kind: 'move', move }, moveId);
  return { id, ledger, floor, propose };
}

const BIDDERS = 4;
const LOT = '1' as LotId;

/** Opens the auction and its first lot, and seats four bidders. */
async function open({ id, floor, propose }: Saleroom): Promise<void> {
  const at = clock.now();
  await propose({ kind: 'open-auction', at, opening: anOpening({ id }) }, 'open');
  for (let n = 1; n <= BIDDERS; n += 1) {
    const from = { at, address: address(n), xUserId: String(n) as XUserId };
    const claim = {
      kind: 'claim-wallet',
      ...from,
      handle: `b${n}`,
      sourceId: `post-${n}`,
    } as const;
    await propose(claim, `claim-${n}`);
    const deposit = { ...from, sourceId: `chain-${n}`, amountWei: eth('100') };
    await propose({ kind: 'credit-deposit', ...deposit }, `deposit-${n}`);
  }
  const desk = { id: 'desk-open-1' as DeskId, by: 'olga', why: '' };
  await propose({ kind: 'open-lot', at, lotId: LOT, desk }, 'open-1');
  await vi.waitFor(() => expect(floor.auction()?.lots.get(LOT)?.phase).toBe('open'), 20_000);
}

/** A bid of paddle 101 to 104 in turn, each a step above the last. */
function bid(n: number): Move {
  const at = clock.now();
  const amount = formatEth((eth('1') + BigInt(n) * eth('0.1')) as Wei);
  const paddle = String(101 + (n % BIDDERS)) as Paddle;
  const offer = {
    id: `post-bid-${n}` as BidId,
    source: 'post',
    amount,
    lotId: LOT,
    paddle,
  } as const;
  return { kind: 'offer', at, offer: { ...offer, placedAt: at, receivedAt: at } };
}

/** Holds a book against the rules, and tells how many bids it took and who leads. */
async function outcomeOf({ id, ledger, floor }: Saleroom) {
  const entries = await ledger.read(id);
  const replayed = replay(entries);
  expect(replayed).toMatchObject({ ok: true });
  const lot = floor.auction()?.lots.get(LOT);
  const bids = entries.filter(({ event }) => event.kind === 'bid-accepted').length;
  return { bids, refused: lot?.refused, leader: lot?.leader?.paddle, priceWei: lot?.priceWei };
}

test('two auctions at once in one book and one Redis end in two right books', async () => {
  const ledger = openBook('book.sqlite');
  const north = await openSaleroom('north', ledger, 'sothebais-one');
  const south = await openSaleroom('south', ledger, 'sothebais-one');
  await Promise.all([open(north), open(south)]);

  // The same ids in both: what one floor has heard is nothing to the other.
  for (let n = 0; n < 200; n += 1) {
    await Promise.all([
      north.propose(bid(n), `bid-${n}`),
      ...(n < 120 ? [south.propose(bid(n), `bid-${n}`)] : []),
    ]);
  }
  await vi.waitFor(() => {
    expect(north.floor.auction()?.lots.get(LOT)?.accepted).toBe(200);
    expect(south.floor.auction()?.lots.get(LOT)?.accepted).toBe(120);
  }, 20_000);
  expect(await outcomeOf(north)).toEqual({
    ...{ bids: 200, refused: 0, leader: '104', priceWei: eth('20.9') },
  });
  expect(await outcomeOf(south)).toEqual({
    ...{ bids: 120, refused: 0, leader: '104', priceWei: eth('12.9') },
  });
  expect(await ledger.auctions()).toHaveLength(2);
  expect(troubles).toEqual([]);
});

test('two houses with one auction id and one Redis do not hear each other', async () => {
  const here = await openSaleroom('evening', openBook('here.sqlite'), 'sothebais-here');
  const there = await openSaleroom('evening', openBook('there.sqlite'), 'sothebais-there');
  await Promise.all([open(here), open(there)]);
  for (let n = 0; n < 50; n += 1) await here.propose(bid(n), `bid-${n}`);
  await vi.waitFor(() => {
    expect(here.floor.auction()?.lots.get(LOT)?.accepted).toBe(50);
  }, 20_000);
  expect(await outcomeOf(here)).toMatchObject({ bids: 50, refused: 0 });
  expect(await outcomeOf(there)).toMatchObject({ bids: 0, refused: 0 });
  expect(troubles).toEqual([]);
});
