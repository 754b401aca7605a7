import { BitReader, BitWriter, findEnd } from './bits.js';
import { readSequence } from './parameter-sets.js';
import { addPrevention, removePrevention, type Unit } from './units.js';

/** Code points of ISO/IEC 23091-2. */
const BT709 = 1;
const VIDEO_FORMAT_UNSPECIFIED = 5;
const EXTENDED_SAR = 255;

/**
 * Writes a sequence parameter set that says BT.709, limited range, whatever it said before. All
 * else stays.
 *
 * Chromium converts what was drawn to limited range, and says of it that its range is full.
 *
 * @throws SothebaisError `ENCODER_FAILED`
 */
export function signalColour(sps: Unit): Unit {
  const payload = removePrevention(sps);
  const { vuiAt } = readSequence(sps);
  const end = findEnd(payload);
  const reader = new BitReader(payload, vuiAt);
  const writer = new BitWriter();
  writer.copy(payload, 0, vuiAt);
  writer.flag(true);
  if (reader.flag()) {
    skipAspectAndOverscan(reader);
    writer.copy(payload, vuiAt + 1, reader.at);
    writeColour(writer);
    skipColour(reader);
    writer.copy(payload, reader.at, end);
  } else {
    writer.bits(2, 0);
    writeColour(writer);
    // Nothing of chroma's place, timing, HRD (twice), picture structure and restrictions.
    writer.bits(6, 0);
  }
  return addPrevention(writer.finish());
}

function skipAspectAndOverscan(reader: BitReader): void {
  if (reader.flag() && reader.bits(8) === EXTENDED_SAR) reader.bits(32);
  if (reader.flag()) reader.flag();
}

function skipColour(reader: BitReader): void {
  if (!reader.flag()) return;
  reader.bits(4);
  if (reader.flag()) reader.bits(24);
}

function writeColour(writer: BitWriter): void {
  writer.flag(true);
  writer.bits(3, VIDEO_FORMAT_UNSPECIFIED);
  writer.flag(false);
  writer.flag(true);
  for (let point = 0; point < 3; point++) writer.bits(8, BT709);
}
