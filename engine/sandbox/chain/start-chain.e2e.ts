import { execFileSync } from 'node:child_process';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sothebaisDemoArt } from '../../adapters/chain/contracts/artifacts/sothebais-demo-art.js';
import { sothebaisEscrow } from '../../adapters/chain/contracts/artifacts/sothebais-escrow.js';
import { createProcesses } from '../../adapters/process/processes.js';
import type { Instant, LotId } from '../../domain/ids.js';
import { startSandboxChain } from './start-chain.js';
import { eth, startTrialChain, type TrialChain } from './testing/trial-chain.js';

let trial: TrialChain;
beforeEach(async () => {
  trial = await startTrialChain({ lots: 3, bidders: 2 });
});
afterEach(() => trial.dispose());

const held = async (lot: bigint) => {
  const [, sold, , tokenId] = await trial.client().readContract({
    address: trial.chain.escrow,
    abi: sothebaisEscrow.abi,
    functionName: 'lots',
    args: [lot],
  });
  return { sold, tokenId };
};

const depositOf = (index: number) =>
  trial.client().readContract({
    address: trial.chain.escrow,
    abi: sothebaisEscrow.abi,
    functionName: 'deposits',
    args: [trial.bidder(index).address],
  });

/** Until a file of the chain's state holds what has happened so far. */
async function isIn(name: 'state.json' | 'state.json.kept'): Promise<void> {
  const block = Number(await trial.client().getBlockNumber());
  await vi.waitFor(
    async () => {
      const state = JSON.parse(await readFile(join(trial.dir, name), 'utf8')) as {
        readonly best_block_number: number;
      };
      expect(state.best_block_number).toBeGreaterThanOrEqual(block);
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe('the stand-in chain', () => {
  test('comes with the lots consigned and titled', async () => {
    expect([...trial.chain.lots.keys()]).toEqual(['1', '2', '3']);
    expect(await held(3n)).toEqual({ sold: false, tokenId: 3n });
    const uri = await trial.client().readContract({
      address: trial.chain.token,
      abi: sothebaisDemoArt.abi,
      functionName: 'tokenURI',
      args: [2n],
    });
    const json = Buffer.from(uri.split(',')[1] ?? '', 'base64').toString();
    expect(JSON.parse(json)).toMatchObject({ name: 'A "quoted" lot 2' });
  });

  test('goes on after it was closed: nothing is lost, nothing made twice', async () => {
    const sale = trial.sale('1', trial.bidder(0), eth('1'), eth('0.1'));
    await trial.bidder(0).deposit(null, eth('3'));
    const settled = await trial.desk().settle(sale);
    await trial.desk().giveBack('2' as LotId);
    const before = { ...trial.chain, close: undefined };
    const block = await trial.client().getBlockNumber();
    await trial.chain.close();

    const after = await trial.start();
    expect({ ...after, close: undefined }).toEqual(before);
    expect(await trial.client().getBlockNumber()).toBe(block);
    expect(await depositOf(0)).toBe(eth('1.9'));
    expect(await trial.desk().settle(sale)).toEqual(settled);
    expect(await held(2n)).toEqual({ sold: false, tokenId: 0n });

    await trial.bidder(0).deposit(null, eth('1'));
    expect(await depositOf(0)).toBe(eth('2.9'));
    const { timestamp } = await trial.client().getBlock();
    expect(Math.abs(Number(timestamp) * 1000 - Date.now())).toBeLessThan(5_000);
  });

  test('goes on after it was killed', async () => {
    await trial.bidder(1).deposit(null, eth('2'));
    const block = await trial.client().getBlockNumber();
    const { escrow } = trial.chain;
    await isIn('state.json');
    await trial.kill();
    await trial.chain.close();
    await trial.start();
    expect(trial.chain.escrow).toBe(escrow);
    expect(await trial.client().getBlockNumber()).toBe(block);
    expect(await depositOf(1)).toBe(eth('2'));
  });

  test('goes on from its copy when it was killed while it wrote', async () => {
    await trial.bidder(1).deposit(null, eth('2'));
    await isIn('state.json.kept');
    await trial.kill();
    await trial.chain.close();
    await truncate(join(trial.dir, 'state.json'), 5_000);
    await trial.start();
    expect(await depositOf(1)).toBe(eth('2'));
  });

  test('is set up anew, with the same keys, when its state is gone', async () => {
    const { houseKey, bidderKeys } = trial.chain;
    await trial.kill();
    await trial.chain.close();
    for (const file of ['state.json', 'state.json.kept'])
      await writeFile(join(trial.dir, file), '');
    await trial.start();
    expect(trial.chain).toMatchObject({ houseKey, bidderKeys });
    expect(await held(3n)).toEqual({ sold: false, tokenId: 3n });
  });

  test('takes another port when its own is taken', async () => {
    const taken = await startTrialChain({ lots: 0, bidders: 0 });
    await trial.chain.close();
    const file = join(trial.dir, 'chain.json');
    const record = JSON.parse(await readFile(file, 'utf8')) as object;
    const port = Number(new URL(taken.chain.rpcUrl).port);
    await writeFile(file, JSON.stringify({ ...record, port }));
    await trial.start();
    expect(trial.chain.rpcUrl).not.toBe(taken.chain.rpcUrl);
    expect(await held(1n)).toEqual({ sold: false, tokenId: 1n });
    await taken.dispose();
  });

  test('keeps its keys out of the process list and of other users’ sight', async () => {
    const file = join(trial.dir, 'chain.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const processes = execFileSync('ps', ['axww', '-o', 'args='], { encoding: 'utf8' });
    const keys = [trial.chain.houseKey, ...trial.chain.bidderKeys];
    for (const key of keys) expect(processes).not.toContain(key.slice(2));
    expect(processes).not.toMatch(/anvil .*mnemonic/);
  });

  test('leaves no program behind when its start is interrupted', async () => {
    const dir = join(trial.dir, 'interrupted');
    const signal = AbortSignal.abort();
    const started = startSandboxChain({
      processes: createProcesses(),
      dir,
      lots: [],
      bidders: 1,
      clock: { now: () => Date.now() as Instant },
      signal,
    });
    await expect(started).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const processes = execFileSync('ps', ['axww', '-o', 'args='], { encoding: 'utf8' });
    expect(processes).not.toContain(dir);
  });

  test('quotes nothing of a record it cannot read', async () => {
    await trial.chain.close();
    await writeFile(join(trial.dir, 'chain.json'), '{"houseKey":"0xsecret"');
    const failure: unknown = await trial.start().catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'SANDBOX_FAILED' });
    expect(String(failure)).not.toContain('0xsecret');
  });
});
