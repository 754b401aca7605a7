import { BitWriter } from './bits.js';
import type { ParameterSets } from './parameter-sets.js';
import { P_SLICE, writeNumbers, type PictureNumbers } from './slice-header.js';
import { addPrevention, SLICE, type Unit } from './units.js';

const REFERENCE = 1 << 5;
const DEBLOCKING_OFF = 1;

/**
 * Writes a picture that shows the one before it again: one slice in which every macroblock is
 * skipped. It is a reference itself, in the place of that picture.
 *
 * Skipped macroblocks at the start of a slice have no motion, and so none after them has.
 */
export function writeSkipFrame(sets: ParameterSets, numbers: PictureNumbers): Unit {
  const { sequence, picture } = sets;
  const writer = new BitWriter();
  writer.bits(8, REFERENCE | SLICE);
  writer.ue(0);
  writer.ue(P_SLICE);
  writer.ue(picture.id);
  writeNumbers(writer, sets, numbers);
  if (picture.hasBottomDelta && sequence.pocLsbBits > 0) writer.se(0);
  if (picture.hasRedundancy) writer.ue(0);
  // There is one reference picture, whatever number stands in the parameter set.
  const saysReferences = picture.references !== 1;
  writer.flag(saysReferences);
  if (saysReferences) writer.ue(0);
  // The list of references stays as it is, and the oldest one goes.
  writer.flag(false);
  writer.flag(false);
  // The quantiser of the parameter set: nothing is quantised.
  writer.se(0);
  if (picture.hasDeblocking) writer.ue(DEBLOCKING_OFF);
  writer.ue(sequence.macroblocks);
  return addPrevention(writer.finish());
}
