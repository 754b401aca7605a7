import { parseEventLogs } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sothebaisDemoArt } from '../../adapters/chain/contracts/artifacts/sothebais-demo-art.js';
import { sothebaisEscrow } from '../../adapters/chain/contracts/artifacts/sothebais-escrow.js';
import type { LotId, Wei, XUserId } from '../../domain/ids.js';
import { createBidderWallet } from './bidder-wallet.js';
import { eth, startTrialChain, type TrialChain } from './testing/trial-chain.js';

let trial: TrialChain;
const X_USER = '1234567890123456789' as XUserId;

beforeAll(async () => {
  trial = await startTrialChain({ lots: 6, bidders: 4 });
});
afterAll(() => trial.dispose());

const balance = (address: `0x${string}`) => trial.client().getBalance({ address });

const depositOf = (address: `0x${string}`) =>
  trial.client().readContract({
    address: trial.chain.escrow,
    abi: sothebaisEscrow.abi,
    functionName: 'deposits',
    args: [address],
  });

describe('settle', () => {
  test('moves token and money in one transaction', async () => {
    const winner = trial.bidder(0);
    await winner.deposit(X_USER, eth('3'));
    const sale = trial.sale('1', winner, eth('2'), eth('0.2'));
    const { treasury, consignor } = trial.chain;
    const before = [await balance(consignor.address), await balance(treasury)] as const;
    const blockBefore = await trial.client().getBlockNumber();
    expect(await trial.desk().ownerOf(sale.token)).toBe(trial.chain.escrow);

    const { txHash, tokenOwner } = await trial.desk().settle(sale);

    expect(await trial.client().getBlockNumber()).toBe(blockBefore + 1n);
    expect(tokenOwner).toBe(winner.address);
    expect(await trial.desk().ownerOf(sale.token)).toBe(winner.address);
    expect(await balance(consignor.address)).toBe(before[0] + eth('2'));
    expect(await balance(treasury)).toBe(before[1] + eth('0.2'));
    expect(await depositOf(winner.address)).toBe(eth('0.8'));
    expect(await balance(trial.chain.escrow)).toBe(eth('0.8'));

    const { logs, status } = await trial.client().getTransactionReceipt({ hash: txHash });
    expect(status).toBe('success');
    const [settled] = parseEventLogs({ abi: sothebaisEscrow.abi, logs, eventName: 'Settled' });
    expect(settled?.args).toMatchObject({ lot: 1n, winner: winner.address, hammer: eth('2') });
    const [moved] = parseEventLogs({ abi: sothebaisDemoArt.abi, logs, eventName: 'Transfer' });
    expect(moved?.args).toEqual({ from: trial.chain.escrow, to: winner.address, tokenId: 1n });
  });

  test('gives the same answer when the lot is settled already, and pays once', async () => {
    const winner = trial.bidder(0);
    await winner.deposit(null, eth('5'));
    const sale = trial.sale('2', winner, eth('1'), eth('0.1'));
    const first = await trial.desk().settle(sale);
    const left = await depositOf(winner.address);
    expect(await trial.desk().settle(sale)).toEqual(first);
    expect(await depositOf(winner.address)).toBe(left);
  });

  test('pays once when it is asked twice at the same time', async () => {
    const winner = trial.bidder(1);
    await winner.deposit(null, eth('5'));
    const sale = trial.sale('3', winner, eth('1'), eth('0.1'));
    const desk = trial.desk();
    const [first, second] = await Promise.all([desk.settle(sale), desk.settle(sale)]);
    expect(second).toEqual(first);
    expect(await depositOf(winner.address)).toBe(eth('3.9'));
  });

  test('refuses another sale of a settled lot', async () => {
    const sale = trial.sale('3', trial.bidder(2), eth('1'), eth('0.1'));
    await expect(trial.desk().settle(sale)).rejects.toMatchObject({ code: 'CHAIN_REFUSED' });
  });

  test('moves nothing when the deposit is a wei short', async () => {
    const winner = trial.bidder(2);
    await winner.deposit(null, (eth('1.1') - 1n) as Wei);
    const sale = trial.sale('4', winner, eth('1'), eth('0.1'));
    await expect(trial.desk().settle(sale)).rejects.toMatchObject({
      code: 'CHAIN_REFUSED',
      retryable: false,
      message: expect.stringContaining('DepositTooSmall') as string,
    });
    expect(await trial.desk().ownerOf(sale.token)).toBe(trial.chain.escrow);
    expect(await depositOf(winner.address)).toBe(eth('1.1') - 1n);

    await winner.deposit(null, 1n as Wei);
    expect(await trial.desk().settle(sale)).toMatchObject({ tokenOwner: winner.address });
    expect(await depositOf(winner.address)).toBe(0n);
  });

  test('refuses a lot that holds another token than was sold', async () => {
    const winner = trial.bidder(0);
    const sale = trial.sale('5', winner, eth('0.1'), eth('0.01'));
    const wrong = { ...sale, token: { ...sale.token, tokenId: '6' } };
    await expect(trial.desk().settle(wrong)).rejects.toMatchObject({
      code: 'CHAIN_REFUSED',
      message: expect.stringContaining('expected token 6') as string,
    });
  });

  test('refuses a lot nobody consigned', async () => {
    const sale = {
      ...trial.sale('5', trial.bidder(0), 1n as Wei, 0n as Wei),
      lotId: '99' as LotId,
    };
    await expect(trial.desk().settle(sale)).rejects.toMatchObject({
      code: 'CHAIN_REFUSED',
      message: expect.stringContaining('LotNotConsigned(99)') as string,
    });
  });
});

describe('giveBack', () => {
  test('returns an unsold token, twice without harm', async () => {
    const token = trial.sale('6', trial.bidder(0), 1n as Wei, 0n as Wei).token;
    await trial.desk().giveBack('6' as LotId);
    await trial.desk().giveBack('6' as LotId);
    expect(await trial.desk().ownerOf(token)).toBe(trial.chain.consignor.address);
  });

  test('refuses a sold lot', async () => {
    await expect(trial.desk().giveBack('1' as LotId)).rejects.toMatchObject({
      code: 'CHAIN_REFUSED',
    });
  });
});

describe('a key that is not the house', () => {
  test("is refused before anything is sent, and isn't in the failure", async () => {
    const key = trial.chain.bidderKeys[3] ?? '0x';
    const sale = trial.sale('5', trial.bidder(0), 1n as Wei, 0n as Wei);
    const failure: unknown = await trial
      .desk(key)
      .settle(sale)
      .catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'CREDENTIAL_REJECTED' });
    expect(describeWhole(failure)).not.toContain(key.slice(2, 20));
  });

  test('is refused when it is no key at all', () => {
    const key = '0xnot-a-key-but-somebodys-password';
    let failure: unknown;
    try {
      trial.desk(key);
    } catch (cause) {
      failure = cause;
    }
    expect(failure).toMatchObject({ code: 'CREDENTIAL_REJECTED' });
    expect(describeWhole(failure)).not.toContain('password');
  });
});

describe('what is set up wrongly', () => {
  test('is named: no escrow at the address', async () => {
    const sale = trial.sale('5', trial.bidder(0), 1n as Wei, 0n as Wei);
    const whole = trial.chain;
    trial.chain = { ...whole, escrow: whole.treasury };
    const desk = trial.desk();
    trial.chain = whole;
    await expect(desk.settle(sale)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('is named: another chain than the key is for', async () => {
    const sale = trial.sale('5', trial.bidder(0), 0n as Wei, 0n as Wei);
    const whole = trial.chain;
    trial.chain = { ...whole, chainId: 1 };
    const desk = trial.desk();
    trial.chain = whole;
    await expect(desk.settle(sale)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'The chain says it is 31337, expected 1.',
    });
  });

  test('is named: a wallet without ether', async () => {
    const key = `0x${'5'.repeat(64)}` as const;
    const wallet = createBidderWallet({ ...trial.chain, key });
    await expect(wallet.deposit(null, eth('1'))).rejects.toMatchObject({
      code: 'CHAIN_FAILED',
      message: 'The wallet has too little ether while depositing.',
    });
  });
});

describe('a chain that is away', () => {
  test('is a retryable failure without the URL', async () => {
    const sale = trial.sale('5', trial.bidder(0), 1n as Wei, 0n as Wei);
    const away = { ...trial.chain };
    trial.chain = { ...away, rpcUrl: 'http://127.0.0.1:9/v3/provider-key' };
    const desk = trial.desk();
    trial.chain = away;
    const failure: unknown = await desk.settle(sale).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'CHAIN_FAILED', retryable: true });
    expect(describeWhole(failure)).not.toContain('provider-key');
  });
});

/** Everything of a failure that a log could print. */
function describeWhole(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { message, stack, cause } = failure;
  return [message, stack, JSON.stringify(failure), describeWhole(cause ?? '')].join('\n');
}
