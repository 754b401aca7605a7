import { encodeFunctionData, isAddressEqual, parseEventLogs, zeroAddress } from 'viem';
import type { Secret } from '../../../config/secret.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, Hash } from '../../domain/ids.js';
import type { SettlementDesk } from '../../ports/chain.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';
import { closeEscrow } from './house-escrow.js';
import { lotNumber } from './lot-number.js';
import { BLOCKS_A_RANGE, chainFailure, createReader } from './rpc.js';
import { createSigner } from './signer.js';

const { abi } = sothebaisEscrow;
const OWNER_OF = [
  {
    type: 'function',
    name: 'ownerOf',
    stateMutability: 'view',
    inputs: [{ name: 'tokenId', type: 'uint256' }],
    outputs: [{ name: '', type: 'address' }],
  },
] as const;

type Sale = Parameters<SettlementDesk['settle']>[0];

/** A settlement as the escrow recorded it. */
interface Settled {
  readonly txHash: Hash;
  readonly args: {
    readonly lot: bigint;
    readonly winner: Address;
    readonly hammer: bigint;
    readonly premium: bigint;
  };
}

/**
 * Settles through the escrow, with the house's key.
 *
 * The chain remembers what was settled, this desk nothing: it asks before it sends, and the
 * escrow settles a lot once, so that neither a retry nor a restart can pay twice.
 *
 * @param options.fromBlock - block of the escrow's deployment: where its records begin
 * @throws SothebaisError `CREDENTIAL_REJECTED` when the key is no key
 */
export function createSettlementDesk(options: {
  readonly rpcUrl: string;
  readonly escrow: Address;
  readonly houseKey: Secret;
  readonly chainId: number;
  readonly confirmTimeoutMs: number;
  readonly fromBlock?: bigint;
}): SettlementDesk {
  const { escrow: address, fromBlock = 0n } = options;
  const reader = createReader(options.rpcUrl);
  const house = createSigner({ ...options, key: options.houseKey });

  const consigned = async (lot: bigint) => {
    const [consignor, sold, contract, tokenId] = await reader.readContract({
      address,
      abi,
      functionName: 'lots',
      args: [lot],
    });
    return { consignor, sold, contract, tokenId };
  };

  const expectHouse = async () => {
    const expected = await reader.readContract({ address, abi, functionName: 'house' });
    if (isAddressEqual(expected, house.address)) return;
    throw new SothebaisError(
      'CREDENTIAL_REJECTED',
      `The house key is that of ${house.address}, but the escrow obeys ${expected}.`,
      { hint: 'Set the key the escrow was deployed with.' },
    );
  };

  /** Newest ranges first: a lot is asked for again soon after it was settled. */
  const findSettled = async (lot: bigint): Promise<Settled | undefined> => {
    let to = await reader.getBlockNumber();
    while (to >= fromBlock) {
      const from = to - BLOCKS_A_RANGE + 1n > fromBlock ? to - BLOCKS_A_RANGE + 1n : fromBlock;
      const [found] = await reader.getContractEvents({
        address,
        abi,
        eventName: 'Settled',
        args: { lot },
        fromBlock: from,
        toBlock: to,
        strict: true,
      });
      if (found) return { txHash: found.transactionHash, args: found.args };
      to = from - 1n;
    }
    return undefined;
  };

  /** The settlement this sends; undefined when another was quicker. */
  const sendSettle = async (sale: Sale, lot: bigint): Promise<Settled | undefined> => {
    const args = [lot, sale.winner, sale.hammerWei, sale.premiumWei] as const;
    const data = encodeFunctionData({ abi, functionName: 'settle', args });
    try {
      const doing = `settling lot ${sale.lotId}`;
      const { transactionHash, logs } = await house.send({ to: address, data, doing });
      const [log] = parseEventLogs({ abi, eventName: 'Settled', logs });
      return log && { txHash: transactionHash, args: log.args };
    } catch (cause) {
      if ((await consigned(lot)).sold) return undefined;
      throw cause;
    }
  };

  const settle = async (sale: Sale) => {
    const lot = lotNumber(sale.lotId);
    const entry = await consigned(lot);
    let settled: Settled | undefined;
    if (!entry.sold) {
      await expectHouse();
      expectConsigned(sale, entry);
      settled = await sendSettle(sale, lot);
    }
    settled ??= await findSettled(lot);
    if (settled) return settledAs(sale, settled);
    throw new SothebaisError('CHAIN_REFUSED', `Lot ${sale.lotId} did not settle on chain.`);
  };

  return {
    settle: (sale) => told(`settling lot ${sale.lotId}`, () => settle(sale)),
    giveBack: (lotId) =>
      told(`giving lot ${lotId} back`, async () => {
        const lot = lotNumber(lotId);
        if ((await consigned(lot)).consignor === zeroAddress) return;
        await expectHouse();
        const data = encodeFunctionData({ abi, functionName: 'giveBack', args: [lot] });
        await house.send({ to: address, data, doing: `giving lot ${lotId} back` });
      }),
    releaseDeposits: () => closeEscrow(house, options.rpcUrl, address),
    ownerOf: ({ contract, tokenId }) =>
      told(`asking who owns token ${tokenId}`, () =>
        reader.readContract({
          address: contract,
          abi: OWNER_OF,
          functionName: 'ownerOf',
          args: [BigInt(tokenId)],
        }),
      ),
  };
}

async function told<Answer>(doing: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    throw chainFailure(cause, doing);
  }
}

/** A stranger may have consigned something else under the number; the winner must not get that. */
function expectConsigned(
  sale: Sale,
  entry: { readonly consignor: Address; readonly contract: Address; readonly tokenId: bigint },
): void {
  const asSold =
    isAddressEqual(entry.contract, sale.token.contract) &&
    entry.tokenId === BigInt(sale.token.tokenId) &&
    isAddressEqual(entry.consignor, sale.consignor);
  if (asSold || entry.consignor === zeroAddress) return;
  throw new SothebaisError(
    'CHAIN_REFUSED',
    `Lot ${sale.lotId} holds token ${entry.tokenId} of ${entry.contract} from ${entry.consignor}, ` +
      `expected token ${sale.token.tokenId} of ${sale.token.contract} from ${sale.consignor}.`,
    { hint: 'Give the lot back, then have the right token consigned.' },
  );
}

/** The escrow checked in the same transaction that the winner owns the token. */
function settledAs(sale: Sale, { txHash, args }: Settled): { txHash: Hash; tokenOwner: Address } {
  const { winner, hammer, premium } = args;
  const asSold =
    isAddressEqual(winner, sale.winner) && hammer === sale.hammerWei && premium === sale.premiumWei;
  if (asSold) return { txHash, tokenOwner: winner };
  throw new SothebaisError(
    'CHAIN_REFUSED',
    `Lot ${sale.lotId} was settled with ${winner} for ${hammer} and ${premium} wei, expected ` +
      `${sale.winner} for ${sale.hammerWei} and ${sale.premiumWei} wei.`,
    { details: { txHash } },
  );
}
