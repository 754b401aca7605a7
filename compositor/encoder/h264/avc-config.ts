import { demand } from './demand.js';
import type { Unit } from './units.js';

/** What an AVCDecoderConfigurationRecord holds (ISO/IEC 14496-15, 5.3.3.1). */
export interface AvcConfig {
  readonly sps: Unit;
  readonly pps: Unit;
}

const SPS_AT = 8;

/**
 * Takes apart a record with one parameter set of each kind.
 *
 * @throws SothebaisError `ENCODER_FAILED`
 */
export function readAvcConfig(record: Buffer): AvcConfig {
  const { sps, rest } = splitRecord(record);
  demand(rest[0] === 1, 'with one picture parameter set, got another number');
  demand(rest.length >= 3, 'in a whole record, got one that is too short');
  const pps = rest.subarray(3, 3 + rest.readUInt16BE(1));
  return { sps, pps };
}

/** The same record with another sequence parameter set of the same profile and level. */
export function replaceSps(record: Buffer, sps: Unit): Buffer {
  const head = Buffer.from(record.subarray(0, SPS_AT));
  head.writeUInt16BE(sps.length, SPS_AT - 2);
  return Buffer.concat([head, sps, splitRecord(record).rest]);
}

/** `rest` begins with the number of picture parameter sets. */
function splitRecord(record: Buffer): { sps: Unit; rest: Buffer } {
  demand(record.length > SPS_AT, 'in a whole record, got one that is too short');
  demand(((record[4] ?? 0) & 3) === 3, 'behind lengths of four bytes, got other ones');
  demand(((record[5] ?? 0) & 0x1f) === 1, 'with one sequence parameter set, got another number');
  const end = SPS_AT + record.readUInt16BE(SPS_AT - 2);
  return { sps: record.subarray(SPS_AT, end), rest: record.subarray(end) };
}
