import fc from 'fast-check';
import { encodeFunctionData, type Hex } from 'viem';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staleArtifacts } from '../../../config/tools/compile-contracts.js';
import { closeEscrow } from '../../adapters/chain/house-escrow.js';
import type { Address, LotId, Wei } from '../../domain/ids.js';
import { call, createEscrowBench } from './testing/escrow-bench.js';
import { eth, startTrialChain, type TrialChain } from './testing/trial-chain.js';

let trial: TrialChain;
let bench: ReturnType<typeof createEscrowBench>;
const WEEK_S = 7 * 24 * 60 * 60;
const ELSEWHERE: Address = '0x00000000000000000000000000000000000e15e0';

beforeEach(async () => {
  trial = await startTrialChain({ lots: 2, bidders: 3 });
  bench = createEscrowBench(trial);
});
afterEach(() => trial.dispose());

const house = () => trial.chain.houseKey;
const bidderKey = (index: number): Hex => trial.chain.bidderKeys[index] ?? '0x';
const balance = (address: Address) => trial.client().getBalance({ address });
const withdrawal = (to: Address) => call('withdraw', [to]);
const close = () => bench.escrowCall(house(), call('closeAuction', []));

const refusal = (reason: string) => ({
  code: 'CHAIN_REFUSED',
  message: expect.stringContaining(reason) as string,
});

test('the artifacts are what the sources compile to', () => {
  expect(staleArtifacts()).toEqual([]);
});

describe('withdraw', () => {
  test('is locked while the auction runs and pays once the house closes it', async () => {
    await trial.bidder(0).deposit(null, eth('2'));
    const attempt = () => bench.escrowCall(bidderKey(0), withdrawal(ELSEWHERE));
    await expect(attempt()).rejects.toMatchObject(refusal('DepositsLocked'));
    const owner = trial.signer(house());
    await closeEscrow(owner, trial.chain.rpcUrl, trial.chain.escrow);
    await closeEscrow(owner, trial.chain.rpcUrl, trial.chain.escrow);
    await attempt();
    expect(await balance(ELSEWHERE)).toBe(eth('2'));
    expect(await balance(trial.chain.escrow)).toBe(0n);
    await expect(attempt()).rejects.toMatchObject(refusal('NothingToWithdraw'));
  });

  test('opens at the deadline without the house, and not a second before', async () => {
    await trial.bidder(0).deposit(null, eth('2'));
    const deadline = Number(await bench.read('deadline', []));
    await trial.client().setNextBlockTimestamp({ timestamp: BigInt(deadline - 1) });
    await trial.client().mine({ blocks: 1 });
    expect(await bench.read('closed', [])).toBe(false);
    await trial.client().setNextBlockTimestamp({ timestamp: BigInt(deadline) });
    await trial.client().mine({ blocks: 1 });
    expect(await bench.read('closed', [])).toBe(true);
    await bench.escrowCall(bidderKey(0), withdrawal(ELSEWHERE));
    expect(await balance(ELSEWHERE)).toBe(eth('2'));
  });

  test('keeps the deposit of one whose address refuses ether, for another address', async () => {
    const party = await bench.deployParty('refuse');
    await party.act(trial.chain.escrow, call('deposit', [0n]), eth('1'));
    await close();
    const attempt = (to: Address) => party.act(trial.chain.escrow, withdrawal(to));
    await expect(attempt(party.address)).rejects.toMatchObject(refusal('WithdrawalRefused'));
    await attempt(ELSEWHERE);
    expect(await balance(ELSEWHERE)).toBe(eth('1'));
  });

  test('pays one who comes back for more only once', async () => {
    const party = await bench.deployParty('come back', withdrawal(ELSEWHERE));
    await party.act(trial.chain.escrow, call('deposit', [0n]), eth('1'));
    await trial.bidder(0).deposit(null, eth('5'));
    await close();
    await party.act(trial.chain.escrow, withdrawal(party.address));
    expect(await balance(party.address)).toBe(eth('1'));
    expect(await balance(trial.chain.escrow)).toBe(eth('5'));
  });
});

describe('a closed auction', () => {
  test('takes no deposit, no bid and no lot', async () => {
    await close();
    const closed = refusal('AuctionIsClosed');
    await expect(trial.bidder(0).deposit(null, eth('1'))).rejects.toMatchObject(closed);
    await expect(trial.bidder(0).bid('1' as LotId, eth('1'), 0n as Wei)).rejects.toMatchObject(
      closed,
    );
    const consign = call('consign', [9n, trial.chain.token, 9n]);
    await expect(bench.escrowCall(house(), consign)).rejects.toMatchObject(closed);
    await expect(close()).rejects.toMatchObject(closed);
  });
});

describe('the house alone', () => {
  test('settles, closes and gives back while the auction runs', async () => {
    const stranger = bidderKey(0);
    const notHouse = refusal('NotTheHouse');
    const settle = call('settle', [1n, trial.bidder(0).address, 0n, 0n]);
    await expect(bench.escrowCall(stranger, settle)).rejects.toMatchObject(notHouse);
    const closing = call('closeAuction', []);
    await expect(bench.escrowCall(stranger, closing)).rejects.toMatchObject(notHouse);
    const giveBack = call('giveBack', [1n]);
    await expect(bench.escrowCall(stranger, giveBack)).rejects.toMatchObject(
      refusal('NotTheConsignor'),
    );
  });

  test('cannot keep a token: its consignor takes it back after the close', async () => {
    const party = await consigningParty('accept', 50n);
    const giveBack = call('giveBack', [50n]);
    const takeBack = () => party.act(trial.chain.escrow, giveBack);
    await expect(takeBack()).rejects.toMatchObject(refusal('NotTheHouse'));
    await trial.client().increaseTime({ seconds: WEEK_S + 1 });
    await trial.client().mine({ blocks: 1 });
    await takeBack();
    expect(await ownerOf(50n)).toBe(party.address);
  });
});

describe('a consignor', () => {
  test.each(['refuse', 'burn all gas', 'flood'] as const)(
    'who answers payment with %s is not in the way of the sale',
    async (manner) => {
      const party = await consigningParty(manner, 50n);
      await trial.bidder(0).deposit(null, eth('3'));
      const settle = call('settle', [50n, trial.bidder(0).address, eth('2'), eth('0.2')]);
      const { gasUsed } = await bench.escrowCall(house(), settle);
      expect(gasUsed).toBeLessThan(300_000n);
      expect(await ownerOf(50n)).toBe(trial.bidder(0).address);
      expect(await balance(trial.chain.treasury)).toBe(eth('0.2'));
      const paid = (await balance(party.address)) === eth('2');
      expect(await bench.read('credits', [party.address])).toBe(paid ? 0n : eth('2'));
      // Flooding with words is a way to say yes.
      expect(paid).toBe(manner === 'flood');
      if (paid) return;
      // His credit is his at once, and open to no one else's doing.
      await party.act(trial.chain.escrow, withdrawal(ELSEWHERE));
      expect(await balance(ELSEWHERE)).toBe(eth('2'));
      expect(await balance(trial.chain.escrow)).toBe(eth('0.8'));
    },
  );

  test('who comes back while he is paid gets nothing by it', async () => {
    const party = await consigningParty('come back', 50n, call('giveBack', [50n]));
    await trial.bidder(0).deposit(null, eth('3'));
    const settle = call('settle', [50n, trial.bidder(0).address, eth('2'), 0n]);
    await bench.escrowCall(house(), settle);
    const gotThrough = await trial.client().readContract({
      ...party,
      functionName: 'gotThrough',
    });
    expect(gotThrough).toBe(false);
    expect(await ownerOf(50n)).toBe(trial.bidder(0).address);
    expect(await balance(trial.chain.escrow)).toBe(eth('1'));
  });

  test('cannot take a lot number that is taken', async () => {
    const attempt = consigningParty('accept', 50n, '0x', 1n);
    await expect(attempt).rejects.toMatchObject(refusal('LotTaken(1)'));
  });

  test('whose token lies about moving gets no money for it', async () => {
    const lying = await bench.deployLyingToken();
    const party = await bench.deployParty('accept');
    const of = (functionName: string, args: readonly unknown[]) =>
      encodeFunctionData({ abi: lying.abi, functionName, args });
    await bench.send(house(), lying.address, of('mint', [party.address, 7n]));
    await party.act(trial.chain.escrow, call('consign', [70n, lying.address, 7n]));
    await bench.send(house(), lying.address, of('stick', []));
    await trial.bidder(0).deposit(null, eth('1'));
    const settle = call('settle', [70n, trial.bidder(0).address, eth('1'), 0n]);
    await expect(bench.escrowCall(house(), settle)).rejects.toMatchObject(refusal('TokenNotMoved'));
    expect(await bench.read('deposits', [trial.bidder(0).address])).toBe(eth('1'));
  });

  test('is paid at once however little gas the house gives', async () => {
    await trial.bidder(0).deposit(null, eth('1'));
    const data = call('settle', [1n, trial.bidder(0).address, eth('1'), 0n]);
    const { address } = trial.chain.consignor;
    const before = await balance(address);
    let settled = 0;
    for (let gas = 100_000n; gas <= 260_000n; gas += 8_000n) {
      const id = await trial.client().snapshot();
      if (await sendWithGas(data, gas)) {
        settled += 1;
        expect(await balance(address)).toBe(before + eth('1'));
      }
      await trial.client().revert({ id });
    }
    expect(settled).toBeGreaterThan(0);
    expect(settled).toBeLessThan(21);
  });
});

describe('a winner', () => {
  test('who consigns what he won cannot have it taken under its old number', async () => {
    await trial.bidder(0).deposit(null, eth('1'));
    const settle = (lot: bigint) =>
      bench.escrowCall(house(), call('settle', [lot, trial.bidder(0).address, 1n, 0n]));
    await settle(1n);
    await bench.send(bidderKey(0), trial.chain.token, bench.approval(1n));
    await bench.escrowCall(bidderKey(0), call('consign', [60n, trial.chain.token, 1n]));
    await expect(settle(1n)).rejects.toMatchObject(refusal('LotSettled(1)'));
    await settle(60n);
  });

  test('who cannot answer for a token owns it all the same', async () => {
    const party = await bench.deployParty('refuse');
    await party.act(trial.chain.escrow, call('deposit', [0n]), eth('1'));
    await bench.escrowCall(house(), call('settle', [1n, party.address, eth('1'), 0n]));
    expect(await ownerOf(1n)).toBe(party.address);
  });
});

describe('the money in the escrow', () => {
  test('is the sum of deposits and credits, whatever is done in whatever order', async () => {
    const awkward = await consigningParty('refuse', 50n);
    const bidders = [0, 1, 2].map((index) => trial.bidder(index).address);
    const { consignor, treasury, escrow } = trial.chain;
    // Enough for a sale or two each, so that some sales fail for want of money.
    for (const index of [0, 1, 2]) await trial.bidder(index).deposit(null, 1_500_000n as Wei);
    const accounts = [...bidders, awkward.address, consignor.address, treasury];
    const who = fc.nat({ max: 2 });
    const wei = fc.bigInt({ min: 0n, max: 10n ** 6n });
    const lot = fc.constantFrom(1n, 2n, 50n);
    const step = fc.oneof(
      fc.record({ does: fc.constant('deposit' as const), who, wei }),
      fc.record({ does: fc.constant('bid' as const), who, lot, wei }),
      { weight: 3, arbitrary: fc.record({ does: fc.constant('settle' as const), who, lot, wei }) },
      fc.record({ does: fc.constant('give back' as const), lot }),
      fc.record({ does: fc.constant('withdraw' as const), who }),
      fc.record({ does: fc.constant('withdraw credit' as const) }),
      fc.record({ does: fc.constant('close' as const) }),
    );
    type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

    const take = (s: Step): Promise<unknown> => {
      switch (s.does) {
        case 'deposit':
          return bench.escrowCall(bidderKey(s.who), call('deposit', [0n]), s.wei);
        case 'bid':
          return bench.escrowCall(bidderKey(s.who), call('bid', [s.lot, s.wei]), s.wei);
        case 'settle':
          return bench.escrowCall(
            house(),
            call('settle', [s.lot, bidders[s.who] ?? '0x', s.wei, s.wei / 10n]),
          );
        case 'give back':
          return bench.escrowCall(house(), call('giveBack', [s.lot]));
        case 'withdraw':
          return bench.escrowCall(bidderKey(s.who), withdrawal(ELSEWHERE));
        case 'withdraw credit':
          return awkward.act(escrow, withdrawal(ELSEWHERE));
        case 'close':
          return close();
      }
    };
    const owed = async () => {
      const sums = await Promise.all(
        accounts.flatMap((a) => [bench.read('deposits', [a]), bench.read('credits', [a])]),
      );
      return sums.reduce<bigint>((sum, part) => sum + (part as bigint), 0n);
    };
    const done = new Set<string>();
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 20 }),
      async (steps) => {
        const id = await trial.client().snapshot();
        for (const each of steps) {
          const refused: unknown = await take(each).then(
            () => undefined,
            (cause: unknown) => cause,
          );
          if (refused) expect(refused).toMatchObject({ code: 'CHAIN_REFUSED' });
          else done.add(each.does);
          expect(await balance(escrow)).toBe(await owed());
        }
        await trial.client().revert({ id });
      },
    );
    await fc.assert(property, { numRuns: 30, seed: 2026 });
    expect(done.size).toBe(7);
  });
});

async function consigningParty(
  manner: Parameters<typeof bench.deployParty>[0],
  tokenId: bigint,
  answer: Hex = '0x',
  lot = tokenId,
) {
  const party = await bench.deployParty(manner, answer);
  await bench.mint(party.address, tokenId);
  await party.act(trial.chain.token, bench.approval(tokenId));
  await party.act(trial.chain.escrow, call('consign', [lot, trial.chain.token, tokenId]));
  return party;
}

const ownerOf = (tokenId: bigint) =>
  trial.desk().ownerOf({ contract: trial.chain.token, tokenId: String(tokenId) });

/** Sends with exactly this much gas; whether it went through. */
async function sendWithGas(data: Hex, gas: bigint): Promise<boolean> {
  const from = await bench.read('house', []);
  await trial.client().impersonateAccount({ address: from as Address });
  const hash = await trial.client().request({
    method: 'eth_sendTransaction',
    params: [{ from: from as Address, to: trial.chain.escrow, data, gas: `0x${gas.toString(16)}` }],
  } as never);
  const receipt = await trial.client().waitForTransactionReceipt({ hash });
  return receipt.status === 'success';
}
