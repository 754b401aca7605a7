import type { LotEvent } from '../events.js';
import type { Instant, Wei } from '../ids.js';
import { invariant } from '../invariant.js';
import { premiumOf } from '../money.js';
import { closeDueAt } from './clock.js';
import type { Lot } from './lot.js';
import { ruleOnHeld, UNBOUND, type MeansOf } from './rule-on-waiting.js';

/**
 * Closes a lot whose time has come: rules on the bids it held, then drops the hammer, unless one
 * of them moved the close. Nothing before the close and its delivery grace have passed.
 *
 * @param premiumBps - the house's fee on the hammer price, in basis points
 * @param meansOf - what its bidders can bid by now
 */
export function closeIfDue(
  lot: Lot,
  at: Instant,
  premiumBps: number,
  meansOf: MeansOf = UNBOUND,
): LotEvent[] {
  if (!isDue(lot, at)) return [];
  const { events, lot: after } = ruleOnHeld(lot, at, meansOf);
  return isDue(after, at) ? [...events, fall(after, at, premiumBps)] : events;
}

function isDue(lot: Lot, at: Instant): boolean {
  const dueAt = closeDueAt(lot);
  return dueAt !== undefined && at >= dueAt;
}

function fall(lot: Lot, at: Instant, premiumBps: number): LotEvent {
  const { id, closesAt, leader, priceWei, terms } = lot;
  invariant(closesAt !== undefined, 'the hammer falls on a lot whose clock has started');
  if (!leader || priceWei === undefined || priceWei < (terms.reserveWei ?? 0n)) {
    return passLot(lot, at, closesAt);
  }
  return {
    kind: 'hammer-fell',
    lotId: id,
    at,
    closedAt: closesAt,
    outcome: 'sold',
    winner: leader.paddle,
    hammerWei: priceWei,
    premiumWei: premiumOf(priceWei, premiumBps),
  };
}

/** The hammer falls on a lot that found no buyer. */
export function passLot({ id }: Lot, at: Instant, closedAt: Instant): LotEvent {
  const nothing = 0n as Wei;
  return {
    kind: 'hammer-fell',
    lotId: id,
    at,
    closedAt,
    outcome: 'passed',
    winner: null,
    hammerWei: nothing,
    premiumWei: nothing,
  };
}
