import { SothebaisError } from '../../domain/errors.js';
import type { LotId } from '../../domain/ids.js';

/** A number that fits the contract, in one spelling only: `007` would be another lot's 7. */
const FORM = /^(0|[1-9]\d{0,76})$/;

/**
 * The number under which the escrow knows a lot.
 *
 * @throws SothebaisError `CHAIN_REFUSED` when the lot's id is not a number
 */
export function lotNumber(lotId: LotId): bigint {
  if (FORM.test(lotId)) return BigInt(lotId);
  throw new SothebaisError('CHAIN_REFUSED', `A lot on chain has a number for id, got "${lotId}".`, {
    hint: 'Give the lots of the catalogue numbers as ids.',
  });
}
