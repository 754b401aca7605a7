import {
  BaseError,
  ContractFunctionZeroDataError,
  createPublicClient,
  decodeErrorResult,
  ExecutionRevertedError,
  http,
  HttpRequestError,
  InsufficientFundsError,
  isHex,
  type Hex,
  type PublicClient,
} from 'viem';
import { SothebaisError } from '../../domain/errors.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';

/** Limit of one question to the chain. */
const REQUEST_TIMEOUT_MS = 10_000;

/** How often a transaction in flight is looked for. */
const RECEIPT_POLL_MS = 100;

/** What a provider answers to a key it does not take. */
const REJECTED = new Set([401, 403]);

/** Blocks asked for in one question: public chains refuse more. */
export const BLOCKS_A_RANGE = 2_000n;

/** A reader of the chain. It neither caches nor retries: whoever waits decides for how long. */
export function createReader(rpcUrl: string): PublicClient {
  return createPublicClient({
    transport: http(rpcUrl, { timeout: REQUEST_TIMEOUT_MS, retryCount: 0 }),
    cacheTime: 0,
    pollingInterval: RECEIPT_POLL_MS,
  });
}

/**
 * What went wrong on the chain, in our words.
 *
 * The library's own errors are left behind, not kept as the cause: they carry the URL, and a
 * provider's key is part of it.
 *
 * @param doing - completes "while …" and "refused …", such as `settling lot 3`
 */
export function chainFailure(cause: unknown, doing: string): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  const reason = revertReason(cause);
  if (reason !== undefined) {
    return new SothebaisError('CHAIN_REFUSED', `The chain refused ${doing}: ${reason}.`);
  }
  if (isFrom(cause, (e) => e instanceof InsufficientFundsError)) {
    return new SothebaisError('CHAIN_FAILED', `The wallet has too little ether while ${doing}.`, {
      hint: 'Fund the wallet, then try again.',
    });
  }
  if (isFrom(cause, (e) => e instanceof ContractFunctionZeroDataError)) {
    return new SothebaisError(
      'CONFIG_INVALID',
      `There was no contract at the address while ${doing}.`,
      {
        hint: 'Correct the address of the escrow, or the chain.',
      },
    );
  }
  if (isFrom(cause, (e) => e instanceof HttpRequestError && REJECTED.has(e.status ?? 0))) {
    return new SothebaisError(
      'CREDENTIAL_REJECTED',
      `The provider of the chain refused the key while ${doing}.`,
    );
  }
  const why = cause instanceof BaseError ? cause.shortMessage : String(cause);
  const words = (why.split('\n')[0] ?? '').slice(0, 200).replace(/\.$/, '');
  return new SothebaisError('CHAIN_FAILED', `The chain failed while ${doing}: ${words}.`);
}

const isFrom = (cause: unknown, is: (error: unknown) => boolean): boolean =>
  cause instanceof BaseError && cause.walk(is) !== null;

/** The contract's refusal, such as `LotSettled(3)`; undefined when it was not the contract. */
function revertReason(cause: unknown): string | undefined {
  if (!(cause instanceof BaseError)) return undefined;
  const data = revertData(cause);
  if (data !== undefined) return decodeReason(data);
  return isFrom(cause, (e) => e instanceof ExecutionRevertedError)
    ? 'it gave no reason'
    : undefined;
}

function revertData(error: BaseError): Hex | undefined {
  let found: Hex | undefined;
  error.walk((e) => {
    const data: unknown = e instanceof Error && 'data' in e ? e.data : undefined;
    if (isHex(data) && data.length >= 10) found = data;
    return found !== undefined;
  });
  return found;
}

function decodeReason(data: Hex): string {
  try {
    const error: { errorName: string; args?: readonly unknown[] | undefined } = decodeErrorResult({
      abi: sothebaisEscrow.abi,
      data,
    });
    return `${error.errorName}(${error.args?.map(String).join(', ') ?? ''})`;
  } catch {
    // Another contract's error, such as the token's.
    return `error ${data.slice(0, 10)} of another contract`;
  }
}
