import { PACE_DEFAULTS } from '../engine/domain/auction.js';
import type { AuctionEvent, Desk } from '../engine/domain/events.js';
import type { DeskId } from '../engine/domain/ids.js';
import type { Caused } from '../engine/ports/ledger.js';

/** An event of schema 1: it has no version and no cause, and nobody's name under operator's moves. */
interface First {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/**
 * Brings an event of an older schema up to the present one. Pure: the same payload always reads
 * the same, and its hash is still that of the bytes as they were written.
 *
 * Schema 1 (2026-11): `lot-presented` was the name of `lot-previewed`; an opening told no rulebook
 * and no time for a second chance; the operator's moves told neither who nor why; and no event
 * told its cause, which is empty therefore and in no event since.
 */
export function upcast(written: First, sequence: number): Caused {
  return { event: upcastEvent(written, sequence) as AuctionEvent, cause: '' };
}

function upcastEvent(written: First, sequence: number): object {
  switch (written.kind) {
    case 'auction-opened': {
      const opening = written['opening'] as { readonly pace: object };
      const pace = { ...opening.pace, ...PACE_DEFAULTS };
      return { ...written, opening: { ...opening, rulebook: 1, pace } };
    }
    case 'lot-presented':
      return { ...written, kind: 'lot-previewed' };
    case 'lot-paused':
    case 'lot-resumed':
    case 'lot-extended':
    case 'lot-withdrawn':
    case 'bid-voided': {
      const desk: Desk = { id: `desk-${sequence}` as DeskId, by: 'operator', why: '' };
      return { ...written, desk };
    }
    default:
      return written;
  }
}
