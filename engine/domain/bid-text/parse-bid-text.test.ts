import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testReadings } from '../../testing/readings.js';
import { readSegments } from './items.js';
import { judgeSegment } from './judge-segment.js';
import { parseBidText } from './parse-bid-text.js';
import { CURRENCIES } from './reading.js';
import { spellOut } from './spelling.js';
import { concludeTalk } from './talk.js';
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
/** Any code units, halves of surrogate pairs and NUL among them. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 })
  .map((codes) => String.fromCharCode(...codes));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  codeUnits,
  words,
  glued,
  fc.tuple(words, codeUnits).map((parts) => parts.join('')),
);

/** What a hostile text may repeat. */
const RUNS = [
  ...['a.', '1 ', '1,', "a'", '入', '二', '"', '(', '1/2 ', 'i bid ', 'no wait ', '@1', '0x'],
  ...['lot - ', '\u0301', 'no ', 'nr ', 'no. ', '@a ', '@a,', '1 000 ', '2 ETH ', 'is it ', 'ok '],
  ...[
    'lot 3. no. ',
    'never mind, ',
    'two ',
    '+1 ',
    '~',
    'and a half ',
    '3번 로트 ',
    '\ud800',
    '\0',
  ],
];

describe('parseBidText', () => {
  test('reads every text without failing, and every amount in its shortest form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = parseBidText(text);
        expect(reading.reason).not.toBe('');
        if (reading.kind !== 'bid') return;
        expect(reading.amount).toMatch(AMOUNT);
        expect(reading.amount).not.toBe('0');
        if (reading.lot !== undefined) expect(reading.lot).toMatch(/^(?:0|[1-9][0-9]{0,5})$/);
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
    ['a hundred digits', `I bid ${'9'.repeat(100)} ETH`],
    ['a hundred digits in groups', `I bid $1${',000'.repeat(33)}`],
    ['a hundred number words', `I bid ${'thousand '.repeat(100)}ETH`],
    ['a million characters', 'I bid 2 ETH '.repeat(83_334)],
    ['halves of surrogate pairs', 'I bid \ud83d2\udc00 ETH'],
  ])('asks back at %s', (_name, text) => {
    expect(parseBidText(text).kind).toBe('ambiguous');
  });

  test('reads a text of the greatest length of a post, and asks back at one longer', () => {
    const pad = (length: number): string => 'I bid 2 ETH'.padEnd(length);
    expect(parseBidText(pad(25_000)).kind).toBe('bid');
    expect(parseBidText(pad(25_001)).kind).toBe('ambiguous');
  });

  test.each(RUNS.filter((unit) => unit !== '2 ETH '))(
    'takes no bid from a long run of %j',
    (unit) => {
      expect(parseBidText(unit.repeat(25_000 / unit.length)).kind).not.toBe('bid');
    },
  );

  test.each(RUNS)('takes steps in proportion to the length of a run of %j', (unit) => {
    const run = (length: number): string => unit.repeat(length / unit.length);
    for (const lead of ['', 'I bid 2 ETH. ', 'ok '.repeat(60)]) {
      const [short, long] = [stepsOf(lead + run(500)), stepsOf(lead + run(4_000))];
      expect(long).toBeLessThanOrEqual(10 * short);
    }
  });
});

/** How often the reader looks at a token, an item or a segment. */
function stepsOf(text: string): number {
  let steps = 0;
  const counted = <One extends object>(list: readonly One[]): readonly One[] =>
    new Proxy(list, {
      get: (target, key) => {
        steps += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
  const context = { isHost: () => false, lotCurrency: 'ETH' } as const;
  const segments = readSegments(counted(spellOut(scanText(text))), context);
  const judged = segments.map((segment) =>
    judgeSegment({ ...segment, items: counted(segment.items) }, 'ETH'),
  );
  concludeTalk(counted(judged), 'ETH');
  return steps;
}

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
