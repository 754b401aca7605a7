const POLYNOMIAL = 0x1021;
const utf8 = new TextEncoder();

/**
 * The check of a lot's price: what the picture carries beside its counter, so that the price on air
 * can be held against the book's without reading figures.
 *
 * CRC-16/CCITT-FALSE over the UTF-8 text `number|price`.
 *
 * @param priceEth - exact decimal of ETH; undefined while there is no bid
 * @returns 16 bits
 */
export function priceCheck(lotNumber: number, priceEth: string | undefined): number {
  return crc16(`${lotNumber}|${priceEth ?? ''}`);
}

/** CRC-16/CCITT-FALSE: begins with 0xffff, takes each byte's high bit first, inverts nothing. */
export function crc16(text: string): number {
  let crc = 0xffff;
  for (const byte of utf8.encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : POLYNOMIAL)) & 0xffff;
    }
  }
  return crc;
}
