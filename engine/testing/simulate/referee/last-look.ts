import type { Auction, AuctionOpening, LotResult, Reserves } from '../../../domain/auction.js';
import type { Address, LotId } from '../../../domain/ids.js';
import { replay } from '../../../domain/replay.js';
import type { Ledger } from '../../../ports/ledger.js';
import type { Outbox } from '../../../ports/outbox.js';
import type { SimulatedChain } from '../world/chain.js';
import type { SimulatedX } from '../world/x.js';

export interface LastLook {
  readonly opening: AuctionOpening;
  readonly reserves: Reserves;
  readonly x: SimulatedX;
  readonly chain: SimulatedChain;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  /** The auction as the house has it. */
  readonly seen: Auction | undefined;
  /** The auction as the referee folded it. */
  readonly auction: Auction | undefined;
  readonly balances: ReadonlyMap<Address, bigint>;
  /** The replies that were owed, by post and text: different errands may say the same. */
  readonly owed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly note: (invariant: string, why: string) => void;
}

/** Looks whether book, house and chain agree once all is over. */
export async function lookLast(look: LastLook): Promise<void> {
  const { opening, reserves, ledger, outbox, auction, seen, note, chain } = look;
  const replayed = replay(await ledger.read(opening.id), reserves);
  if (!replayed.ok) note('the book is true', `At ${replayed.sequence}: ${replayed.why}`);
  else if (textOf(replayed.auction) !== textOf(auction)) {
    note('the book is true', 'Its replay comes to another auction.');
  }
  if (textOf(seen) !== textOf(auction))
    note('the house shows its book', 'It shows another auction.');

  // Words may stay unsaid where the queue was away: they would be stale. Deeds may not.
  for (const { id, kind } of await outbox.waiting()) {
    if (kind === 'settle' || kind === 'give-back') note('no consequence is forgotten', id);
  }
  for (const [words, times] of look.x.answers) {
    if (times > (look.owed.get(words)?.size ?? 1)) note('nothing is said twice', words);
  }
  for (const [lotId, result] of auction?.results ?? []) judgeResult(lotId, result, look);
  judgeDeposits(look, chain);
}

function judgeResult(
  lotId: LotId,
  { outcome, settlement, winner, hammerWei, premiumWei }: LotResult,
  { auction, chain, note }: LastLook,
): void {
  const paid = chain.settled.get(lotId);
  if (settlement?.state === 'pending') note('every sale is settled, or known not to be', lotId);
  if (settlement?.state === 'settled') {
    const wallet = winner === null ? undefined : auction?.bidders.get(winner)?.address;
    const isSame =
      paid?.winner === wallet && paid?.hammerWei === hammerWei && paid.premiumWei === premiumWei;
    if (!isSame) note('money is conserved', `Lot ${lotId} was not paid as the book says.`);
  }
  const isGone =
    outcome === 'withdrawn' ||
    (outcome === 'passed' && !auction?.lots.get(lotId)?.dismissed.length);
  if (isGone && paid) note('money is conserved', `Lot ${lotId} is ${outcome}, but was paid.`);
}

/** What the book has of each deposit against the chain as it is. */
function judgeDeposits({ balances, note }: LastLook, chain: SimulatedChain): void {
  const onChain = chain.deposited();
  for (const address of new Set([...balances.keys(), ...onChain.keys()])) {
    const [book, true_] = [balances.get(address) ?? 0n, onChain.get(address) ?? 0n];
    if (book !== true_) note('every deposit counts once', `${address}: ${book}, on chain ${true_}`);
  }
}

const textOf = (auction: Auction | undefined): string =>
  JSON.stringify(
    auction && [
      auction.sequence,
      [...auction.results],
      [...auction.lots].map(([id, lot]) => [
        id,
        lot.phase,
        lot.priceWei,
        lot.leader?.id,
        lot.closesAt,
      ]),
    ],
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
