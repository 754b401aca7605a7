import { BitReader, BitWriter, findEnd } from './bits.js';
import { demand } from './demand.js';
import type { ParameterSets } from './parameter-sets.js';
import { addPrevention, IDR_SLICE, removePrevention, typeOf, type Unit } from './units.js';

/** What gives a picture its place among the others. All its slices carry the same. */
export interface PictureNumbers {
  /** Counts reference pictures since the IDR picture. */
  readonly frameNum: number;
  /** Stands with IDR pictures; two that follow each other differ in it. */
  readonly idrPicId: number | undefined;
  /** Low bits of the place in the order of showing; 0 where slices do not carry it. */
  readonly pocLsb: number;
}

/** What a slice begins with (7.3.3), as far as it concerns the pictures around it. */
export interface SliceHeader {
  readonly numbers: PictureNumbers;
  /** The bits of the payload, without emulation prevention, in which the numbers lie. */
  readonly numbersAt: number;
  readonly numbersEnd: number;
}

/** `slice_type`, less 5 where all slices of the picture have it. */
export const P_SLICE = 0;
const I_SLICE = 2;

const MODIFICATIONS_END = 3;

/**
 * Reads a slice, and refuses one that a repeat in front of it would disturb.
 *
 * @throws SothebaisError `ENCODER_FAILED`
 */
export function readSliceHeader(slice: Unit, sets: ParameterSets): SliceHeader {
  const { sequence, picture } = sets;
  const isIdr = typeOf(slice) === IDR_SLICE;
  const reader = new BitReader(removePrevention(slice));
  const importance = reader.bits(8) >> 5;
  demand(importance > 0, 'in which each picture is a reference, got one that is none');
  reader.ue();
  const type = reader.ue() % 5;
  demand(type === P_SLICE || type === I_SLICE, `with I and P slices, got slice_type ${type}`);
  demand(reader.ue() === picture.id, 'that goes by one picture parameter set, got another one');
  const numbersAt = reader.at;
  const frameNum = reader.bits(sequence.frameNumBits);
  const idrPicId = isIdr ? reader.ue() : undefined;
  const pocLsb = reader.bits(sequence.pocLsbBits);
  const numbersEnd = reader.at;
  refuseOldReferences(reader, sets, type, isIdr);
  return { numbers: { frameNum, idrPicId, pocLsb }, numbersAt, numbersEnd };
}

/** The same slice with other numbers, of the same kind. */
export function renumberSlice(slice: Unit, sets: ParameterSets, numbers: PictureNumbers): Unit {
  const { numbersAt, numbersEnd } = readSliceHeader(slice, sets);
  const payload = removePrevention(slice);
  const writer = new BitWriter();
  writer.copy(payload, 0, numbersAt);
  writeNumbers(writer, sets, numbers);
  writer.copy(payload, numbersEnd, findEnd(payload));
  return addPrevention(writer.finish());
}

/** Writes the numbers as each slice has them. */
export function writeNumbers(
  writer: BitWriter,
  { sequence }: ParameterSets,
  { frameNum, idrPicId, pocLsb }: PictureNumbers,
): void {
  writer.bits(sequence.frameNumBits, frameNum);
  if (idrPicId !== undefined) writer.ue(idrPicId);
  writer.bits(sequence.pocLsbBits, pocLsb);
}

/** A picture that is kept by another rule than "the newest one" would not survive a repeat. */
function refuseOldReferences(
  reader: BitReader,
  { sequence, picture }: ParameterSets,
  type: number,
  isIdr: boolean,
): void {
  if (picture.hasBottomDelta && sequence.pocLsbBits > 0) reader.se();
  if (picture.hasRedundancy) {
    demand(reader.ue() === 0, 'without redundant pictures, got one');
  }
  if (type === P_SLICE) {
    if (reader.flag()) reader.ue();
    if (reader.flag()) skipModifications(reader);
  }
  if (isIdr) reader.flag();
  demand(!reader.flag(), 'without long-term references or memory control, got some');
}

function skipModifications(reader: BitReader): void {
  for (let kind = reader.ue(); kind !== MODIFICATIONS_END; kind = reader.ue()) {
    demand(kind < 2, 'without long-term references, got one');
    reader.ue();
  }
}
