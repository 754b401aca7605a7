// Fixture states for the still-maker: every scene, and the text that strangers might bring.

export const NOW = Date.UTC(2026, 10, 21, 20, 0, 0);

const works = [
  [
    '01-tidewater',
    'Tidewater, Study IV',
    'Mara Ellison, 2026',
    '1.00',
    'sold',
    '4.25',
    '@nightjar',
  ],
  [
    '02-eight-hours-of-light',
    'Eight Hours of Light',
    'Ko Tanabe, 2025',
    '0.80',
    'sold',
    '2.10',
    '@saltpan',
  ],
  ['03-night-garden', 'Night Garden', 'Ines Varela, 2026', '1.50', 'passed'],
  ['04-undertow', 'Undertow', 'Mara Ellison, 2024', '0.50', 'sold', '1.75', '@ko.eth'],
  ['05-paper-city', 'Paper City, Six in the Evening', 'Jonas Abara, 2026', '2.00'],
  ['06-chart-for-a-small-boat', 'Chart for a Small Boat', 'Lena Okafor, 2025', '1.20'],
];

export const catalogueOf = (count, all = false) =>
  Array.from({ length: count }, (_, i) => {
    const [artwork, title, artist, openingEth, outcome, hammerEth, winnerName] =
      works[i % works.length];
    const done = all
      ? {
          outcome: outcome ?? 'sold',
          hammerEth: hammerEth ?? '3.40',
          winnerName: winnerName ?? '@verylonghandle_ok',
        }
      : {};
    const known = outcome ? { outcome, ...(hammerEth && { hammerEth, winnerName }) } : done;
    return { number: i + 1, title, artist, artwork, openingEth, ...known };
  });

const bid = (id, amountEth, name, source, ageMs) => ({
  id,
  amountEth,
  name,
  paddle: '114',
  source,
  atMs: NOW - ageMs,
});

export const bids = [
  bid('b4', '4.25', '@nightjar', 'post', 8_000),
  bid('b3', '4.00', '@ko.eth', 'chain', 19_000),
  bid('b2', '3.75', '@nightjar', 'chat', 31_000),
  bid('b1', '3.50', '@saltpan', 'post', 44_000),
  bid('b0', '3.25', '@ko.eth', 'post', 58_000),
];

const lot = {
  number: 12,
  title: 'Tidewater, Study IV',
  artist: 'Mara Ellison, 2026',
  medium: 'on chain, edition of one',
  artwork: '01-tidewater',
  phase: 'open',
  warnings: 0,
  openingEth: '1.00',
  priceEth: '4.25',
  askEth: '4.50',
  highBidder: { name: '@nightjar', paddle: '114' },
  reserveMet: true,
  opensAtMs: NOW - 48_000,
  closesAtMs: NOW + 41_600,
  extensions: 0,
  bids,
  bidCount: 37,
  bidderCount: 14,
  phaseSinceMs: NOW - 48_000,
};

const said = (text, ageMs = 4_000) => ({ text, sinceMs: NOW - ageMs, untilMs: NOW + 6_000 });

const base = {
  revision: 1,
  scene: 'lot',
  sceneSinceMs: NOW - 48_000,
  auction: {
    title: 'Salt & Signal',
    subtitle: 'Twenty-four works by Mara Ellison, sold live and settled on chain',
    lotCount: 24,
    doorsAtMs: NOW + 298_000,
    soldCount: 18,
    totalEth: '61.35',
  },
  lot,
  catalogue: catalogueOf(6),
  host: {
    name: 'Aurelia',
    mood: 'selling',
    line: said('Four and a quarter with Nightjar. Do I hear four and a half?', 1_300),
  },
  live: { watching: 1204 },
  howToBid: { text: 'To bid: register once, then reply with an amount', example: '“bid 1.5 ETH”' },
};

const scene = (name, over = {}) => ({ ...base, scene: name, sceneSinceMs: NOW - 10_000, ...over });
const withLot = (over) => ({ ...lot, ...over });
const host = (mood, text, ageMs) => ({
  name: 'Aurelia',
  mood,
  ...(text && { line: said(text, ageMs) }),
});
const noBids = {
  priceEth: undefined,
  highBidder: undefined,
  reserveMet: false,
  bids: [],
  bidCount: 0,
  bidderCount: 0,
};
const long =
  'An Exhaustive Inventory of Every Wave That Broke on the Northern Shore Between Dusk and Dawn, Volume Two';

/** Every still, by the name of its file. */
export const stills = {
  lot: base,
  'lot-opening': scene('lot', {
    lot: withLot({ ...noBids, askEth: '1.00', artwork: '03-night-garden', title: 'Night Garden' }),
    host: host('welcoming', 'Lot three, and we start where you like it: at one.'),
  }),
  'lot-previewed': scene('lot', {
    lot: withLot({
      ...noBids,
      phase: 'previewed',
      askEth: '1.00',
      opensAtMs: NOW + 12_000,
      closesAtMs: undefined,
      artwork: '04-undertow',
    }),
    host: host('welcoming'),
  }),
  'lot-ten': scene('lot', {
    lot: withLot({ closesAtMs: NOW + 6_350, artwork: '05-paper-city' }),
    host: host('selling'),
  }),
  'lot-paused': scene('lot', {
    lot: withLot({ phase: 'paused', closesAtMs: undefined, artwork: '06-chart-for-a-small-boat' }),
    host: host('idle', 'One moment, please.'),
  }),
  'lot-long': scene('lot', {
    lot: withLot({
      title: long,
      artist: 'The Collective for the Measurement of Slow Water, with Friends',
      medium: 'generative drawing on chain, edition of one, with sound and certificate',
      priceEth: '1.234567890123456789',
      askEth: '1.334567890123456789',
      highBidder: { name: '@a_handle_that_goes_on_and_on_and_on_forever', paddle: '10234' },
      bids: bids.map((b, i) => ({
        ...b,
        id: `l${i}`,
        amountEth: '1.234567890123456789',
        name: '@a_handle_that_goes_on_and_on',
      })),
      artwork: 'unknown',
    }),
    host: host(
      'selling',
      'We are at one point two three four five six seven eight nine and a great many smaller figures besides, which the clerk has, and I thank everyone for their patience.',
    ),
  }),
  'lot-scripts': scene('lot', {
    lot: withLot({
      title: 'בית ליד הים 海辺の家 🌊',
      artist: '<b>محمود</b>',
      priceEth: '1250',
      askEth: '1275',
      highBidder: { name: '\u202eevil\u202c 🦊 宇宙', paddle: '7' },
    }),
  }),
  'fair-warning': scene('fair-warning', {
    lot: withLot({ phase: 'fair-warning', closesAtMs: NOW + 7_400, phaseSinceMs: NOW - 2_000 }),
    host: host('warning', 'Fair warning. I am selling at four and a quarter.'),
  }),
  closing: scene('fair-warning', {
    lot: withLot({ phase: 'closing', closesAtMs: NOW - 1_000, phaseSinceMs: NOW - 1_000 }),
    host: host('warning'),
  }),
  'fair-warning-last': scene('fair-warning', {
    lot: withLot({
      ...{ phase: 'fair-warning', warnings: 2 },
      ...{ closesAtMs: NOW + 1_400, phaseSinceMs: NOW - 8_000 },
    }),
    host: host('warning'),
  }),
  hammer: scene('hammer', {
    lot: withLot({ phase: 'sold', priceEth: '5.10', settlement: { state: 'pending' } }),
    host: host('hammer', 'Sold! Nightjar, it is yours. Beautifully fought.'),
  }),
  'hammer-settled': scene('hammer', {
    lot: withLot({
      phase: 'sold',
      priceEth: '5.10',
      artwork: '03-night-garden',
      settlement: {
        state: 'settled',
        txHash: '0x12ab34cd56ef78901234567890abcdef1234567890abcdef1234567890abcd9f',
      },
    }),
    host: host('hammer'),
  }),
  passed: scene('passed', {
    lot: withLot({
      phase: 'passed',
      artwork: '02-eight-hours-of-light',
      title: 'Eight Hours of Light',
    }),
    host: host('consoling', 'We pass, with thanks. It will find its wall another night.'),
  }),
  withdrawn: scene('passed', {
    lot: withLot({ ...noBids, phase: 'withdrawn' }),
    host: host('consoling'),
  }),
  standby: scene('standby', { lot: undefined, host: host('idle') }),
  'standby-late': scene('standby', {
    lot: undefined,
    auction: { ...base.auction, doorsAtMs: NOW - 1_000 },
    host: host('idle'),
  }),
  catalogue: scene('catalogue', {
    sceneSinceMs: NOW - 3_000,
    lot: undefined,
    host: host('welcoming', 'Six works tonight. Look your fill.'),
  }),
  'catalogue-24': scene('catalogue', {
    sceneSinceMs: NOW - 3_000,
    catalogue: catalogueOf(24),
    host: host('idle'),
  }),
  credits: scene('credits', {
    catalogue: catalogueOf(6, true),
    auction: { ...base.auction, lotCount: 6, soldCount: 5, totalEth: '14.90' },
    host: host('idle'),
  }),
  'credits-24': scene('credits', { catalogue: catalogueOf(24, true), host: host('idle') }),
};

/** Short films: states by the millisecond at which they are published, and when to keep a still. */
export const films = {
  'new-bid': {
    states: [
      [0, base],
      [
        400,
        {
          ...base,
          lot: withLot({
            priceEth: '4.50',
            askEth: '4.75',
            highBidder: { name: '@ko.eth', paddle: '62' },
            closesAtMs: NOW + 51_600,
            extensions: 1,
            bids: [bid('b5', '4.50', '@ko.eth', 'chat', 0), ...bids],
          }),
        },
      ],
    ],
    keep: [433, 500, 566, 633, 800, 1_500],
  },
  hammered: {
    states: [
      [
        0,
        scene('fair-warning', {
          lot: withLot({ phase: 'fair-warning', closesAtMs: NOW + 400, phaseSinceMs: NOW - 8_000 }),
          host: host('warning'),
        }),
      ],
      [
        400,
        scene('hammer', {
          lot: withLot({ phase: 'sold', settlement: { state: 'pending' } }),
          host: host('hammer', 'Sold!', 0),
        }),
      ],
    ],
    keep: [366, 433, 466, 500, 566, 700, 1_000],
  },
  opened: {
    states: [
      [0, scene('catalogue', { host: host('welcoming') })],
      [200, base],
    ],
    keep: [233, 333, 433, 533, 733],
  },
  warned: {
    states: [
      [0, base],
      [
        200,
        scene('fair-warning', {
          lot: withLot({ phase: 'fair-warning', phaseSinceMs: NOW + 200 }),
          host: host('warning'),
        }),
      ],
    ],
    keep: [266, 366, 466, 700],
  },
};
