import { encodeDeployData, encodeFunctionData, getAddress } from 'viem';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, Instant } from '../../domain/ids.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';
import { chainFailure, createReader } from './rpc.js';
import type { Signer } from './signer.js';

/** Where an escrow stands, and the block from which to watch it. */
export interface DeployedEscrow {
  readonly escrow: Address;
  readonly fromBlock: bigint;
}

/**
 * Puts a new escrow on the chain. Whoever signs is its house, for good. Run twice, there are two.
 *
 * @param terms.treasury - who is paid the premium
 * @param terms.deadline - when deposits unlock at the latest: at most 30 days ahead
 * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
 */
export async function deployEscrow(
  house: Signer,
  terms: { readonly treasury: Address; readonly deadline: Instant },
): Promise<DeployedEscrow> {
  const { contractAddress, blockNumber } = await house.send({
    data: encodeDeployData({
      ...sothebaisEscrow,
      args: [terms.treasury, BigInt(Math.floor(terms.deadline / 1000))],
    }),
    doing: 'deploying the escrow',
  });
  if (!contractAddress) {
    throw new SothebaisError('CHAIN_REFUSED', 'The chain created no escrow for its transaction.');
  }
  return { escrow: getAddress(contractAddress), fromBlock: blockNumber };
}

/**
 * Ends the auction on the chain: the escrow takes nothing more, and deposits can be withdrawn. The
 * lots are settled and given back first. Safe to run twice, and after the deadline.
 *
 * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
 */
export async function closeEscrow(house: Signer, rpcUrl: string, escrow: Address): Promise<void> {
  const { abi } = sothebaisEscrow;
  const closed = await createReader(rpcUrl)
    .readContract({ address: escrow, abi, functionName: 'closed' })
    .catch((cause: unknown) => {
      throw chainFailure(cause, 'asking whether the escrow is closed');
    });
  if (closed) return;
  const data = encodeFunctionData({ abi, functionName: 'closeAuction' });
  await house.send({ to: escrow, data, doing: 'closing the escrow' });
}
