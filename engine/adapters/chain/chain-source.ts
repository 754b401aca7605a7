import { setTimeout as sleep } from 'node:timers/promises';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, Hash } from '../../domain/ids.js';
import type { ChainNotice, ChainSource } from '../../ports/chain.js';
import { readNotices } from './notices.js';
import { BLOCKS_A_RANGE, chainFailure, createReader } from './rpc.js';

/** The longest wait between two tries while the chain is away. */
const BACKOFF_MAX_MS = 5_000;

/**
 * Watches one escrow by polling, which survives whatever happens to connections.
 *
 * A chain that is away is waited for, and one that turns out to have another history than was
 * read is read again from the start. None is left out; after a restart of the house each comes again.
 *
 * @param options.fromBlock - block of the escrow's deployment
 * @param options.confirmations - blocks that must stand on a block before it is believed; zero
 *   where nothing is ever undone. @default 0
 * @param options.onTrouble - told once for every stretch of trouble, not for every try
 */
export function createChainSource(options: {
  readonly rpcUrl: string;
  readonly escrow: Address;
  readonly fromBlock: bigint;
  readonly pollMs: number;
  readonly confirmations?: bigint;
  readonly onTrouble: (cause: SothebaisError) => void;
}): ChainSource {
  return {
    start: async (hear) => {
      const reader = createReader(options.rpcUrl);
      await expectEscrow(reader, options.escrow);
      const ending = new AbortController();
      const running = watch(options, reader, hear, ending.signal);
      return {
        close: async () => {
          ending.abort();
          await running;
        },
      };
    },
  };
}

type Options = Parameters<typeof createChainSource>[0];
type Reader = ReturnType<typeof createReader>;
type Hear = (notice: ChainNotice) => Promise<void>;

async function expectEscrow(reader: Reader, escrow: Address): Promise<void> {
  const code = await reader.getCode({ address: escrow }).catch((cause: unknown) => {
    throw chainFailure(cause, 'looking for the escrow');
  });
  if (code) return;
  throw new SothebaisError('CONFIG_INVALID', `There is no contract at ${escrow}, expected one.`, {
    hint: 'Correct the address of the escrow, or the chain.',
  });
}

async function watch(
  options: Options,
  reader: Reader,
  hear: Hear,
  signal: AbortSignal,
): Promise<void> {
  const place: Place = { next: options.fromBlock, last: undefined, heard: new Set() };
  let failures = 0;
  while (!signal.aborted) {
    try {
      await catchUp(options, reader, place, hear, signal);
      failures = 0;
    } catch (cause) {
      if (failures === 0) options.onTrouble(chainFailure(cause, 'watching the escrow'));
      failures += 1;
    }
    await pause(waitMs(options.pollMs, failures), signal);
  }
}

/** Doubles with every failure in a row, up to the limit. */
function waitMs(pollMs: number, failures: number): number {
  if (failures === 0) return pollMs;
  return Math.min(pollMs * 2 ** Math.min(failures, 10), Math.max(pollMs, BACKOFF_MAX_MS));
}

/** Returns early when the watch ends. */
async function pause(forMs: number, signal: AbortSignal): Promise<void> {
  await sleep(forMs, undefined, { signal }).catch(() => undefined);
}

/** How far the escrow has been read. */
interface Place {
  /** The next block to read. */
  next: bigint;
  /** The last block read, by which its history is known again. */
  last: { readonly number: bigint; readonly hash: Hash } | undefined;
  /** Every notice heard in this run: what is read again is not told again. */
  readonly heard: Set<string>;
}

async function catchUp(
  options: Options,
  reader: Reader,
  place: Place,
  hear: Hear,
  signal: AbortSignal,
): Promise<void> {
  const head = (await reader.getBlockNumber()) - (options.confirmations ?? 0n);
  if (place.last && !(await stillStands(reader, place.last, head))) {
    place.next = options.fromBlock;
    place.last = undefined;
  }
  while (place.next <= head && !signal.aborted) {
    const end = place.next + BLOCKS_A_RANGE - 1n;
    const range = { fromBlock: place.next, toBlock: end < head ? end : head };
    // Asked before the logs: should history change in between, the next round sees it.
    const { hash } = await reader.getBlock({ blockNumber: range.toBlock });
    const notices = await readNotices(reader, options.escrow, range);
    if (!(await tellAll(notices, place.heard, hear, signal))) return;
    place.next = range.toBlock + 1n;
    place.last = { number: range.toBlock, hash };
  }
}

/** False when the watch ended before all were told. */
async function tellAll(
  notices: readonly ChainNotice[],
  heard: Set<string>,
  hear: Hear,
  signal: AbortSignal,
): Promise<boolean> {
  for (const notice of notices) {
    if (signal.aborted) return false;
    if (heard.has(notice.id)) continue;
    await hear(notice);
    heard.add(notice.id);
  }
  return true;
}

/** Whether the chain still holds what was read: not after a fork, nor when it lost its end. */
async function stillStands(
  reader: Reader,
  { number, hash }: { readonly number: bigint; readonly hash: Hash },
  head: bigint,
): Promise<boolean> {
  if (head < number) return false;
  return (await reader.getBlock({ blockNumber: number })).hash === hash;
}
