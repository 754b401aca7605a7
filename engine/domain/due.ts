import type { Auction } from './auction.js';
import type { AuctionEvent } from './events.js';
import type { Instant, LotId } from './ids.js';
import { closeDueAt, closingDueAt, isBidding, isOpen, secondWarningMs } from './lot/clock.js';
import { closeIfDue, passLot } from './lot/close-lot.js';
import type { Lot } from './lot/lot.js';
import { openLot } from './lot/open-lot.js';
import { meansOn } from './rule-on-offer.js';

/** Something that falls due: when, and what happens then. */
interface Due {
  readonly at: Instant;
  readonly happen: (now: Instant) => AuctionEvent[];
}

/** When something falls due next: the time of the next tick. Undefined when nothing will. */
export const nextTickAt = (auction: Auction): Instant | undefined => nextDue(auction)?.at;

/**
 * What happens first of all that has fallen due by `now`; undefined when nothing has. It takes the
 * time of the tick: what a house that slept had to begin, begins now.
 */
export function nextTurn(auction: Auction, now: Instant): AuctionEvent[] | undefined {
  const due = nextDue(auction);
  return due && due.at <= now ? due.happen(now) : undefined;
}

/** The earliest of all; of two at once, the lot that opened first, and the programme last. */
function nextDue(auction: Auction): Due | undefined {
  let next: Due | undefined;
  for (const lotId of auction.activeLotIds) {
    const lot = auction.lots.get(lotId);
    const due = lot && dueOnLot(auction, lot);
    if (due && (!next || due.at < next.at)) next = due;
  }
  const due = dueOnProgram(auction);
  return due && (!next || due.at < next.at) ? due : next;
}

function dueOnLot(auction: Auction, lot: Lot): Due | undefined {
  const { premiumBps } = auction.opening;
  const { id: lotId } = lot;
  if (lot.secondChance) {
    const at = lot.secondChance.expiresAt;
    return { at, happen: (now) => [{ kind: 'second-chance-declined', lotId, at: now }] };
  }
  if (!isOpen(lot)) return undefined;
  if (lot.closesAt === undefined) {
    // By the first rulebook the wait began anew when a paused lot went on.
    const since = auction.opening.rulebook < 2 ? auction.phaseSince : lot.terms.opensAt;
    const waitEndsAt = (since + lot.terms.durationMs) as Instant;
    const at = (waitEndsAt + lot.terms.deliveryGraceMs) as Instant;
    return { at, happen: (now) => [passLot(lot, now, waitEndsAt)] };
  }
  const close = { at: closeDueAt(lot) ?? lot.closesAt };
  const steps: (Due | undefined)[] = [
    warningDue(auction, lot),
    closingDue(auction, lot),
    { ...close, happen: (now) => closeIfDue(lot, now, premiumBps, meansOn(auction, lot)) },
  ];
  return steps.find((due) => due !== undefined);
}

/** Fair warning, and again halfway to the close. */
function warningDue({ opening }: Auction, lot: Lot): Due | undefined {
  const { fairWarningMs } = opening.pace;
  if (!isBidding(lot) || lot.closesAt === undefined || fairWarningMs === 0) return undefined;
  if (lot.phase === 'second-warning') return undefined;
  if (lot.phase === 'fair-warning' && opening.rulebook < 2) return undefined;
  const leftMs = lot.phase === 'open' ? fairWarningMs : secondWarningMs(fairWarningMs);
  const at = (lot.closesAt - leftMs) as Instant;
  return { at, happen: (now) => [{ kind: 'fair-warning-given', lotId: lot.id, at: now }] };
}

function closingDue({ opening }: Auction, lot: Lot): Due | undefined {
  const at = opening.rulebook < 2 ? undefined : closingDueAt(lot);
  const { closesAt } = lot;
  if (at === undefined || closesAt === undefined) return undefined;
  return { at, happen: (now) => [{ kind: 'lot-closing', lotId: lot.id, at: now, closesAt }] };
}

/** What is on program changes: standby ends, a previewed lot opens, a result has been shown. */
function dueOnProgram(auction: Auction): Due | undefined {
  if (auction.phase === 'closed') return undefined;
  const { standbyMs, presentMs, resultMs } = auction.opening.pace;
  const since = auction.phaseSince;
  const lot = auction.currentLotId && auction.lots.get(auction.currentLotId);
  const present = (now: Instant) => [presentNext(auction, now)];
  if (!lot || lot.phase === 'catalogued') {
    return { at: (since + standbyMs) as Instant, happen: present };
  }
  if (lot.phase === 'previewed') {
    const open = (now: Instant) => openLot(lot, now, meansOn(auction, lot));
    return { at: (since + presentMs) as Instant, happen: open };
  }
  if (isOpen(lot) || lot.phase === 'paused') return undefined;
  return { at: (since + resultMs) as Instant, happen: present };
}

/** The next lot in the order of sale; then those that were opened beside it; then the end. */
function presentNext(auction: Auction, at: Instant): AuctionEvent {
  const next = auction.order.find((id) => awaitsSale(auction, id));
  if (next !== undefined) return { kind: 'lot-previewed', lotId: next, at };
  const shown = firstToClose(auction);
  return shown === undefined ? { kind: 'auction-closed', at } : { kind: 'lot-shown', at, shown };
}

/** A lot that the operator turned from while it was previewed awaits its sale still. */
function awaitsSale({ lots, opening }: Auction, id: LotId): boolean {
  const phase = lots.get(id)?.phase;
  // By the first two rulebooks it was never sold.
  return phase === 'catalogued' || (phase === 'previewed' && opening.rulebook >= 3);
}

function firstToClose({ activeLotIds, lots }: Auction): LotId | undefined {
  const closesAt = (id: LotId) => lots.get(id)?.closesAt ?? Infinity;
  return activeLotIds
    .filter((id) => !lots.get(id)?.secondChance)
    .toSorted((a, b) => closesAt(a) - closesAt(b))[0];
}
