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
 * and no time for a second chance; the operator's moves told neither who nor why.
 */
export function upcast(written: First, sequence: number): Caused {
  const desk: Desk = { id: `desk-${sequence}` as DeskId, by: 'operator', why: '' };
  switch (written.kind) {
    case 'auction-opened': {
      const opening = written['opening'] as { readonly pace: object };
      const pace = { ...opening.pace, ...PACE_DEFAULTS };
      return caused({ ...written, opening: { ...opening, rulebook: 1, pace } }, 'house');
    }
    case 'lot-presented':
      return caused({ ...written, kind: 'lot-previewed' }, 'clock');
    case 'lot-paused':
    case 'lot-resumed':
    case 'lot-extended':
    case 'lot-withdrawn':
    case 'bid-voided':
      return caused({ ...written, desk }, desk.id);
    case 'bid-accepted':
    case 'bid-refused':
    case 'bid-held':
      return caused(written, (written['bid'] as { id: string }).id);
    case 'offer-refused':
      return caused(written, (written['offer'] as { id: string }).id);
    case 'wallet-claimed':
    case 'deposit-credited':
      return caused(written, String(written['sourceId']));
    case 'lot-settled':
      return caused(written, `chain-${String(written['txHash'])}`);
    case 'settlement-failed':
    case 'book-sealed':
      return caused(written, 'house');
    default:
      return caused(written, 'clock');
  }
}

const caused = (event: object, cause: string): Caused => ({ event: event as AuctionEvent, cause });
