import type { LotEvent } from '../events.js';
import { GrowingList } from '../growing-list.js';
import type { BidId, Instant, LotId } from '../ids.js';
import { invariant } from '../invariant.js';
import type { AcceptedBid, Bid, Lot, LotPhase } from './lot.js';
import { standingAfter, type Standing } from './standing.js';
import type { Terms } from './terms.js';

/** A lot before anything happened to it. */
export function createLot(id: LotId, terms: Terms): Lot {
  return {
    id,
    terms,
    phase: 'upcoming',
    extensions: 0,
    bids: GrowingList.of<AcceptedBid>([]),
    held: [],
    accepted: 0,
    refused: 0,
  };
}

/** The lot once `event` has happened to it. Takes the same time however many bids came before. */
export function foldLot(lot: Lot, event: LotEvent): Lot {
  invariant(event.lotId === lot.id, 'an event is folded by its own lot');
  switch (event.kind) {
    case 'lot-presented':
      return { ...lot, phase: 'presented' };
    case 'lot-opened':
      return { ...openUntil(lot, event.closesAt), terms: { ...lot.terms, opensAt: event.at } };
    case 'bid-accepted':
      return foldAccepted(lot, event);
    case 'bid-refused':
      return { ...lot, refused: lot.refused + 1, held: without(lot.held, event.bid.id) };
    case 'bid-held':
      return { ...lot, held: [...lot.held, event.bid] };
    case 'fair-warning-given':
      return { ...lot, phase: 'fair-warning' };
    case 'lot-paused':
      return { ...lot, phase: 'paused', remainingMs: event.remainingMs };
    case 'lot-resumed':
    case 'lot-extended':
      return openUntil(lot, event.closesAt);
    case 'bid-voided':
      return foldVoided(lot, event.bidId);
    case 'lot-withdrawn':
      return { ...lot, phase: 'withdrawn', closedAt: event.at };
    case 'hammer-fell':
      return { ...lot, phase: event.outcome, closedAt: event.closedAt };
  }
}

/** A close that moves calls off a fair warning: it is given again before the new one. */
function foldAccepted(lot: Lot, event: Extract<LotEvent, { kind: 'bid-accepted' }>): Lot {
  const { bid, leader, priceWei, closesAt, extended } = event;
  const phase: LotPhase = extended ? 'open' : lot.phase;
  return {
    ...lot,
    phase,
    closesAt,
    extensions: lot.extensions + (extended ? 1 : 0),
    bids: lot.bids.with(bid),
    priceWei,
    accepted: lot.accepted + 1,
    held: without(lot.held, bid.id),
    leader: leader === bid.paddle ? bid : (lot.leader ?? bid),
  };
}

function openUntil(lot: Lot, closesAt: Instant | undefined): Lot {
  const clock = closesAt === undefined ? {} : { closesAt };
  return { ...forget(lot, 'remainingMs'), phase: 'open', ...clock };
}

/** The lead returns to the best of the bids that still stand. */
function foldVoided(lot: Lot, bidId: BidId): Lot {
  const bids = lot.bids.slice().filter(({ id }) => id !== bidId);
  let standing: Standing | undefined;
  for (const bid of bids) standing = standingAfter(lot.terms, standing, bid);
  return {
    ...forget(lot, 'leader', 'priceWei'),
    ...standing,
    bids: GrowingList.of(bids),
  };
}

/** A lot without what no longer holds. */
function forget<Key extends keyof Lot>(lot: Lot, ...keys: Key[]): Omit<Lot, Key> {
  const gone: readonly string[] = keys;
  return Object.fromEntries(Object.entries(lot).filter(([key]) => !gone.includes(key))) as Omit<
    Lot,
    Key
  >;
}

const without = (bids: readonly Bid[], id: BidId): readonly Bid[] =>
  bids.length === 0 ? bids : bids.filter((bid) => bid.id !== id);
