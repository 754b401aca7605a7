import { demand } from './demand.js';

/** A NAL unit: a byte that says what it is, then its payload with emulation prevention. */
export type Unit = Buffer;

export const SLICE = 1;
export const IDR_SLICE = 5;

const LENGTH_BYTES = 4;
const ZEROS = Buffer.from([0, 0]);
const PREVENTED = Buffer.from([0, 0, 3]);
const PREVENTION = Buffer.from([3]);

/** The `nal_unit_type`. */
export function typeOf(unit: Unit): number {
  return (unit[0] ?? 0) & 0x1f;
}

/** Whether the unit is a slice of a picture; a part of one is refused. */
export function isSlice(unit: Unit): boolean {
  const type = typeOf(unit);
  demand(type <= SLICE || type >= IDR_SLICE, 'in whole slices, got one in partitions');
  return type === SLICE || type === IDR_SLICE;
}

/** Takes an access unit apart, in place: units behind their lengths in four bytes (AVCC). */
export function splitUnits(bytes: Buffer): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < bytes.length;) {
    demand(at + LENGTH_BYTES <= bytes.length, 'behind lengths of four bytes, got fewer');
    const start = at + LENGTH_BYTES;
    const end = start + bytes.readUInt32BE(at);
    demand(end > start && end <= bytes.length, 'units that fill their lengths, got another size');
    units.push(bytes.subarray(start, end));
    at = end;
  }
  return units;
}

/** Undoes `splitUnits`. */
export function joinUnits(units: readonly Unit[]): Buffer {
  return Buffer.concat(
    units.flatMap((unit) => {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
}

/**
 * Breaks up what could be taken for the start of a unit: a three goes between two zero bytes and
 * one that is at most three (7.4.1.1).
 */
export function addPrevention(payload: Buffer): Unit {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = payload.indexOf(ZEROS); at !== -1;) {
    const next = payload[at + 2] ?? 0;
    if (next <= 3) {
      parts.push(payload.subarray(from, at + 2), PREVENTION);
      from = at + 2;
    }
    at = payload.indexOf(ZEROS, at + 2);
  }
  return Buffer.concat([...parts, payload.subarray(from)]);
}

/** Undoes `addPrevention`. */
export function removePrevention(unit: Unit): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = unit.indexOf(PREVENTED); at !== -1; at = unit.indexOf(PREVENTED, from)) {
    parts.push(unit.subarray(from, at + 2));
    from = at + 3;
  }
  return Buffer.concat([...parts, unit.subarray(from)]);
}
