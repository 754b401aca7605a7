import type { Layout } from './layout.js';
import type { CaptionPlace } from './places.js';

/** Margins are 5 %, the title-safe area. */
const MARGIN = 96;
const MIDDLE = 960;
const ROOM = 1728;
/** The column of words and figures beside an artwork. */
const LEFT = 1088;
const RIGHT = 1824;
const COLUMN = RIGHT - LEFT;
const BESIDE_RESULT = 780;

const live = { x: RIGHT, y: 106, maxWidth: 300, align: 'right', size: 21 } as const;
const centred = { x: MIDDLE, maxWidth: ROOM, align: 'center' } as const;
const nextColumn = { x: 1452, maxWidth: RIGHT - 1452 } as const;
const host = { x: 1458, y: 600, size: 0.756 } as const;

const captionTo = (right: number): CaptionPlace => ({
  ...{ x: MARGIN, y: 884, width: right - MARGIN, height: 128 },
  ...{ inset: 40, maxWidth: right - MARGIN - 80 },
  label: { y: 39, size: 18 },
  settings: [
    { size: 47, baselines: [96] },
    { size: 35, baselines: [79, 115] },
  ],
});

/** A picture of 1920x1080 units: the artwork on the left, words and figures beside it. */
export const landscape: Layout = {
  grid: { width: 1920, height: 1080 },
  desk: { top: 960, front: ['#0d0b0a', '#060505'], panels: [] },
  walls: {
    room: [
      { x: 556, y: 420, radiusX: 1050, radiusY: 860, strength: 0.78 },
      { x: 1560, y: 640, radiusX: 640, radiusY: 640, strength: 0.28 },
    ],
    dimmed: [{ x: 556, y: 440, radiusX: 700, radiusY: 640, strength: 0.62 }],
    result: [
      { x: 1240, y: 470, radiusX: 920, radiusY: 760, strength: 0.82 },
      { x: 400, y: 400, radiusX: 700, radiusY: 620, strength: 0.3 },
    ],
    hall: [{ x: MIDDLE, y: 470, radiusX: 1080, radiusY: 760, strength: 0.74 }],
  },
  nooks: {
    sale: { x: MARGIN, y: 84, width: 920, height: 744, style: { bar: 20, mat: 34 } },
    result: { x: MARGIN, y: 84, width: 620, height: 660, high: true, style: { bar: 15, mat: 24 } },
  },
  hosts: { room: host, close: { x: 1424, y: 540, size: 0.85 } },
  lot: {
    number: { x: LEFT, y: 106, maxWidth: 420, size: 21 },
    live,
    title: { x: LEFT, y: 200, maxWidth: COLUMN, size: 80 },
    byline: { x: LEFT, y: 252, maxWidth: COLUMN, minScale: 0.8, size: 28 },
    priceLabel: { x: LEFT, y: 327, maxWidth: 420, size: 21 },
    price: { x: LEFT - 4, y: 506, maxWidth: 450, minScale: 0.22, size: 226 },
    clock: {
      label: { x: RIGHT, y: 327, maxWidth: 300, align: 'right', size: 21 },
      word: { x: RIGHT, y: 438, maxWidth: 290, align: 'right', size: 86 },
      note: { x: RIGHT, y: 492, maxWidth: 300, align: 'right', size: 24 },
      figures: { x: RIGHT + 5, y: 444, maxWidth: 287, align: 'right', size: 118 },
    },
    bidder: { x: LEFT, y: 568, maxWidth: COLUMN, minScale: 0.85, size: 33 },
    bar: { x: LEFT, y: 601, width: COLUMN, height: 8 },
    asking: { x: LEFT, y: 654, maxWidth: 440, size: 19 },
    // Ends before the host begins.
    ticker: { x: LEFT, y: 664, width: 1420 - LEFT, rows: 4, scale: 1 },
    invitation: {
      kind: 'stack',
      text: { x: LEFT, baselines: [712, 746], maxWidth: 390, size: 26 },
      example: { x: LEFT, y: 806, maxWidth: 390, size: 46 },
    },
    warning: { x: LEFT - 2, y: 744, maxWidth: 360, size: 78 },
    lastCall: { x: LEFT, y: 792, maxWidth: 350, minScale: 0.7, size: 25 },
    caption: captionTo(1336),
  },
  result: {
    lot: {
      ...{ x: BESIDE_RESULT, y: 116, maxWidth: RIGHT - BESIDE_RESULT - 260 },
      ...{ minScale: 0.85, size: 22 },
    },
    live,
    verdict: {
      ...{ x: BESIDE_RESULT - 4, y: 398, maxWidth: RIGHT - BESIDE_RESULT },
      sizes: { sold: 318, passed: 300, withdrawn: 250 },
    },
    figure: {
      ...{ x: BESIDE_RESULT - 2, y: 578, maxWidth: RIGHT - BESIDE_RESULT },
      ...{ minScale: 0.4, size: 134, wordsSize: 78 },
    },
    who: { x: BESIDE_RESULT, y: 660, maxWidth: 740, minScale: 0.75, size: 34 },
    after: { x: BESIDE_RESULT, y: 712, maxWidth: 700, minScale: 0.8, size: 25 },
    caption: captionTo(1272),
  },
  standby: {
    eyebrow: { ...centred, y: 170, size: 23 },
    title: { ...centred, y: 358, size: 196 },
    subtitle: { ...centred, baselines: [442], maxWidth: 1400, minScale: 0.7, size: 36 },
    clock: { ...centred, y: 680, size: 196 },
    soon: { ...centred, y: 668, size: 110 },
    below: { ...centred, y: 746, size: 22 },
    how: { kind: 'line', ...centred, y: 976, minScale: 0.7, size: 30 },
    caption: captionTo(RIGHT),
  },
  catalogue: {
    label: { x: MARGIN, y: 106, maxWidth: 800, size: 21 },
    live,
    title: { x: MARGIN, y: 190, maxWidth: 1290, size: 84 },
    pages: {
      area: { x: MARGIN, y: 244, width: 1296, height: 608 },
      gap: { x: 34, y: 26 },
      frame: { bar: 7, mat: 10 },
      shapes: [
        { columns: 3, rows: 1 },
        { columns: 3, rows: 2 },
        { columns: 4, rows: 2 },
      ],
      isLastOwn: false,
      words: { height: 84, title: 42, result: 75, scale: 1 },
    },
    next: {
      label: { ...nextColumn, y: 276, size: 21 },
      title: { ...nextColumn, y: 352, size: 64 },
      artist: { ...nextColumn, y: 406, minScale: 0.8, size: 27 },
      opens: { ...nextColumn, y: 488, minScale: 0.5, size: 58 },
    },
    caption: captionTo(1336),
  },
  credits: {
    label: { x: MARGIN, y: 106, maxWidth: 1000, size: 21 },
    live,
    title: { x: MARGIN, y: 218, maxWidth: 1000, size: 122 },
    total: { x: RIGHT, y: 216, maxWidth: 760, align: 'right', minScale: 0.4, size: 92 },
    count: { x: RIGHT, y: 256, maxWidth: 760, align: 'right', size: 26 },
    rows: {
      area: { x: MARGIN, y: 296, width: ROOM, height: 628 },
      gap: 64,
      shapes: [
        { columns: 1, rows: 8, pitch: 84, size: 46 },
        { columns: 2, rows: 12, pitch: 66, size: 36 },
      ],
      isPaged: false,
    },
    foot: { x: MARGIN, y: 986, maxWidth: ROOM, minScale: 0.7, size: 25 },
    caption: captionTo(RIGHT),
  },
  slate: {
    gavel: { x: MIDDLE - 34, y: 366, scale: 1 },
    title: { ...centred, y: 488, size: 24 },
    words: { ...centred, baselines: [642], size: 168 },
    rule: { x: MIDDLE, y: 700, halfWidth: 150 },
    below: { ...centred, y: 778, size: 38 },
    light: { x: MIDDLE, y: 540, radiusX: 1080, radiusY: 760, strength: 0.74 },
  },
  testCard: { bars: 0.55, steps: 0.1, runner: 0.7, clock: 0.84, clockX: 0.06, lines: 12 },
};
