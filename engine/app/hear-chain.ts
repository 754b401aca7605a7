import type { AuctionEvent, Offer } from '../domain/events.js';
import type { BidId, DeskId, Instant } from '../domain/ids.js';
import { formatEth } from '../domain/money.js';
import type { Move } from '../domain/moves.js';
import { keysOfBid } from '../domain/source-key.js';
import type { ChainNotice, ChainRecord, Undoing } from '../ports/chain.js';

/** How the book names what came from the chain, and the house's own answer to a bid undone. */
const FROM_CHAIN = 'chain-';
const VOIDED = `desk-${FROM_CHAIN}`;

/** How the source keys of all that the book was told of the chain begin. */
export const CHAIN_KEYS: readonly string[] = [
  ...keysOfBid(FROM_CHAIN as BidId),
  FROM_CHAIN,
  VOIDED,
];

/** What a notice of the chain asks of the floor. */
export function hearChain(notice: ChainNotice, now: Instant): Move {
  const sourceId = `${FROM_CHAIN}${notice.id}`;
  switch (notice.kind) {
    case 'deposit': {
      const { address, xUserId, amountWei } = notice;
      return { kind: 'credit-deposit', at: now, sourceId, address, xUserId, amountWei };
    }
    case 'bid':
      return { kind: 'offer', at: now, offer: offerOf(notice, sourceId as BidId, now) };
    case 'reverted':
      return undo(notice, sourceId, now);
  }
}

function offerOf(notice: Extract<ChainNotice, { kind: 'bid' }>, id: BidId, now: Instant): Offer {
  return {
    id,
    source: 'chain',
    amount: formatEth(notice.amountWei),
    currency: 'ETH',
    lotId: notice.lotId,
    address: notice.address,
    placedAt: notice.at,
    receivedAt: now,
  };
}

function undo({ id, undoes }: Undoing, sourceId: string, now: Instant): Move {
  if (undoes.kind === 'deposit') {
    const { address, amountWei } = undoes;
    return { kind: 'revert-deposit', at: now, sourceId, address, amountWei };
  }
  const bidId = `${FROM_CHAIN}${undoes.id}` as BidId;
  const why = 'The chain took the bid back.';
  const desk = { id: `${VOIDED}${id}` as DeskId, by: 'house', why };
  return { kind: 'void-bid', lotId: undoes.lotId, at: now, bidId, desk };
}

/**
 * What the floor was told of the chain, as its book has it, oldest first. Bids that were refused
 * are left out: there is nothing of them to undo.
 */
export function toldOfChain(book: Iterable<AuctionEvent>): (ChainRecord | Undoing)[] {
  const told: (ChainRecord | Undoing)[] = [];
  const records = new Map<string, ChainRecord>();
  for (const event of book) {
    const record = recordIn(event);
    if (record && !records.has(record.id)) {
      records.set(record.id, record);
      told.push(record);
    }
    const undone = undoneBy(event);
    const undoes = undone === undefined ? undefined : records.get(undone);
    if (undoes) told.push({ kind: 'reverted', id: `${undoes.id}-undone`, undoes });
  }
  return told;
}

function recordIn(event: AuctionEvent): ChainRecord | undefined {
  switch (event.kind) {
    case 'deposit-credited': {
      const { sourceId, address, amountWei, at } = event;
      return { kind: 'deposit', id: chainId(sourceId), address, amountWei, at };
    }
    case 'bid-accepted':
    case 'bid-held':
    case 'absentee-left': {
      const { id, source, lotId } = event.bid;
      return source === 'chain' ? { kind: 'bid', id: chainId(id), lotId, at: event.at } : undefined;
    }
    default:
      return undefined;
  }
}

/** The record that an event answers the undoing of. */
function undoneBy(event: AuctionEvent): string | undefined {
  if (event.kind === 'deposit-reverted') return withoutEnd(chainId(event.sourceId));
  if (event.kind !== 'bid-voided' || !event.desk.id.startsWith(VOIDED)) return undefined;
  return withoutEnd(event.desk.id.slice(VOIDED.length));
}

const chainId = (sourceId: string): string => sourceId.slice(FROM_CHAIN.length);
const withoutEnd = (id: string): string => id.replace(/-undone$/, '');
