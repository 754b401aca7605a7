import type { Layout, LotLayout, PageShape } from './layout.js';
import type { CaptionPlace, HostPlace, WordsPlace } from './places.js';
import { safeArea } from './safe-area.js';

/** Height of the design grid; its width follows the picture's shape. */
export const UPRIGHT_HEIGHT = 1920;
/** Width of the grid at 9:16; what is narrower still leaves wall above and below. */
export const UPRIGHT_LEAST_WIDTH = 1080;

/** Words end where phones lay their controls. */
const TOP = Math.ceil(UPRIGHT_HEIGHT * safeArea.top);
const BOTTOM = Math.floor(UPRIGHT_HEIGHT * (1 - safeArea.bottom));
const DESK = 1512;
const MARGIN_PART = 0.06;
const PANEL_GAP = 24;

const LABEL = 26;
const FRAME = { bar: 18, mat: 32 } as const;
/** The picture keeps clear of the controls, its frame need not. */
const HANG_Y = TOP - FRAME.bar - FRAME.mat;

/** Where words may stand across: from the margin to the controls, or evenly about the middle. */
interface Across {
  readonly width: number;
  readonly middle: number;
  readonly left: number;
  readonly right: number;
  readonly room: number;
}

/**
 * A picture of `width` by 1920 units, composed for a phone: the artwork across the upper part,
 * words below it, price and clock in the lower middle, bids beside the host, and on the desk in
 * front of them what the host says.
 */
export function upright(width: number): Layout {
  const across = acrossOf(width);
  const { middle, left } = across;
  const hanging = { x: left - 16, y: HANG_Y, width: width - 2 * (left - 16) } as const;
  return {
    grid: { width, height: UPRIGHT_HEIGHT },
    desk: { top: DESK, front: ['#1f1712', '#0d0a08'], panels: panelsOf(across) },
    walls: wallsOf(across),
    nooks: {
      sale: { ...hanging, height: 668, style: FRAME },
      result: { ...hanging, height: 556, style: { bar: 16, mat: 34 } },
    },
    hosts: { room: hostOf(across, 0.56), close: hostOf(across, 0.6) },
    lot: lotOf(across),
    result: {
      lot: { x: left, y: 722, maxWidth: across.room - 350, minScale: 0.85, size: LABEL },
      live: liveAt(across, 722),
      verdict: {
        ...{ x: left - 4, y: 926, maxWidth: across.room },
        sizes: { sold: 250, passed: 240, withdrawn: 214 },
      },
      figure: {
        ...{ x: left - 2, y: 1076, maxWidth: across.room },
        ...{ minScale: 0.4, size: 150, wordsSize: 76 },
      },
      who: { x: left, y: 1136, maxWidth: across.room, minScale: 0.7, size: 38 },
      after: { x: left, y: 1184, maxWidth: across.room, minScale: 0.8, size: 30 },
      caption: captionOf(across),
    },
    standby: standbyOf(across),
    catalogue: catalogueOf(across),
    credits: creditsOf(across),
    slate: {
      gavel: { x: middle - 44, y: 660, scale: 1.3 },
      title: { ...centredIn(across), y: 830, size: 30 },
      words: { ...centredIn(across), baselines: [990, 1140], maxWidth: 820, size: 168 },
      rule: { x: middle, y: 1210, halfWidth: 150 },
      below: { ...centredIn(across), y: 1294, size: 46 },
      light: { x: middle, y: 900, radiusX: width, radiusY: 1060, strength: 0.74 },
    },
    testCard: { bars: 0.5, steps: 0.1, runner: 0.65, clock: 0.77, clockX: 0.06, lines: 18 },
  };
}

function acrossOf(width: number): Across {
  const left = Math.ceil(width * MARGIN_PART);
  const right = Math.floor(width * (1 - safeArea.right));
  return { width, middle: width / 2, left, right, room: right - left };
}

const centredIn = ({ middle, right }: Across) =>
  ({ x: middle, maxWidth: 2 * (right - middle), align: 'center' }) as const;

const liveAt = ({ right }: Across, y: number): WordsPlace => ({
  ...{ x: right, y, maxWidth: 340, align: 'right', size: LABEL },
});

/** Behind the desk, the face within what words keep to. */
const hostOf = ({ right }: Across, size: number): HostPlace => ({
  ...{ x: right - 468 * size, y: DESK - 566 * size, size, deskEdge: 8 },
});

/** Two panels, one below the other: what the host says is laid into the upper one. */
function panelsOf(across: Across): Layout['desk']['panels'] {
  const { x, y, width, height } = captionOf(across);
  return [y, y + height + PANEL_GAP].map((top) => ({ x, y: top, width, height }));
}

const captionOf = ({ width, left, room }: Across): CaptionPlace => ({
  ...{ x: left, y: DESK + 10, width: width - 2 * left, height: BOTTOM - DESK - 10 },
  ...{ inset: 32, maxWidth: room - 64 },
  isEven: true,
  label: { y: 40, size: 23 },
  settings: [
    { size: 60, baselines: [114] },
    { size: 46, baselines: [92, 144] },
    { size: 37, baselines: [80, 118, 156] },
  ],
});

function wallsOf({ width, middle, right }: Across): Layout['walls'] {
  return {
    room: [
      { x: middle, y: 440, radiusX: width, radiusY: 940, strength: 0.78 },
      { x: right - 110, y: 1330, radiusX: 600, radiusY: 560, strength: 0.28 },
    ],
    dimmed: [{ x: middle, y: 440, radiusX: 0.7 * width, radiusY: 660, strength: 0.62 }],
    result: [
      { x: middle, y: 860, radiusX: 0.9 * width, radiusY: 820, strength: 0.82 },
      { x: middle, y: 320, radiusX: 0.7 * width, radiusY: 560, strength: 0.3 },
    ],
    hall: [{ x: middle, y: 800, radiusX: width, radiusY: 1060, strength: 0.74 }],
  };
}

function lotOf(across: Across): LotLayout {
  const { left, right, room } = across;
  const start = (y: number, size: number, maxWidth = room): WordsPlace => ({
    ...{ x: left, y, maxWidth, size },
  });
  const end = { x: right, align: 'right' } as const;
  const clockRoom = 0.37 * room;
  /** Beside the host, whose block and gavel reach out to the left. */
  const besideHost = room - 382;
  return {
    number: start(830, LABEL, 480),
    live: liveAt(across, 830),
    title: start(922, 84),
    byline: { ...start(974, 34), minScale: 0.8 },
    bar: { x: left, y: 1000, width: room, height: 9 },
    priceLabel: start(1052, LABEL, 480),
    price: { ...start(1212, 190, room - clockRoom - 16), x: left - 4, minScale: 0.22 },
    clock: {
      label: { ...end, y: 1052, maxWidth: clockRoom, size: LABEL },
      word: { ...end, y: 1162, maxWidth: clockRoom, size: 100 },
      note: { ...end, y: 1214, maxWidth: clockRoom, size: 27 },
      figures: { ...end, x: right + 5, y: 1170, maxWidth: clockRoom + 5, size: 122 },
    },
    bidder: { ...start(1274, 38, room - 210), minScale: 0.85 },
    asking: start(1328, 25, besideHost + 60),
    ticker: { x: left, y: 1340, width: besideHost, rows: 3, scale: 1.15 },
    invitation: {
      kind: 'stack',
      text: {
        x: left,
        baselines: [1386, 1430],
        isEven: true,
        maxWidth: Math.min(besideHost, 560),
        size: 34,
      },
      example: start(1492, 56, besideHost),
    },
    warning: { ...start(1432, 100, besideHost), x: left - 2 },
    lastCall: { ...start(1486, 32, besideHost), minScale: 0.7 },
    caption: captionOf(across),
  };
}

function standbyOf(across: Across): Layout['standby'] {
  const centred = centredIn(across);
  return {
    eyebrow: { ...centred, y: 400, size: 28 },
    title: { ...centred, y: 630, size: 190, long: { size: 96, baselines: [530, 622, 714] } },
    subtitle: { ...centred, baselines: [784, 836], isEven: true, minScale: 0.9, size: 42 },
    clock: { ...centred, y: 1120, size: 210 },
    soon: { ...centred, y: 1104, size: 130 },
    below: { ...centred, y: 1204, size: LABEL },
    how: {
      kind: 'stack',
      text: { ...centred, baselines: [1534, 1588], isEven: true, maxWidth: 760, size: 46 },
      example: { ...centred, y: 1668, size: 60 },
    },
    caption: captionOf(across),
  };
}

function catalogueOf(across: Across): Layout['catalogue'] {
  const { left, room, width } = across;
  const next = { x: left, maxWidth: room - 262 } as const;
  return {
    label: { x: left, y: TOP + 34, maxWidth: room - 350, size: LABEL },
    live: liveAt(across, TOP + 34),
    title: { x: left, y: TOP + 126, maxWidth: room, size: 88 },
    pages: {
      area: { x: left, y: 330, width: room, height: 756 },
      gap: { x: 30, y: 24 },
      frame: { bar: 8, mat: 11 },
      shapes: pageShapes(Math.round(width / 480)),
      isLastOwn: true,
      words: { height: 104, title: 52, result: 92, scale: 1.2 },
    },
    next: {
      label: { ...next, y: 1158, size: LABEL },
      title: { ...next, y: 1234, size: 70 },
      artist: { ...next, y: 1284, minScale: 0.8, size: 32 },
      opens: { ...next, y: 1374, minScale: 0.5, size: 64 },
    },
    caption: captionOf(across),
  };
}

/** Pages of two rows, as many columns wide as there are lots and room for; one lot has its own. */
function pageShapes(columns: number): readonly PageShape[] {
  const broad = Array.from({ length: columns }, (_, i) => ({ columns: i + 1, rows: 2 }));
  return [{ columns: 1, rows: 1 }, ...broad];
}

function creditsOf(across: Across): Layout['credits'] {
  const { left, right, room } = across;
  return {
    label: { x: left, y: TOP + 34, maxWidth: room - 350, size: LABEL },
    live: liveAt(across, TOP + 34),
    title: { x: left, y: TOP + 166, maxWidth: room, size: 140 },
    total: { x: left, y: TOP + 300, maxWidth: room - 320, minScale: 0.4, size: 104 },
    count: { x: right, y: TOP + 300, maxWidth: 300, align: 'right', size: 30 },
    rows: {
      area: { x: left, y: TOP + 346, width: room, height: 984 },
      gap: 0,
      shapes: [
        { columns: 1, rows: 8, pitch: 104, size: 46 },
        { columns: 1, rows: 12, pitch: 82, size: 42 },
      ],
      isPaged: true,
    },
    foot: { x: left, y: 1640, maxWidth: room, minScale: 0.7, size: 30 },
    caption: captionOf(across),
  };
}
