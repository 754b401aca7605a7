import { setTimeout as sleep } from 'node:timers/promises';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, Hash } from '../../domain/ids.js';
import type { ChainNotice, ChainSource, Undoing } from '../../ports/chain.js';
import { readRecords } from './records.js';
import { BLOCKS_A_RANGE, chainFailure, createReader } from './rpc.js';
import { createTold, type EscrowRecord, type Told } from './told.js';

/** The longest wait between two tries while the chain is away. */
const BACKOFF_MAX_MS = 5_000;

/**
 * Watches one escrow by polling, which survives whatever happens to connections.
 *
 * A chain that is away is waited for. One that turns out to have another history than was read, or
 * than a house before this one was told of, is read again from the start: what came anew is told,
 * then what is gone, so that nobody loses a lead for money that only moved to another block.
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
    start: async (hear, before) => {
      const reader = createReader(options.rpcUrl);
      await expectEscrow(reader, options.escrow);
      const ending = new AbortController();
      const running = watch(options, reader, { hear, told: createTold(before) }, ending.signal);
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

interface Listener {
  readonly hear: (notice: ChainNotice) => Promise<void>;
  readonly told: Told;
}

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
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const place = placeAt(options.fromBlock);
  let failures = 0;
  while (!signal.aborted) {
    try {
      await catchUp(options, reader, place, listener, signal);
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
  /** The highest block ever read. */
  highest: bigint;
  /** All that was read since the start, by its name on the chain. */
  found: Set<string>;
  /** Whether what was told before must be looked for in what is read. */
  isInDoubt: boolean;
  /** What is to be told still, in that order: also what the chain has undone since it was read. */
  readonly pending: ChainNotice[];
}

const placeAt = (fromBlock: bigint): Place => ({
  ...{ next: fromBlock, last: undefined, highest: 0n },
  ...{ found: new Set(), isInDoubt: true, pending: [] },
});

async function catchUp(
  options: Options,
  reader: Reader,
  place: Place,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  await tellAll(place.pending, listener.hear, signal);
  const head = (await reader.getBlockNumber()) - (options.confirmations ?? 0n);
  // A node that lags behind is waited for: what it does not know yet is not undone.
  if (head < place.highest) return;
  while (!signal.aborted) {
    if (place.last && !(await stillStands(reader, place.last))) {
      const { highest, pending } = place;
      Object.assign(place, { ...placeAt(options.fromBlock), highest, pending });
    }
    if (place.next > head) break;
    await readRange(options, reader, place, listener.told, head);
    await tellAll(place.pending, listener.hear, signal);
  }
  if (signal.aborted || !place.isInDoubt) return;
  if (!(await isLaterThanTold(reader, head, listener.told))) return;
  tell(place, listener.told, listener.told.undoingOf(place.found));
  place.isInDoubt = false;
  await tellAll(place.pending, listener.hear, signal);
}

async function readRange(
  { escrow }: Options,
  reader: Reader,
  place: Place,
  told: Told,
  head: bigint,
): Promise<void> {
  const end = place.next + BLOCKS_A_RANGE - 1n;
  const range = { fromBlock: place.next, toBlock: end < head ? end : head };
  // Asked before the logs: should history change in between, the next look at it tells.
  const { hash } = await reader.getBlock({ blockNumber: range.toBlock });
  for (const record of await readRecords(reader, escrow, range)) {
    place.found.add(record.id);
    const notice = told.asNew(record);
    if (notice) tell(place, told, [notice]);
  }
  place.next = range.toBlock + 1n;
  place.last = { number: range.toBlock, hash };
  if (range.toBlock > place.highest) place.highest = range.toBlock;
}

/** Told is what will be heard, however often that has to be tried: so it is noted at once. */
function tell(place: Place, told: Told, notices: readonly (EscrowRecord | Undoing)[]): void {
  for (const notice of notices) {
    told.note(notice);
    place.pending.push(notice);
  }
}

/** Returns before all are told only when the watch ends. */
async function tellAll(
  pending: ChainNotice[],
  hear: Listener['hear'],
  signal: AbortSignal,
): Promise<void> {
  for (let next = pending[0]; next && !signal.aborted; next = pending[0]) {
    await hear(next);
    pending.shift();
  }
}

/** Whether the chain still holds what was read: not after a fork. */
async function stillStands(
  reader: Reader,
  { number, hash }: { readonly number: bigint; readonly hash: Hash },
): Promise<boolean> {
  return (await reader.getBlock({ blockNumber: number })).hash === hash;
}

/** Whether this node knows the chain at least up to what a house before this one was told. */
async function isLaterThanTold(reader: Reader, head: bigint, told: Told): Promise<boolean> {
  if (told.lastBefore === undefined) return true;
  const { timestamp } = await reader.getBlock({ blockNumber: head });
  return Number(timestamp) * 1000 >= told.lastBefore;
}
