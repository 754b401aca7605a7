import {
  createWalletClient,
  defineChain,
  http,
  WaitForTransactionReceiptTimeoutError,
  type Hex,
  type TransactionReceipt,
} from 'viem';
import { privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts';
import { SothebaisError } from '../../domain/errors.js';
import type { Address } from '../../domain/ids.js';
import type { Secret } from '../../../config/secret.js';
import { chainFailure, createReader } from './rpc.js';

/** A call to a contract, or its creation where `to` is absent. */
interface Transaction {
  readonly to?: Address;
  readonly data: Hex;
  readonly valueWei?: bigint;
  /** Completes "while …" in a failure, such as `settling lot 3`. */
  readonly doing: string;
}

/** A wallet that sends one transaction at a time, so that no two take the same nonce. */
export interface Signer {
  readonly address: Address;
  /**
   * Sends, and waits until it is in a block. What would fail is refused before it is sent.
   *
   * @returns the receipt, which may still say `reverted` when another was quicker
   * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`, `CONFIG_INVALID`
   */
  send(transaction: Transaction): Promise<TransactionReceipt>;
}

/** Room for what changes on chain between the estimate and the block. */
const GAS_MARGIN_PERCENT = 125n;

/**
 * @param options.chainId - what the chain must say it is: a key meant for one signs on no other
 * @throws SothebaisError `CREDENTIAL_REJECTED` when the key is no key
 */
export function createSigner(options: {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly key: Secret;
  readonly confirmTimeoutMs: number;
}): Signer {
  const account = readKey(options.key);
  const reader = createReader(options.rpcUrl);
  const wallet = createWalletClient({
    account,
    chain: namedChain(options.chainId),
    transport: http(options.rpcUrl, { retryCount: 0 }),
  });
  let turn: Promise<unknown> = Promise.resolve();

  const sendNow = async ({ to, data, valueWei = 0n, doing }: Transaction) => {
    try {
      await expectChain(reader, options.chainId);
      const request = { ...(to && { to }), data, value: valueWei };
      const estimate = await reader.estimateGas({ account, ...request });
      const gas = (estimate * GAS_MARGIN_PERCENT) / 100n;
      const hash = await wallet.sendTransaction({ ...request, gas });
      return await reader.waitForTransactionReceipt({ hash, timeout: options.confirmTimeoutMs });
    } catch (cause) {
      if (!(cause instanceof WaitForTransactionReceiptTimeoutError)) {
        throw chainFailure(cause, doing);
      }
      throw new SothebaisError(
        'CHAIN_FAILED',
        `No block took the transaction in ${options.confirmTimeoutMs} ms while ${doing}.`,
        { hint: 'Try again: what the chain has done is not done twice.' },
      );
    }
  };

  return {
    address: account.address,
    send: (transaction) => {
      const sent = turn.then(() => sendNow(transaction));
      turn = sent.catch(() => undefined);
      return sent;
    },
  };
}

function readKey(key: Secret): PrivateKeyAccount {
  try {
    return privateKeyToAccount(key.reveal() as Hex);
  } catch {
    // The library's message may quote the key, so it is not kept as the cause.
    throw new SothebaisError(
      'CREDENTIAL_REJECTED',
      'Expected a wallet key of 32 bytes in hexadecimal after 0x, got something else.',
    );
  }
}

async function expectChain(reader: ReturnType<typeof createReader>, chainId: number) {
  const found = await reader.getChainId();
  if (found === chainId) return;
  throw new SothebaisError('CONFIG_INVALID', `The chain says it is ${found}, expected ${chainId}.`);
}

function namedChain(id: number) {
  return defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [] } },
  });
}
