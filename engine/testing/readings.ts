import { expect, test } from 'vitest';
import { parseBidText } from '../domain/bid-text/parse-bid-text.js';
import type { BidTextOptions } from '../domain/bid-text/parse-bid-text.js';

/**
 * Makes one test of each line `reading | text`: `2 ETH`, `none` or `ambiguous`, then the words.
 *
 * `⏎` in the words stands for a new line.
 */
export function testReadings(table: string, options: BidTextOptions = {}): void {
  for (const line of table.split('\n')) {
    const bar = line.indexOf('|');
    if (bar < 0) continue;
    const expected = line.slice(0, bar).trim();
    const text = line
      .slice(bar + 1)
      .trim()
      .replaceAll('⏎', '\n');
    test(`reads ${expected} in ${JSON.stringify(text)}`, () => {
      const reading = parseBidText(text, options);
      const found = reading.kind === 'bid' ? `${reading.amount} ${reading.currency}` : reading.kind;
      expect(`${found} (${reading.reason})`).toBe(`${expected} (${reading.reason})`);
    });
  }
}
