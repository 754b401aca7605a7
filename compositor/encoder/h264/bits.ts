import { demand } from './demand.js';

/** Reads the fields of an H.264 payload, each of which begins where the one before ends. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;

  /** @param at - the bit to begin with */
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The number of the bit that is read next. */
  get at(): number {
    return this.#at;
  }

  /** An unsigned number of up to 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0;) {
      const byte = this.#bytes[this.#at >> 3];
      demand(byte !== undefined, 'that is whole, got a unit that ends within a field');
      const room = 8 - (this.#at & 7);
      const taken = Math.min(room, left);
      const part = (byte >> (room - taken)) & ((1 << taken) - 1);
      value = value * 2 ** taken + part;
      this.#at += taken;
      left -= taken;
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** An unsigned Exp-Golomb number. */
  ue(): number {
    let zeros = 0;
    while (!this.flag()) {
      zeros++;
      demand(zeros < 32, 'with numbers below 2^32, got a longer one');
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** A signed Exp-Golomb number. */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2;
  }
}

/** Writes what `BitReader` reads. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #open = 0;
  #openBits = 0;

  /** An unsigned number of up to 32 bits. */
  bits(count: number, value: number): void {
    for (let left = count; left > 0;) {
      const taken = Math.min(8 - this.#openBits, left);
      left -= taken;
      this.#open = (this.#open << taken) | ((value >>> left) & ((1 << taken) - 1));
      this.#openBits += taken;
      if (this.#openBits < 8) return;
      this.#bytes.push(this.#open);
      this.#open = 0;
      this.#openBits = 0;
    }
  }

  flag(value: boolean): void {
    this.bits(1, value ? 1 : 0);
  }

  ue(value: number): void {
    const length = 31 - Math.clz32(value + 1);
    this.bits(length, 0);
    this.bits(length + 1, value + 1);
  }

  se(value: number): void {
    this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Copies the bits of `source` from `from` up to, without, `to`. */
  copy(source: Uint8Array, from: number, to: number): void {
    const wholeFrom = Math.min(to, Math.ceil(from / 8) * 8);
    const wholeTo = Math.max(wholeFrom, to - (to % 8));
    this.bits(wholeFrom - from, new BitReader(source, from).bits(wholeFrom - from));
    // A slice is long, and nearly all of it is here.
    for (const byte of source.subarray(wholeFrom / 8, wholeTo / 8)) {
      const both = (this.#open << 8) | byte;
      this.#bytes.push((both >> this.#openBits) & 0xff);
      this.#open = both & ((1 << this.#openBits) - 1);
    }
    this.bits(to - wholeTo, new BitReader(source, wholeTo).bits(to - wholeTo));
  }

  /** Ends the payload: a one, then zeros up to a whole byte. */
  finish(): Buffer {
    this.bits(1, 1);
    if (this.#openBits > 0) this.bits(8 - this.#openBits, 0);
    return Buffer.from(this.#bytes);
  }
}

/** The bit that ends the payload: the last that is one. */
export function findEnd(payload: Uint8Array): number {
  let last = payload.length - 1;
  while (payload[last] === 0) last--;
  const byte = payload[last];
  demand(byte !== undefined, 'units that end with a one, got an empty one');
  return last * 8 + 7 - (31 - Math.clz32(byte & -byte));
}
