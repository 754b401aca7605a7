import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChainSource } from '../../adapters/chain/chain-source.js';
import type { SothebaisError } from '../../domain/errors.js';
import type { LotId, Wei, XUserId } from '../../domain/ids.js';
import type { ChainNotice } from '../../ports/chain.js';
import type { Closeable } from '../../ports/closeable.js';
import { eth, startTrialChain, type TrialChain } from './testing/trial-chain.js';

const X_USER = '18446744073709551615' as XUserId;
const LOT = '1' as LotId;

let trial: TrialChain;
let troubles: SothebaisError[];
let watching: Closeable | undefined;

beforeEach(async () => {
  troubles = [];
  trial = await startTrialChain({ lots: 1, bidders: 3 });
});
afterEach(async () => {
  await watching?.close();
  await trial.dispose();
});

async function watch(hear: (notice: ChainNotice) => Promise<void> | void, confirmations = 0n) {
  const source = createChainSource({
    ...trial.chain,
    pollMs: 20,
    confirmations,
    onTrouble: (cause) => troubles.push(cause),
  });
  watching = await source.start(async (notice) => hear(notice), []);
}

const heardBy = (notices: readonly ChainNotice[]) =>
  notices.map((notice) =>
    notice.kind === 'reverted'
      ? `undone ${notice.undoes.id}`
      : `${notice.kind} ${notice.amountWei}`,
  );

const records = (notices: readonly ChainNotice[]) =>
  notices.filter((notice) => notice.kind !== 'reverted');

describe('the watch on the escrow', () => {
  test('tells deposits and bids in the order of the chain, with the time of the block', async () => {
    const bidder = trial.bidder(0);
    const notices: ChainNotice[] = [];
    const earliest = Math.floor(Date.now() / 1000) * 1000;
    const deposit = await bidder.deposit(X_USER, eth('2'));
    await watch((notice) => void notices.push(notice));
    const bid = await bidder.bid(LOT, eth('1.5'), eth('0.25'));
    await expect.poll(() => notices).toHaveLength(3);

    const { address } = bidder;
    expect(notices).toMatchObject([
      { kind: 'deposit', address, xUserId: X_USER, amountWei: eth('2') },
      { kind: 'deposit', address, xUserId: null, amountWei: eth('0.25') },
      { kind: 'bid', address, lotId: LOT, amountWei: eth('1.5') },
    ]);
    expect(notices.map(({ id }) => id)).toEqual([`${deposit}-0`, `${bid}-0`, `${bid}-1`]);
    for (const { at } of records(notices)) {
      expect(at).toBeGreaterThanOrEqual(earliest);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });

  test('leaves no notice out while many come from many wallets', async () => {
    const notices: ChainNotice[] = [];
    await watch((notice) => void notices.push(notice));
    await Promise.all(
      [0, 1, 2].map(async (index) => {
        const bidder = trial.bidder(index);
        for (let i = 1; i <= 20; i += 1) await bidder.bid(LOT, BigInt(i) as Wei, 0n as Wei);
      }),
    );
    await expect.poll(() => notices).toHaveLength(60);
    for (const index of [0, 1, 2]) {
      const { address } = trial.bidder(index);
      const own = records(notices).filter((notice) => notice.address === address);
      const amounts = own.map(({ amountWei }) => Number(amountWei));
      expect(amounts).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    }
    expect(troubles).toEqual([]);
  });

  test('tells again what its hearer failed on, before anything else', async () => {
    const notices: ChainNotice[] = [];
    let failures = 2;
    const bidder = trial.bidder(0);
    await bidder.deposit(null, eth('1'));
    await bidder.deposit(null, eth('2'));
    await watch((notice) => {
      if (heardBy([notice])[0] === `deposit ${eth('1')}` && failures-- > 0)
        throw new Error('the floor is away');
      notices.push(notice);
    });
    await expect
      .poll(() => heardBy(notices))
      .toEqual([`deposit ${eth('1')}`, `deposit ${eth('2')}`]);
    expect(troubles).toHaveLength(1);
  });

  test('goes on after the chain was away, without a gap', async () => {
    const notices: ChainNotice[] = [];
    await trial.bidder(0).deposit(null, eth('1'));
    await watch((notice) => void notices.push(notice));
    await expect.poll(() => notices).toHaveLength(1);

    await trial.chain.close();
    await expect.poll(() => troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({ code: 'CHAIN_FAILED', retryable: true });
    await trial.start();
    await trial.bidder(0).deposit(null, eth('2'));
    await expect
      .poll(() => heardBy(notices))
      .toEqual([`deposit ${eth('1')}`, `deposit ${eth('2')}`]);
    expect(troubles).toHaveLength(1);
  });

  test('tells what a chain whose end was replaced has taken back, after what came anew', async () => {
    const notices: ChainNotice[] = [];
    const snapshot = await trial.client().snapshot();
    await watch((notice) => void notices.push(notice));
    const gone = await trial.bidder(0).deposit(null, eth('1'));
    await expect.poll(() => notices).toHaveLength(1);
    await trial.client().revert({ id: snapshot });
    await trial.bidder(1).deposit(null, eth('2'));
    await expect
      .poll(() => heardBy(notices))
      .toEqual([`deposit ${eth('1')}`, `deposit ${eth('2')}`, `undone ${gone}-0`]);
  });

  test('believes a block only with the asked number of blocks on it', async () => {
    const notices: ChainNotice[] = [];
    await watch((notice) => void notices.push(notice), 2n);
    await trial.bidder(0).deposit(null, eth('1'));
    await trial.client().mine({ blocks: 1 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(notices).toEqual([]);
    await trial.client().mine({ blocks: 1 });
    await expect.poll(() => notices).toHaveLength(1);
  });

  test('says so when there is no escrow at the address', async () => {
    trial.chain = { ...trial.chain, escrow: trial.chain.treasury };
    await expect(watch(() => undefined)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('tells nothing after it was closed', async () => {
    const notices: ChainNotice[] = [];
    await watch((notice) => void notices.push(notice));
    await watching?.close();
    await watching?.close();
    await trial.bidder(0).deposit(null, eth('1'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(notices).toEqual([]);
  });
});
