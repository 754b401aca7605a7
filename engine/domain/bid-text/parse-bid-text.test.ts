import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testReadings } from '../../testing/readings.js';
import { parseBidText } from './parse-bid-text.js';
import { CURRENCIES } from './reading.js';
import { spellOut } from './spelling.js';
import { scanText } from './tokens.js';

const AMOUNT = /^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/;
const PIECES = [
  ...[
    'bid',
    'i bid',
    '2',
    '0.5',
    '1,000',
    'ETH',
    '$',
    'k',
    'no',
    'if',
    'not',
    '?',
    '!',
    '.',
    ',',
    '@bob',
    '\n',
  ],
  ...[
    '"',
    '(',
    ')',
    '~',
    '-',
    '+',
    '1/2',
    'half',
    'two',
    '#3',
    'lot',
    '入札',
    '二',
    '이더',
    '\u200b',
    '\u202e',
    '0x1',
    'a.b',
  ],
];
const words = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((list) => list.join(' '));
const glued = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((list) => list.join(''));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), words, glued);

describe('parseBidText', () => {
  test('reads every text without failing, and every amount in its shortest form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = parseBidText(text);
        expect(reading.reason).not.toBe('');
        if (reading.kind !== 'bid') return;
        expect(reading.amount).toMatch(AMOUNT);
        expect(reading.amount).not.toBe('0');
        expect(CURRENCIES).toContain(reading.currency);
      }),
      { numRuns: 1_000 },
    );
  });

  test('reads a plain bid of any amount as that amount', () => {
    const amounts = fc.tuple(
      fc.bigInt({ min: 1n, max: 10n ** 24n }),
      fc.integer({ min: 0, max: 18 }),
    );
    fc.assert(
      fc.property(amounts, ([digits, places]) => {
        const padded = digits.toString().padStart(places + 1, '0');
        const cut = padded.length - places;
        const amount = places === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`;
        const shortest = amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
        expect(parseBidText(`I bid ${amount} ETH`)).toMatchObject({
          kind: 'bid',
          amount: shortest,
          currency: 'ETH',
        });
      }),
    );
  });

  test('takes no bid that is denied, asked or conditional, whatever its amount', () => {
    const frames = [
      "I don't bid %",
      'if he passes I bid %',
      'can I bid %?',
      'he bid %',
      'I bid % yesterday',
      '"I bid %"',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.integer({ min: 1, max: 999 }), (frame, amount) => {
        expect(parseBidText(frame.replace('%', `${amount} ETH`)).kind).toBe('none');
      }),
    );
  });

  test('makes no more tokens than there are characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = scanText(text);
        const units = text.normalize('NFKC').length + text.length;
        expect(tokens.length).toBeLessThanOrEqual(units);
        expect(spellOut(tokens).length).toBeLessThanOrEqual(3 * units);
      }),
    );
  });

  test.each([
    'a.',
    '1 ',
    '1,',
    "a'",
    '入',
    '二',
    '"',
    '(',
    '1/2 ',
    'i bid ',
    'no wait ',
    '@1',
    '0x',
    'lot - ',
    '\u0301',
  ])('reads a long run of %j', (unit) => {
    expect(parseBidText(unit.repeat(16_000)).kind).not.toBe('bid');
  });
});

describe('the lot and the host', () => {
  testReadings(
    `
    1000 USD  | bid 1,000
    2000 USD  | I bid 2k
    2 ETH     | bid 2 ETH
    5000 USD  | $5000 (2 ETH)
    ambiguous | 2 ETH (~$5,000)
    2 USD     | @Gavel_Show bid 2
    2 USD     | @gavel_show make it 2
    ambiguous | @sothebais bid 2
    `,
    { lotCurrency: 'USD', hostHandle: '@Gavel_Show' },
  );
});
