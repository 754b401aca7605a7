import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChainSource } from '../../adapters/chain/chain-source.js';
import { hearChain, toldOfChain } from '../../app/hear-chain.js';
import { openFloor, type Floor } from '../../app/run-floor.js';
import type { Address, Hash, Instant, LotId, Wei } from '../../domain/ids.js';
import { replay } from '../../domain/replay.js';
import type { Closeable } from '../../ports/closeable.js';
import { aDesk, anEntry, anOpening } from '../../testing/builders.js';
import { createFakeBook, type Book } from '../../testing/fake-ledger.js';
import { eth, startTrialChain, type TrialChain } from './testing/trial-chain.js';

const LOT = '1' as LotId;
const opening = anOpening({
  depositRequired: true,
  premiumBps: 0,
  catalogue: [anEntry(1, { durationMs: 3_600_000 })],
});

let trial: TrialChain;
let book: Book;
let house: { readonly floor: Floor; readonly watching: Closeable };
let heard: string[];
const clock = { now: () => Date.now() as Instant };

beforeEach(async () => {
  [book, heard] = [createFakeBook(), []];
  trial = await startTrialChain({ lots: 1, bidders: 2 });
  house = await openHouse();
  // Blocks tell whole seconds: a bid of this one was placed before it began.
  const at = (clock.now() - 1_000) as Instant;
  await house.floor.run({ kind: 'move', move: { kind: 'open-auction', at, opening } });
  const open = { kind: 'open-lot', lotId: LOT, at, desk: aDesk() } as const;
  await house.floor.run({ kind: 'move', move: open });
});
afterEach(async () => {
  await house.watching.close();
  await trial.dispose();
});

/** A house that hears of the chain alone, on the book of the one before it. */
async function openHouse() {
  const floor = await openFloor({
    ...{ auctionId: opening.id, ledger: book.ledger, reserves: new Map(), clock },
    hostHandle: 'aurelia',
    checksum: (wallet) => wallet,
    onCommit: () => undefined,
  });
  const source = createChainSource({
    ...trial.chain,
    pollMs: 20,
    onTrouble: (trouble) => heard.push(trouble.message),
  });
  const entries = await book.ledger.read(opening.id);
  const watching = await source.start(
    async (notice) => {
      heard.push(notice.kind);
      // Through the queue: what cannot be had is no reason to be told again.
      await floor.runAll([{ kind: 'move', move: hearChain(notice, clock.now()) }]);
    },
    toldOfChain(entries.map(({ event }) => event)),
  );
  return { floor, watching };
}

const balanceOf = (address: Address): Wei | undefined =>
  house.floor.auction()?.deposits.get(address)?.balanceWei;
const leaderOf = () => house.floor.auction()?.lots.get(LOT)?.leader;

/** The bytes of a transaction, so that it can be sent again: anvil forgets what it undoes. */
const rawOf = (hash: Hash): Promise<string> =>
  trial.client().request({ method: 'eth_getRawTransactionByHash', params: [hash] } as never);
const sendRaw = (raw: string): Promise<Hash> =>
  trial.client().sendRawTransaction({ serializedTransaction: raw as Hash });
/** Puts as many empty blocks in the place of the last ones. */
const reorganise = (depth: number): Promise<void> =>
  trial.client().request({ method: 'anvil_reorg', params: [depth, []] } as never);

async function expectTrueBook(): Promise<void> {
  expect(replay(await book.ledger.read(opening.id))).toMatchObject({ ok: true });
}

describe('a chain that is reorganised', () => {
  test('takes a deposit back, and with it the lead that it covered; mined again it counts once', async () => {
    const bidder = trial.bidder(0);
    const deposit = await bidder.deposit(null, eth('5'));
    const raw = await rawOf(deposit);
    await expect.poll(() => balanceOf(bidder.address)).toBe(eth('5'));
    await bidder.bid(LOT, eth('2'), 0n as Wei);
    await expect.poll(() => leaderOf()?.amountWei).toBe(eth('2'));

    await reorganise(2);
    await expect.poll(() => balanceOf(bidder.address)).toBe(0n);
    expect(leaderOf()).toBeUndefined();

    await sendRaw(raw);
    await expect.poll(() => balanceOf(bidder.address)).toBe(eth('5'));
    await trial.client().mine({ blocks: 2 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(balanceOf(bidder.address)).toBe(eth('5'));
    await expectTrueBook();
  });

  test('gives the lead back to whom it belongs where a bid is undone', async () => {
    const [first, second] = [trial.bidder(0), trial.bidder(1)];
    await first.bid(LOT, eth('1'), eth('5'));
    await second.deposit(null, eth('5'));
    await second.bid(LOT, eth('2'), 0n as Wei);
    await expect.poll(() => leaderOf()?.amountWei).toBe(eth('2'));

    await reorganise(1);
    await expect.poll(() => leaderOf()?.amountWei).toBe(eth('1'));
    expect(balanceOf(second.address)).toBe(eth('5'));
    await expectTrueBook();
  });

  test('changes nothing where all is mined again at once', async () => {
    const bidder = trial.bidder(0);
    const deposit = await bidder.deposit(null, eth('5'));
    const raw = await rawOf(deposit);
    await expect.poll(() => heard).toEqual(['deposit']);
    await trial.client().request({ method: 'anvil_reorg', params: [1, [[raw, 0]]] } as never);
    await trial.client().mine({ blocks: 1 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual(['deposit']);
    expect(balanceOf(bidder.address)).toBe(eth('5'));
  });

  test('is seen through by a house that was away meanwhile', async () => {
    const bidder = trial.bidder(0);
    const raw = await rawOf(await bidder.deposit(null, eth('5')));
    await expect.poll(() => balanceOf(bidder.address)).toBe(eth('5'));

    await house.watching.close();
    await reorganise(1);
    await mineLater();
    house = await openHouse();
    await expect.poll(() => balanceOf(bidder.address)).toBe(0n);

    await house.watching.close();
    await sendRaw(raw);
    house = await openHouse();
    await expect.poll(() => balanceOf(bidder.address)).toBe(eth('5'));
    expect(heard).toEqual(['deposit', 'reverted', 'deposit']);
    await expectTrueBook();
  });
});

/** A block whose time is past all that the house has written. */
async function mineLater(): Promise<void> {
  await trial.client().setNextBlockTimestamp({
    timestamp: BigInt(Math.ceil(Date.now() / 1000) + 2),
  });
  await trial.client().mine({ blocks: 1 });
}
