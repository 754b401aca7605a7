import { encodeDeployData, getAddress } from 'viem';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, Instant } from '../../domain/ids.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';
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
