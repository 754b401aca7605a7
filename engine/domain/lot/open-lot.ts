import type { Desk, LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import { foldLot } from './fold-lot.js';
import type { Lot } from './lot.js';
import { ruleOnAbsentee, type MeansOf } from './rule-on-waiting.js';

/**
 * Opens a lot: its clock starts where the terms say so, and the bids that were left for it are
 * ruled on in the order they were placed.
 *
 * @param desk - who opened it before its turn
 */
export function openLot(lot: Lot, at: Instant, meansOf: MeansOf, desk?: Desk): LotEvent[] {
  const { id, terms } = lot;
  const clock =
    terms.clockStarts === 'open' ? { closesAt: (at + terms.durationMs) as Instant } : {};
  const opened: LotEvent = {
    kind: 'lot-opened',
    lotId: id,
    at,
    ...clock,
    ...(desk ? { desk } : {}),
  };
  if (lot.absentee.length === 0) return [opened];
  return [opened, ...ruleOnAbsentee(foldLot(lot, opened), at, meansOf).events];
}
