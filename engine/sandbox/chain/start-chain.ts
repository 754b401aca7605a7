import { mkdir } from 'node:fs/promises';
import { createTestClient, http, parseEther, publicActions, type Hex } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { Secret } from '../../../config/secret.js';
import { deployEscrow } from '../../adapters/chain/house-escrow.js';
import { createSigner, type Signer } from '../../adapters/chain/signer.js';
import type { Address, Instant, LotId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { Processes } from '../../ports/processes.js';
import { openAnvil, SANDBOX_CHAIN_ID } from './anvil.js';
import { consignLots, deployArt, type ConsignedLot, type SandboxLot } from './consign-lots.js';
import { readRecord, writeRecord, type ChainRecord } from './record.js';

/** What every wallet starts with. */
const PURSE_WEI = parseEther('10000');

/** How long after its deployment the escrow opens by itself. */
const TERM_MS = 7 * 24 * 60 * 60 * 1000;

const CONFIRM_TIMEOUT_MS = 10_000;

/** A chain of our own with the escrow on it, the lots consigned and the bidders in funds. */
export interface SandboxChain extends Closeable {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly escrow: Address;
  readonly token: Address;
  /** Block of the escrow's deployment. */
  readonly fromBlock: bigint;
  readonly houseKey: Hex;
  /** Who is paid the premium. */
  readonly treasury: Address;
  readonly consignor: { readonly address: Address };
  readonly lots: ReadonlyMap<LotId, ConsignedLot>;
  /** As many as were asked for, the same on every start. */
  readonly bidderKeys: readonly Hex[];
}

/**
 * Starts the stand-in chain of `dir`, or goes on with it: nothing is deployed, minted or consigned
 * twice. A chain that was killed comes back as it was a second before, or two.
 *
 * @param options.lots - their ids are the numbers under which the escrow knows them
 * @throws SothebaisError `SANDBOX_FAILED`, `CHAIN_FAILED`, `INTERRUPTED`
 */
export async function startSandboxChain(options: {
  readonly processes: Processes;
  readonly dir: string;
  readonly lots: readonly SandboxLot[];
  readonly bidders: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}): Promise<SandboxChain> {
  const { dir, clock } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const record = await readRecord(dir, options.bidders);
  // Before anything is deployed: should the start fail, the next one has the same keys.
  await writeRecord(dir, record);
  const anvil = await openAnvil({ ...options, ...(record.port && { port: record.port }) });
  try {
    await fundWallets(anvil.rpcUrl, record);
    const house = signer(anvil.rpcUrl, record.houseKey);
    const deployed = await deployOnce(anvil.rpcUrl, house, record, clock);
    await writeRecord(dir, { ...record, port: anvil.port, deployed });
    const place = { ...deployed, fromBlock: BigInt(deployed.fromBlock), rpcUrl: anvil.rpcUrl };
    const consignor = signer(anvil.rpcUrl, record.consignorKey);
    return {
      ...place,
      chainId: SANDBOX_CHAIN_ID,
      houseKey: record.houseKey,
      treasury: privateKeyToAddress(record.treasuryKey),
      consignor: { address: consignor.address },
      lots: await consignLots(place, { house, consignor }, options.lots),
      bidderKeys: record.bidderKeys.slice(0, options.bidders),
      close: () => anvil.close(),
    };
  } catch (cause) {
    await anvil.close();
    throw cause;
  }
}

type Deployed = NonNullable<ChainRecord['deployed']>;

const signer = (rpcUrl: string, key: Hex): Signer =>
  createSigner({
    rpcUrl,
    chainId: SANDBOX_CHAIN_ID,
    key: new Secret(key),
    confirmTimeoutMs: CONFIRM_TIMEOUT_MS,
  });

/** What the record names is believed only where the chain has it: it may have lost its last second. */
async function deployOnce(
  rpcUrl: string,
  house: Signer,
  record: ChainRecord,
  clock: Clock,
): Promise<Deployed> {
  const old = record.deployed;
  if (old && (await hasCode(rpcUrl, old.escrow)) && (await hasCode(rpcUrl, old.token))) return old;
  const { escrow, fromBlock } = await deployEscrow(house, {
    treasury: privateKeyToAddress(record.treasuryKey),
    deadline: (clock.now() + TERM_MS) as Instant,
  });
  return { escrow, token: await deployArt(house), fromBlock: fromBlock.toString() };
}

const anvilClient = (rpcUrl: string) =>
  createTestClient({ mode: 'anvil', transport: http(rpcUrl, { retryCount: 0 }) }).extend(
    publicActions,
  );

const hasCode = async (rpcUrl: string, address: Address): Promise<boolean> =>
  (await anvilClient(rpcUrl).getCode({ address })) !== undefined;

async function fundWallets(rpcUrl: string, record: ChainRecord): Promise<void> {
  const client = anvilClient(rpcUrl);
  const keys = [record.houseKey, record.consignorKey, ...record.bidderKeys];
  await Promise.all(
    keys.map(async (key) => {
      const address = privateKeyToAddress(key);
      // A wallet that has spent keeps what it has left.
      if ((await client.getBalance({ address })) > 0n) return;
      await client.setBalance({ address, value: PURSE_WEI });
    }),
  );
}
