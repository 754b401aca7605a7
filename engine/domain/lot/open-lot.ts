import type { LotEvent } from '../events.js';
import type { Instant } from '../ids.js';
import type { Lot } from './lot.js';

/** Opens a lot: its clock starts where the terms say so. */
export function openLot({ id, terms }: Lot, at: Instant): LotEvent[] {
  const clock =
    terms.clockStarts === 'open' ? { closesAt: (at + terms.durationMs) as Instant } : {};
  return [{ kind: 'lot-opened', lotId: id, at, ...clock }];
}
