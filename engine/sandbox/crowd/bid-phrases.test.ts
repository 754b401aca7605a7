import { describe, expect, test } from 'vitest';
import { parseBidText } from '../../domain/bid-text/parse-bid-text.js';
import { BID_PHRASES, phraseBid, sayAmount, STYLES } from './bid-phrases.js';
import {
  DOLLAR_BIDS,
  FAREWELLS,
  GREETINGS,
  INJECTIONS,
  QUESTIONS,
  REMARKS,
  UNCLEAR_BIDS,
} from './talk-phrases.js';

const AMOUNTS = [
  '0.5',
  '0.058',
  '1',
  '1.2',
  '1.25',
  '2.5',
  '3',
  '12',
  '12.5',
  '1.0000000000000001',
];
const HOUSE = { hostHandle: 'sothebais', lotCurrency: 'ETH' } as const;
/** Posted, said in the chat, and with the spark of one who repeats himself. */
const WAYS = ['@sothebais #', '#', '# ✨', '@sothebais # 🤞'];
const readAll = (words: string) => WAYS.map((way) => parseBidText(way.replace('#', words), HOUSE));

describe.each(STYLES)('a bidder who talks %s', (style) => {
  test.each(BID_PHRASES[style])('is read as bidding what he says: %s', (phrase) => {
    for (const amount of AMOUNTS) {
      const words = phraseBid(phrase, sayAmount(style, amount));
      for (const reading of readAll(words)) {
        expect(reading, words).toMatchObject({ kind: 'bid', amount, currency: 'ETH' });
      }
    }
  });
});

describe('the crowd', () => {
  test.each([...QUESTIONS, ...REMARKS, ...GREETINGS, ...FAREWELLS, ...INJECTIONS])(
    'is not read as bidding: %s',
    (words) => {
      for (const reading of readAll(words)) expect(reading.kind).toBe('none');
    },
  );

  test.each(UNCLEAR_BIDS)('is asked back: %s', (words) => {
    for (const reading of readAll(words)) expect(reading.kind).toBe('ambiguous');
  });

  test.each(DOLLAR_BIDS)('is read as bidding dollars: %s', (phrase) => {
    const reading = parseBidText(phraseBid(phrase, '1250'), HOUSE);
    expect(reading).toMatchObject({ kind: 'bid', amount: '1250', currency: 'USD' });
  });
});
