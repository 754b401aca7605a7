import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vetLine } from './line.js';
import type { LotView, ShowState } from './show.js';

const bid = (name: string, amountEth: string, paddle: string) =>
  ({ id: `post-${paddle}`, name, amountEth, paddle, source: 'post', atMs: 0 }) as const;

function aShow(lot: Partial<LotView> = {}, show: Partial<ShowState> = {}): ShowState {
  return {
    revision: 1,
    scene: 'lot',
    sceneSinceMs: 0,
    auction: {
      title: 'Evening Light',
      subtitle: 'Twelve works on chain · 22 November 2026',
      lotCount: 12,
      doorsAtMs: 0,
      soldCount: 2,
      totalEth: '7.75',
    },
    lot: {
      number: 3,
      title: 'Study in Four Colours',
      artist: 'Ilse Marr',
      medium: '2026 · on chain, edition of one',
      artwork: 'study',
      phase: 'open',
      warnings: 0,
      openingEth: '2',
      priceEth: '4.25',
      askEth: '4.5',
      highBidder: { name: '@nightjar', paddle: '17' },
      reserveMet: false,
      closesAtMs: 1,
      extensions: 2,
      bids: [bid('@nightjar', '4.25', '17'), bid('@kestrel_9', '4', '21')],
      bidCount: 5,
      bidderCount: 14,
      phaseSinceMs: 0,
      ...lot,
    },
    catalogue: [
      {
        number: 3,
        title: 'Study in Four Colours',
        artist: 'Ilse Marr',
        artwork: 'a',
        openingEth: '2',
      },
      { number: 6, title: 'Seven', artist: 'Sol LeWitt', artwork: 'b', openingEth: '1.5' },
      { number: 8, title: 'Sold to the Sea', artist: 'Ada', artwork: 'c', openingEth: '0.25' },
    ],
    host: { name: 'Aurelia', mood: 'selling' },
    live: { watching: 1240 },
    howToBid: { text: 'Post your bid to @SothebAIs.', example: '@SothebAIs bid 4.5' },
    ...show,
  };
}

const why = (line: string, show = aShow()): string => {
  const vetted = vetLine(line, show);
  return vetted.ok ? 'ok' : vetted.why;
};

describe('vetLine lets pass', () => {
  test.each([
    'Four and a quarter with Nightjar. Do I hear four and a half?',
    'Four point two five with @nightjar. 4.5 is the ask.',
    '4.50 ETH is what I ask; four ETH is history.',
    'Lot 3 of 12, “Study in Four Colours”, by Ilse Marr.',
    'Lot three of twelve: Study in Four Colours, edition of one.',
    'Five bids from fourteen bidders, and 1,240 watching.',
    'One thousand two hundred and forty of you, and no one speaks.',
    'Paddle 17 leads.',
    'It opened at two. It stands at 4.25; I am asking for four and a half.',
    'The close has moved twice. The close has moved two times.',
    'Two lots sold, seven and three quarters in all.',
    'No one moves. One moment, and this one is gold.',
    'Post your bid to @SothebAIs.',
    'Say it so: @SothebAIs bid 4.5',
    'Next comes “Seven”, by Sol LeWitt.',
    'A quarter for the sea; a quarter of an ether opens it.',
    'The bidding is open, in ETH, and the light is 2026.',
    'A grand evening, and all due respect.',
    'A second thought? Take a second look, I do.',
  ])('%s', (line) => {
    expect(why(line)).toBe('ok');
  });
});

describe('vetLine refuses a number that is not on screen', () => {
  test.each([
    'Five ETH with Nightjar.',
    'It stands at five.',
    'It stands at 4.26.',
    'Four and three quarters, anyone?',
    'Do I hear four and a quarter million?',
    'Four point two six.',
    'Four fifty.',
    'Four, two and a half.',
    'It stands at 3.',
    'It stands at seven.',
    'Seven ETH.',
    '“Seven” ETH.',
    'Cuatro ETH.',
    'Lot 4.',
    'Lot 3 of 11.',
    'Paddle 14.',
    'Six bids.',
    'Fifteen bidders.',
    'Dozens watch. Hundreds of you.',
    'Ten seconds left.',
    'Four minutes left.',
    'The 2nd bid.',
    '4k.',
    '4,25 is the bid.',
    '1e18 is the bid.',
    'The one and a quarter.',
    'No one and a quarter.',
    'Double it.',
    'The second lot is better.',
    'Half the price.',
    'A dozen hands.',
    'Twenty percent.',
    '٤ ETH',
    '４ ETH',
    '4½ ETH',
    'Four and a quarter four and a half.',
    'Ξ5',
    'I am asking two.',
    'Do I hear four and a quarter?',
    'It stands at four and a half.',
    'The reserve is four and a half.',
    'Doy cuatro y medio.',
    'Four grand.',
    'Lot IV.',
    'Fourscore.',
    '4/2',
    '.5',
  ])('%s', (line) => {
    expect(why(line)).not.toBe('ok');
  });
});

describe('vetLine refuses what is not so', () => {
  test.each([
    ['Sold!', {}],
    ['Sold to @kestrel_9.', { phase: 'sold' }],
    ['Four and a quarter with @kestrel_9.', {}],
    ['Sold to the Sea is next.', {}],
    ['Fair warning.', {}],
    ['Going once.', {}],
    ['The hammer has fallen.', {}],
    ['Bidding is open.', { phase: 'previewed' }],
    ['Bidding is closed.', {}],
    ['The reserve is met.', {}],
    ['There is no reserve.', {}],
    ['Not a bid yet, no bids at all.', {}],
    ['The close moves.', { extensions: 0 }],
    ['Nightjar leads.', { highBidder: undefined }],
    ['Your bid is in.', {}],
    ['I accept that.', {}],
    ['You are the high bidder.', {}],
    ['This will be worth more next year.', {}],
    ['Guaranteed to please.', {}],
    ['Think of it as an investment.', {}],
  ] as const)('%s', (line, lot) => {
    expect(why(line, aShow(lot as Partial<LotView>))).not.toBe('ok');
  });

  test.each([
    ['Sold! Four and a quarter, to @nightjar.', { phase: 'sold' }],
    ['“Sold to the Sea” is next.', {}],
    ['Fair warning. Going once, going twice.', { phase: 'fair-warning' }],
    ['The reserve is met.', { reserveMet: true }],
    ['The reserve is not met.', {}],
    ['Passed, and with grace.', { phase: 'passed' }],
    ['Bidding is open; no bids yet.', { bidCount: 0 }],
  ] as const)('but lets it pass where it is: %s', (line, lot) => {
    expect(why(line, aShow(lot))).toBe('ok');
  });
});

describe('vetLine refuses what does not belong on air', () => {
  test.each([
    'See https://example.com',
    'See example.com for more.',
    'www dot nothing',
    '@stranger asks well.',
    'Ask a@SothebAIs.',
    'Four dollars.',
    '$4 is the bid.',
    'Four WETH.',
    'Pay in bitcoin.',
    'A line\nbreak.',
    'A bidi\u202emark.',
    'A zero\u200bwidth.',
    'A cyrillic \u0430.',
    'A combining e\u0301.',
    'A masked \uE000.',
    '<b>Bold</b>',
    '   ',
    'x'.repeat(201),
  ])('%s', (line) => {
    expect(why(line)).not.toBe('ok');
  });

  test('a bidder whose name is a number or a verdict says nothing for the house', () => {
    const names = aShow({
      highBidder: { name: '@nine', paddle: '17' },
      bids: [bid('@nine', '4.25', '17'), bid('@sold', '4', '21')],
    });
    expect(why('It stands at nine.', names)).not.toBe('ok');
    expect(why('Sold.', names)).not.toBe('ok');
    expect(why('Four and a quarter with @nine.', names)).toBe('ok');
  });
});

describe('vetLine, whatever is said', () => {
  const counted = new Set(['2', '4', '4.25', '4.5', '1.5', '0.25', '7.75']);

  test('lets an amount in digits pass exactly when it is on screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (quarters) => {
        const amount = String(quarters / 4);
        expect(vetLine(`I have ${amount} ETH.`, aShow()).ok).toBe(counted.has(amount));
      }),
    );
  });

  test('never throws, and answers with the line it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (line) => {
        const vetted = vetLine(line, aShow());
        if (vetted.ok) expect(vetted.line).toBe(line);
      }),
    );
  });

  test('never lets a digit pass that the screen does not hold', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,60}$/), (line) => {
        if (!/[67]/.test(line.replaceAll(/\b(?:17|6|7\.75)\b/g, ''))) return;
        expect(vetLine(line, aShow()).ok).toBe(false);
      }),
    );
  });
});
