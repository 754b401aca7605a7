import { SothebaisError } from '../../../engine/domain/errors.js';

/**
 * Refuses a stream that is damaged, or of a kind that frames cannot be added to.
 *
 * @param what - goes on from "Expected H.264"
 * @throws SothebaisError `ENCODER_FAILED`
 */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new SothebaisError('ENCODER_FAILED', `Expected H.264 ${what}.`);
}
