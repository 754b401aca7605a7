import { Sprite, type Container } from 'pixi.js';
import { Easel } from '../layers/easel.js';
import { formatLotClock } from '../layers/figures.js';
import { Numerals } from '../layers/numerals.js';
import { Price } from '../layers/price.js';
import { palette } from '../theme/tokens.js';
import { answer, prepareWorker, type Order } from './stage-worker.js';

/** Which prices and times to draw on one picture. */
export interface FiguresOrder extends Order {
  readonly pricesEth: readonly string[];
  readonly leftMs: readonly number[];
}

/** The least box around everything drawn, in pixels. */
export interface Ink {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the figures of a lot are drawn, in the order in which they were asked for. */
export interface DrawnFigures {
  readonly prices: readonly Ink[];
  readonly clocks: readonly Ink[];
}

const RESTED_MS = 10_000;
const SEEN_ALPHA = 16;

answer(async (order: FiguresOrder): Promise<DrawnFigures> => {
  await prepareWorker(order);
  const easel = new Easel(order.widthPx, order.heightPx);
  const { price, clock } = easel.layout.lot;
  const prices = order.pricesEth.map((amountEth) => {
    const figures = new Price(easel, price);
    figures.set(amountEth, 0);
    figures.update(RESTED_MS);
    return inkOf(figures.root, order);
  });
  // One clock for all, as on air: it changes its face while it runs.
  const figures = new Numerals(easel, palette.text, clock.figures);
  const clocks = order.leftMs.map((leftMs) => {
    figures.set(formatLotClock(leftMs));
    return inkOf(figures.root, order);
  });
  return { prices, clocks };
});

function inkOf(root: Container, { widthPx, heightPx }: Order): Ink {
  const brush = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
  if (!brush) throw new Error('An off-screen canvas gave no 2D context.');
  drawSprites(brush, root, 0, 0);
  const { data } = brush.getImageData(0, 0, widthPx, heightPx);
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let i = 0; i < widthPx * heightPx; i++) {
    if ((data[4 * i + 3] ?? 0) < SEEN_ALPHA) continue;
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return { left, top, right, bottom };
}

/** Copies what a container shows to where it shows it; nothing here is scaled or turned. */
function drawSprites(
  brush: OffscreenCanvasRenderingContext2D,
  container: Container,
  x: number,
  y: number,
): void {
  if (!container.visible || container.alpha === 0) return;
  const [atX, atY] = [x + container.x, y + container.y];
  if (container instanceof Sprite && container.width > 1) {
    const { frame, source } = container.texture;
    const from = [frame.x, frame.y, frame.width, frame.height] as const;
    brush.drawImage(
      source.resource as OffscreenCanvas,
      ...from,
      atX,
      atY,
      frame.width,
      frame.height,
    );
  }
  for (const child of container.children) drawSprites(brush, child, atX, atY);
}
