import { CURRENCIES, type Reading } from '../../../domain/bid-text/reading.js';
import { BID_PHRASES, phraseBid, sayAmount, STYLES } from '../bid-phrases.js';
import { DOLLAR_BIDS, UNCLEAR_BIDS } from '../talk-phrases.js';

const FIGURE = /\d+(?:[.,]\d+)?/;
/** Every amount that a bidder of few words spells out, as he spells it. */
const SPELLED = new Map(
  Array.from({ length: 24 }, (_, i) => `${(i + 1) >> 1}${i % 2 === 0 ? '.5' : ''}`).map(
    (amount) => [sayAmount('words', amount), amount] as const,
  ),
);

/**
 * Reads the crowd's own phrases and no others: tests of what the crowd does are not to hang on
 * how well the house reads.
 */
export function readKnownWords(text: string): Reading {
  const words = text.replace('@host ', '');
  if (UNCLEAR_BIDS.includes(words)) return { kind: 'ambiguous', reason: 'one of the unclear' };

  const spelled = [...SPELLED].filter(([said]) => said.length > 2 && words.includes(said));
  const [said, meant] = spelled.toSorted(([a], [b]) => b.length - a.length)[0] ?? [];
  const figure = FIGURE.exec(words)?.[0] ?? said;
  if (figure === undefined) return { kind: 'none', reason: 'no figure' };
  const is = (phrase: string) => words.startsWith(phraseBid(phrase, figure));
  const amount = (figure === said ? meant : figure.replace(',', '.')) ?? figure;
  if (DOLLAR_BIDS.some(is)) return { kind: 'bid', amount, currency: 'USD', reason: 'dollars' };
  if (STYLES.some((style) => BID_PHRASES[style].some(is)))
    return { kind: 'bid', amount, currency: CURRENCIES[0], reason: 'a bid' };
  return { kind: 'none', reason: 'no phrase of ours' };
}
