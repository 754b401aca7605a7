import { describe, expect, test } from 'vitest';
import { landscape } from './landscape.js';
import type { Layout } from './layout.js';
import { layoutOf } from './layout-of.js';
import type {
  Box,
  CaptionPlace,
  FiguresPlace,
  HostPlace,
  LinePlace,
  TitlePlace,
} from './places.js';
import { safeArea } from './safe-area.js';

describe('layoutOf', () => {
  test.each([
    [1_920, 1_080],
    [1_280, 720],
    [1_440, 1_080],
    [642, 640],
  ])('composes %dx%d for landscape', (widthPx, heightPx) => {
    expect(layoutOf(widthPx, heightPx)).toBe(landscape);
  });

  test.each([
    [1_080, 1_920, 1_080],
    [720, 1_280, 1_080],
    [1_080, 1_350, 1_536],
    [1_080, 1_080, 1_920],
    [720, 1_600, 1_080],
  ])('composes %dx%d upright, %d units wide', (widthPx, heightPx, width) => {
    expect(layoutOf(widthPx, heightPx).grid).toEqual({ width, height: 1_920 });
  });
});

type Words = LinePlace & { readonly size: number };

/** What the eye takes up of a line: from its capitals to `below` its baseline, in parts of its size. */
function boxOf({ x, y, maxWidth, align = 'left', size }: Words, below = 0.22): Box {
  const before = { left: 0, center: maxWidth / 2, right: maxWidth }[align];
  return { x: x - before, y: y - 0.74 * size, width: maxWidth, height: (0.74 + below) * size };
}

/** Figures and some words have nothing below the baseline. */
const uprightBox = (words: Words): Box => boxOf(words, 0.02);

const FIGURE_AIR = 5;
/** Figures hang into the margin by the air beside the last of them. */
function figuresBox(figures: FiguresPlace): Box {
  const box = uprightBox(figures);
  return { ...box, width: box.width - FIGURE_AIR };
}

/** A title of two lines reaches further up and down than one. */
function titleBox({ y, size, ...place }: TitlePlace): Box {
  const small = 0.6 * size;
  const upper = boxOf({ ...place, y: y - 0.42 * size, size: small });
  const lower = boxOf({ ...place, y: y + 0.2 * size, size: small }, 0.2);
  return { ...upper, height: lower.y + lower.height - upper.y };
}

/** The words; the box around them may lie under controls. */
const captionBox = ({ maxWidth, inset, ...box }: CaptionPlace): Box => ({
  ...box,
  width: inset + maxWidth,
});

const hostBox = ({ desk }: Layout, { x, y, size }: HostPlace): Box => ({
  ...{ x: x + 118 * size, y: y + 45 * size, width: 324 * size },
  height: desk.top - y - 45 * size,
});
const blockBox = ({ x, y, size }: HostPlace): Box => ({
  ...{ x: x - 177 * size, y: y + 490 * size, width: 177 * size, height: 60 * size },
});

/** All that is seen at once, by scene; what takes turns in one place is there once. */
function picturesOf(layout: Layout): Readonly<Record<string, Readonly<Record<string, Box>>>> {
  const { lot, result, standby, catalogue, credits, nooks, hosts } = layout;
  const { clock, ticker } = lot;
  const room = { host: hostBox(layout, hosts.room), block: blockBox(hosts.room) };
  const how = standby.how;
  return {
    lot: {
      ...{ nook: nooks.sale, number: boxOf(lot.number), live: boxOf(lot.live) },
      ...{ title: titleBox(lot.title), byline: boxOf(lot.byline), bar: lot.bar },
      ...{ priceLabel: boxOf(lot.priceLabel), price: uprightBox(lot.price) },
      ...{ clockLabel: boxOf(clock.label), clockNote: boxOf(clock.note) },
      figures: figuresBox(clock.figures),
      ...{ bidder: boxOf(lot.bidder), asking: boxOf(lot.asking) },
      ticker: { ...ticker, height: 49 * ticker.scale * ticker.rows },
      ...room,
      caption: captionBox(lot.caption),
    },
    warning: {
      ...{ asking: boxOf(lot.asking), warning: boxOf(lot.warning), last: boxOf(lot.lastCall) },
      ...room,
      caption: captionBox(lot.caption),
    },
    result: {
      ...{ nook: nooks.result, lot: boxOf(result.lot), live: boxOf(result.live) },
      verdict: uprightBox({ ...result.verdict, size: result.verdict.sizes.sold }),
      ...{ figure: uprightBox(result.figure), who: boxOf(result.who), after: boxOf(result.after) },
      host: hostBox(layout, hosts.close),
      caption: captionBox(result.caption),
    },
    standby: {
      ...{ eyebrow: boxOf(standby.eyebrow), title: titleBox(standby.title) },
      ...lines('subtitle', standby.subtitle),
      figures: uprightBox(standby.clock),
      below: boxOf(standby.below),
      ...(how.kind === 'line'
        ? { how: boxOf(how) }
        : { ...lines('how', how.text), example: boxOf(how.example) }),
    },
    catalogue: {
      ...{ label: boxOf(catalogue.label), live: boxOf(catalogue.live) },
      ...{ title: titleBox(catalogue.title), area: catalogue.pages.area },
      ...{ nextLabel: boxOf(catalogue.next.label), next: titleBox(catalogue.next.title) },
      ...{ artist: boxOf(catalogue.next.artist), opens: boxOf(catalogue.next.opens) },
      ...room,
      caption: captionBox(catalogue.caption),
    },
    credits: {
      ...{ label: boxOf(credits.label), live: boxOf(credits.live), title: boxOf(credits.title) },
      ...{ total: boxOf(credits.total), count: boxOf(credits.count) },
      ...{ rows: credits.rows.area, foot: boxOf(credits.foot) },
    },
  };
}

const lines = (name: string, { baselines, ...place }: Layout['standby']['subtitle']) =>
  Object.fromEntries(baselines.map((y, i) => [`${name} ${i}`, boxOf({ ...place, y })] as const));

const isApart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x + 0.5 ||
  b.x + b.width <= a.x + 0.5 ||
  a.y + a.height <= b.y + 0.5 ||
  b.y + b.height <= a.y + 0.5;

describe.each([
  ['9:16', 1_080, 1_920],
  ['3:4', 1_080, 1_440],
  ['4:5', 1_080, 1_350],
  ['a square', 1_080, 1_080],
])('an upright picture of %s', (_name, widthPx, heightPx) => {
  const layout = layoutOf(widthPx, heightPx);
  const { width, height } = layout.grid;

  test.each(Object.entries(picturesOf(layout)))('lets nothing overlap: %s', (_scene, boxes) => {
    const all = Object.entries(boxes);
    const overlaps = all.flatMap(([name, box], i) =>
      all
        .slice(i + 1)
        .filter(([, other]) => !isApart(box, other))
        .map(([other]) => `${name} and ${other}`),
    );
    expect(overlaps).toEqual([]);
  });

  test.each(Object.entries(picturesOf(layout)))(
    'keeps words out of where phones lay their controls: %s',
    (_scene, { nook: _nook, host: _host, block: _block, ...words }) => {
      const outside = Object.entries(words).filter(
        ([, box]) =>
          box.x < 0 ||
          box.x + box.width > width * (1 - safeArea.right) ||
          box.y < height * safeArea.top ||
          box.y + box.height > height * (1 - safeArea.bottom),
      );
      expect(outside).toEqual([]);
    },
  );
});

test('price and clock have their own room in a landscape picture', () => {
  const { price, figures } = picturesOf(landscape)['lot'] ?? {};
  expect(price && figures && isApart(price, figures)).toBe(true);
});
