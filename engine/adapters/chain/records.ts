import type { PublicClient } from 'viem';
import type { Address, Hash, Instant, LotId, Wei, XUserId } from '../../domain/ids.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';
import type { EscrowRecord } from './told.js';

const { abi } = sothebaisEscrow;

/**
 * Deposits and bids the escrow recorded in a range of blocks, both ends included, in chain order.
 *
 * Times are those of the blocks, in whole seconds: a bid may seem up to a second early, never late.
 */
export async function readRecords(
  reader: PublicClient,
  escrow: Address,
  range: { readonly fromBlock: bigint; readonly toBlock: bigint },
): Promise<readonly EscrowRecord[]> {
  const logs = await reader.getContractEvents({ address: escrow, abi, strict: true, ...range });
  const times = new Map<bigint, Instant>();
  const places = new Map<Hash, number>();
  const records: EscrowRecord[] = [];
  for (const log of logs) {
    // Not the log's own index: that changes where the transaction is mined again beside others.
    const place = places.get(log.transactionHash) ?? 0;
    places.set(log.transactionHash, place + 1);
    if (log.eventName !== 'Deposited' && log.eventName !== 'BidPlaced') continue;
    const at = times.get(log.blockNumber) ?? (await blockTime(reader, log));
    times.set(log.blockNumber, at);
    const id = `${log.transactionHash}-${place}`;
    records.push(
      log.eventName === 'Deposited' ? asDeposit(id, at, log.args) : asBid(id, at, log.args),
    );
  }
  return records;
}

/** Most nodes give the time with the log; the others are asked for the block. */
async function blockTime(
  reader: PublicClient,
  log: { readonly blockNumber: bigint; readonly blockTimestamp?: bigint | undefined },
): Promise<Instant> {
  const seconds =
    log.blockTimestamp ?? (await reader.getBlock({ blockNumber: log.blockNumber })).timestamp;
  return (Number(seconds) * 1000) as Instant;
}

function asDeposit(
  id: string,
  at: Instant,
  args: { readonly bidder: Address; readonly xUserId: bigint; readonly amount: bigint },
): EscrowRecord {
  return {
    kind: 'deposit',
    id,
    address: args.bidder,
    xUserId: args.xUserId === 0n ? null : (args.xUserId.toString() as XUserId),
    amountWei: args.amount as Wei,
    at,
  };
}

function asBid(
  id: string,
  at: Instant,
  args: { readonly lot: bigint; readonly bidder: Address; readonly amount: bigint },
): EscrowRecord {
  return {
    kind: 'bid',
    id,
    address: args.bidder,
    lotId: args.lot.toString() as LotId,
    amountWei: args.amount as Wei,
    at,
  };
}
