import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestClient, http, parseEther, publicActions } from 'viem';
import { Secret } from '../../../../config/secret.js';
import { createSettlementDesk } from '../../../adapters/chain/settlement.js';
import { createSigner } from '../../../adapters/chain/signer.js';
import { createProcesses } from '../../../adapters/process/processes.js';
import type { Instant, LotId, Wei } from '../../../domain/ids.js';
import type { SettlementDesk } from '../../../ports/chain.js';
import type { ChildProgram, Processes } from '../../../ports/processes.js';
import { createBidderWallet, type BidderWallet } from '../bidder-wallet.js';
import { startSandboxChain, type SandboxChain } from '../start-chain.js';

export const eth = (text: string): Wei => parseEther(text) as Wei;

/** A stand-in chain in a folder of its own, that can be ended, killed and started again. */
export interface TrialChain {
  readonly dir: string;
  /** The chain as of the last start. */
  chain: SandboxChain;
  start(): Promise<SandboxChain>;
  kill(): Promise<void>;
  desk(key?: string): SettlementDesk;
  bidder(index: number): BidderWallet;
  client(): ReturnType<typeof clientOf>;
  signer(key: `0x${string}`): ReturnType<typeof createSigner>;
  /** A sale of a lot to a bidder, as the floor would name it. */
  sale(
    lotId: string,
    winner: BidderWallet,
    hammerWei: Wei,
    premiumWei: Wei,
  ): Parameters<SettlementDesk['settle']>[0];
  dispose(): Promise<void>;
}

const clientOf = (rpcUrl: string) =>
  createTestClient({ mode: 'anvil', transport: http(rpcUrl), cacheTime: 0 }).extend(publicActions);

/** Starts a chain with as many lots and bidders; call `dispose` when done. */
export async function startTrialChain(
  size: { readonly lots?: number; readonly bidders?: number } = {},
): Promise<TrialChain> {
  const dir = await mkdtemp(join(tmpdir(), 'trial-chain-'));
  let anvil: ChildProgram | undefined;
  const real = createProcesses();
  const processes: Processes = {
    start: async (...args) => (anvil = await real.start(...args)),
  };
  const lots = Array.from({ length: size.lots ?? 2 }, (_, i) => ({
    lotId: String(i + 1) as LotId,
    number: i + 1,
    title: `A "quoted" lot ${i + 1}`,
  }));
  const clock = { now: () => Date.now() as Instant };
  const start = () =>
    startSandboxChain({ processes, dir, lots, bidders: size.bidders ?? 3, clock });
  const trial: TrialChain = {
    dir,
    chain: await start(),
    start: async () => (trial.chain = await start()),
    kill: async () => {
      if (anvil) process.kill(anvil.pid, 'SIGKILL');
      await anvil?.exited;
    },
    desk: (key = trial.chain.houseKey) =>
      createSettlementDesk({
        ...trial.chain,
        houseKey: new Secret(key),
        confirmTimeoutMs: 5_000,
      }),
    bidder: (index) => {
      const key = trial.chain.bidderKeys[index];
      if (!key) throw new Error(`The trial has no bidder ${index}.`);
      return createBidderWallet({ ...trial.chain, key });
    },
    client: () => clientOf(trial.chain.rpcUrl),
    signer: (key) =>
      createSigner({ ...trial.chain, key: new Secret(key), confirmTimeoutMs: 5_000 }),
    sale: (id, winner, hammerWei, premiumWei) => {
      const lotId = id as LotId;
      const lot = trial.chain.lots.get(lotId);
      if (!lot) throw new Error(`The trial has no lot ${id}.`);
      const { contract, tokenId, consignor } = lot;
      const token = { contract, tokenId };
      return { lotId, token, consignor, winner: winner.address, hammerWei, premiumWei };
    },
    dispose: async () => {
      await trial.chain.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return trial;
}
