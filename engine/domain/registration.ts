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

/** The whole of the words, but for the handles before them: it binds its author to buy. */
const ANSWER = /^(?:@\w{1,15}[\s,:]+)*(accept|decline)\s+lot\s+#?0*([1-9]\d{0,8})[.!]*$/i;

/** A runner-up's answer to his second chance, by the number of the lot. */
export interface SecondChanceAnswer {
  readonly lotNumber: number;
  readonly answer: 'taken' | 'declined';
}

/**
 * Reads a runner-up's answer to a second chance: `accept lot 3` or `decline lot 3`, and not a word
 * beside it but handles.
 */
export function parseSecondChance(text: string): SecondChanceAnswer | undefined {
  const [, verb = '', lot = ''] = ANSWER.exec(text.trim()) ?? [];
  if (verb === '') return undefined;
  return {
    lotNumber: Number(lot),
    answer: verb.toLowerCase() === 'accept' ? 'taken' : 'declined',
  };
}
