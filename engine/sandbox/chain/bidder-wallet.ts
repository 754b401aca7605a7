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
  return {
    address: signer.address,
    deposit: async (xUserId, valueWei) => {
      const data = encodeFunctionData({
        abi,
        functionName: 'deposit',
        args: [BigInt(xUserId ?? 0)],
      });
      const sent = await signer.send({ to, data, valueWei, doing: 'depositing' });
      return sent.transactionHash;
    },
    bid: async (lotId, amountWei, valueWei) => {
      const data = encodeFunctionData({
        abi,
        functionName: 'bid',
        args: [lotNumber(lotId), amountWei],
      });
      const sent = await signer.send({ to, data, valueWei, doing: `bidding on lot ${lotId}` });
      return sent.transactionHash;
    },
  };
}
