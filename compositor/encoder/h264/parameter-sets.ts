import { BitReader } from './bits.js';
import { demand } from './demand.js';
import { removePrevention, type Unit } from './units.js';

/** What a sequence parameter set says of the slices that go by it (7.3.2.1.1). */
export interface Sequence {
  readonly frameNumBits: number;
  /** 0 where pictures are shown in the order they come, and carry no such number. */
  readonly pocLsbBits: number;
  /** In one picture. */
  readonly macroblocks: number;
  /** The bit of the payload, without emulation prevention, that says whether a VUI follows. */
  readonly vuiAt: number;
}

/** What a picture parameter set says of the slices that go by it (7.3.2.2). */
interface PictureSet {
  readonly id: number;
  /** Slices say how the bottom field's place differs from the top one's. */
  readonly hasBottomDelta: boolean;
  /** Reference pictures of a P slice that does not say how many it has. */
  readonly references: number;
  /** Slices say how they are deblocked. */
  readonly hasDeblocking: boolean;
  /** Slices say which copy of the picture they belong to. */
  readonly hasRedundancy: boolean;
}

/** All that the reading and writing of slices goes by. */
export interface ParameterSets {
  readonly sequence: Sequence;
  readonly picture: PictureSet;
}

/** Profiles whose sequence parameter set tells the format of samples. */
const FORMAT_PROFILES = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244]);

/**
 * Reads both sets, and refuses streams in which a repeat could not be written, or would disturb
 * the pictures after it.
 *
 * @throws SothebaisError `ENCODER_FAILED`
 */
export function readParameterSets(sps: Unit, pps: Unit): ParameterSets {
  return { sequence: readSequence(sps), picture: readPictureSet(pps) };
}

/** @throws SothebaisError `ENCODER_FAILED` */
export function readSequence(sps: Unit): Sequence {
  const reader = new BitReader(removePrevention(sps), 8);
  const profile = reader.bits(8);
  reader.bits(16);
  reader.ue();
  if (FORMAT_PROFILES.has(profile)) skipFormat(reader);
  const frameNumBits = reader.ue() + 4;
  const pocType = reader.ue();
  demand(pocType !== 1, 'with pic_order_cnt_type 0 or 2, got 1');
  const pocLsbBits = pocType === 0 ? reader.ue() + 4 : 0;
  const references = reader.ue();
  // A repeat takes the place of a reference picture; where there is but one, it is the same picture.
  demand(references === 1, `with 1 reference picture, got ${references}`);
  reader.flag();
  const columns = reader.ue() + 1;
  const rows = reader.ue() + 1;
  demand(reader.flag(), 'in whole frames, got fields');
  reader.flag();
  const isCropped = reader.flag();
  if (isCropped) for (let side = 0; side < 4; side++) reader.ue();
  return { frameNumBits, pocLsbBits, macroblocks: columns * rows, vuiAt: reader.at };
}

function skipFormat(reader: BitReader): void {
  const chroma = reader.ue();
  demand(chroma === 1, `with chroma_format_idc 1 (4:2:0), got ${chroma}`);
  reader.ue();
  reader.ue();
  reader.flag();
  demand(!reader.flag(), 'without scaling matrices, got some');
}

/** @throws SothebaisError `ENCODER_FAILED` */
function readPictureSet(pps: Unit): PictureSet {
  const reader = new BitReader(removePrevention(pps), 8);
  const id = reader.ue();
  reader.ue();
  demand(!reader.flag(), 'with CAVLC, got CABAC, which a Baseline profile would not use');
  const hasBottomDelta = reader.flag();
  demand(reader.ue() === 0, 'in one slice group, got more');
  const references = reader.ue() + 1;
  reader.ue();
  demand(!reader.flag(), 'without weighted prediction, got some');
  reader.bits(2);
  reader.se();
  reader.se();
  reader.se();
  const hasDeblocking = reader.flag();
  reader.flag();
  const hasRedundancy = reader.flag();
  return { id, hasBottomDelta, references, hasDeblocking, hasRedundancy };
}
