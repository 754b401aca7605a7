/** Steps between nothing and all of a picture. They divide without a remainder that one could see. */
export const BLEND_STEPS = 32;

/**
 * Lays one picture over another, byte by byte: each plane of a frame by itself.
 *
 * Four bytes are weighed at a time, two in a word with eight free bits above each.
 *
 * @param out - may be `from` itself; all three are of one length, a multiple of four bytes
 * @param amount - how much of `to` is seen, from 0 to `BLEND_STEPS`
 */
export function blend(out: Uint8Array, from: Uint8Array, to: Uint8Array, amount: number): void {
  const [into, under, over] = [wordsOf(out), wordsOf(from), wordsOf(to)];
  const rest = BLEND_STEPS - amount;
  for (let i = 0; i < into.length; i++) {
    const a = under[i] as number;
    const b = over[i] as number;
    const even = (a & 0xff00ff) * rest + (b & 0xff00ff) * amount + 0x100010;
    const odd = ((a >>> 8) & 0xff00ff) * rest + ((b >>> 8) & 0xff00ff) * amount + 0x100010;
    into[i] = ((even >>> 5) & 0xff00ff) | ((odd << 3) & 0xff00ff00);
  }
}

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length >> 2);
