import { encodeFunctionData, type Hex } from 'viem';
import { Secret } from '../../../config/secret.js';
import { sothebaisEscrow } from '../../adapters/chain/contracts/artifacts/sothebais-escrow.js';
import { lotNumber } from '../../adapters/chain/lot-number.js';
import { createSigner } from '../../adapters/chain/signer.js';
import type { Address, Hash, LotId, Wei, XUserId } from '../../domain/ids.js';
import { SANDBOX_CHAIN_ID } from './anvil.js';

const { abi } = sothebaisEscrow;
const CONFIRM_TIMEOUT_MS = 10_000;

/** One bidder's wallet on the stand-in chain. Its transactions go out one after another. */
export interface BidderWallet {
  readonly address: Address;
  /**
   * Adds to the deposit; `xUserId` null names no X user.
   *
   * @returns the transaction, once it is in a block
   * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
   */
  deposit(xUserId: XUserId | null, amountWei: Wei): Promise<Hash>;
  /**
   * Bids on chain, adding `addWei` to the deposit in the same transaction.
   *
   * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
   */
  bid(lotId: LotId, amountWei: Wei, addWei: Wei): Promise<Hash>;
  /**
   * Takes back what is left of the deposit, once the auction is closed.
   *
   * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
   */
  withdraw(): Promise<Hash>;
}

export function createBidderWallet(options: {
  readonly rpcUrl: string;
  readonly escrow: Address;
  readonly key: Hex;
}): BidderWallet {
  const { rpcUrl, escrow: to } = options;
  const signer = createSigner({
    rpcUrl,
    chainId: SANDBOX_CHAIN_ID,
    key: new Secret(options.key),
    confirmTimeoutMs: CONFIRM_TIMEOUT_MS,
  });
  const send = async (data: Hex, valueWei: bigint, doing: string) =>
    (await signer.send({ to, data, valueWei, doing })).transactionHash;
  return {
    address: signer.address,
    deposit: (xUserId, amountWei) => {
      const args = [BigInt(xUserId ?? 0)] as const;
      const data = encodeFunctionData({ abi, functionName: 'deposit', args });
      return send(data, amountWei, 'depositing');
    },
    bid: (lotId, amountWei, addWei) => {
      const args = [lotNumber(lotId), amountWei] as const;
      const data = encodeFunctionData({ abi, functionName: 'bid', args });
      return send(data, addWei, `bidding on lot ${lotId}`);
    },
    withdraw: () => {
      const args = [signer.address] as const;
      const data = encodeFunctionData({ abi, functionName: 'withdraw', args });
      return send(data, 0n, 'withdrawing');
    },
  };
}
