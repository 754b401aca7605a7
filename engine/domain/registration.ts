import type { Address } from './ids.js';

const CLAIM = /\bregister\s+(0x[0-9a-fA-F]{40})(?![0-9a-zA-Z])/i;

/**
 * Reads a post that links its author to a wallet: the word `register` and an address.
 *
 * A claim alone proves nothing: the wallet must name the same X user with its deposit.
 */
export function parseClaim(text: string): Address | undefined {
  return CLAIM.exec(text)?.[1] as Address | undefined;
}
