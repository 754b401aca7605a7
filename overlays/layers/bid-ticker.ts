import { Container, Sprite, type Texture } from 'pixi.js';
import type { BidView } from '../../engine/domain/show.js';
import { durations, easeOut, fade, progress } from '../theme/motion.js';
import type { TickerPlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import { discard, type Brush, type Easel } from './easel.js';
import { drawRuns, fitRuns, widthOf, type Run } from './line.js';
import { ENTRY, tickerOpacity } from './ticker-motion.js';

/** A row, before it is scaled. */
const PITCH = 49;
const AMOUNT_RIGHT = 72;

interface Row {
  readonly id: string;
  readonly texture: Texture;
  readonly sprite: Sprite;
  from: number;
  to: number;
}

/** The last bids, newest on top: a new one comes in above and the rows before it fade down. */
export class BidTicker {
  readonly root = new Container();
  readonly #easel: Easel;
  readonly #place: TickerPlace;
  #rows: Row[] = [];
  #movedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel, place: TickerPlace) {
    this.#easel = easel;
    this.#place = place;
    this.root.position.set(easel.x(place.x), easel.y(place.y));
  }

  /** Takes over the bids, newest first. The first ones stand where they belong. */
  set(bids: readonly BidView[], nowMs: number, first: boolean): void {
    if (bids[0]?.id === this.#rows[0]?.id) return;
    const count = this.#place.rows;
    const shift = easeOut(progress(nowMs, this.#movedMs, durations.ticker));
    const before = new Map(this.#rows.map((row) => [row.id, row]));
    const rows = bids.slice(0, count).map((bid, index) => {
      const row = before.get(bid.id) ?? this.#add(bid, first ? index : index - ENTRY);
      before.delete(bid.id);
      return moveRow(row, shift, index);
    });
    for (const row of before.values()) {
      if (row.to >= count) this.#remove(row);
      else rows.push(moveRow(row, shift, count));
    }
    this.#rows = rows;
    if (!first) this.#movedMs = nowMs;
  }

  /** Draws the rows at `nowMs`. */
  update(nowMs: number): void {
    const shift = easeOut(progress(nowMs, this.#movedMs, durations.ticker));
    const { rows, scale } = this.#place;
    for (const { sprite, from, to } of this.#rows) {
      const at = from + (to - from) * shift;
      sprite.y = Math.round(at * PITCH * scale * this.#easel.scale);
      sprite.alpha = fade(tickerOpacity(at, rows));
      sprite.visible = sprite.alpha > 0;
    }
  }

  destroy(): void {
    for (const { texture } of this.#rows) discard(texture);
    this.root.destroy({ children: true });
  }

  #add(bid: BidView, from: number): Row {
    const { width, scale } = this.#place;
    const texture = this.#easel.paint(width, PITCH * scale, (brush) => {
      brush.scale(scale, scale);
      paintRow(brush, bid, width / scale);
    });
    const sprite = this.root.addChild(new Sprite(texture));
    return { id: bid.id, texture, sprite, from, to: from };
  }

  #remove(row: Row): void {
    row.sprite.destroy();
    discard(row.texture);
  }
}

function moveRow(row: Row, shift: number, to: number): Row {
  row.from += (row.to - row.from) * shift;
  row.to = to;
  return row;
}

const SOURCES: Readonly<Record<BidView['source'], string>> = {
  post: 'post',
  chat: 'chat',
  chain: 'chain',
  operator: 'room',
};

function paintRow(brush: Brush, bid: BidView, width: number): void {
  const baseline = 34;
  const source = [{ text: SOURCES[bid.source], style: type.sans(21, 400, palette.third) }];
  const sourceLeft = width - widthOf(brush, source);
  drawRuns(brush, source, sourceLeft, baseline);

  const style = { ...type.sans(26, 700, palette.text), tabular: true };
  const amount = fitRuns(brush, [{ text: bid.amountEth, style }], { maxWidth: 150, minScale: 0.8 });
  const amountWidth = widthOf(brush, amount);
  const amountLeft = Math.max(0, AMOUNT_RIGHT - amountWidth);
  drawRuns(brush, amount, amountLeft, baseline);

  const nameLeft = Math.max(AMOUNT_RIGHT, amountWidth) + 18;
  const name: readonly Run[] = [{ text: bid.name, style: type.sans(26, 400, palette.second) }];
  const maxWidth = sourceLeft - 14 - nameLeft;
  drawRuns(brush, fitRuns(brush, name, { maxWidth, minScale: 0.85 }), nameLeft, baseline);
  brush.fillStyle = 'rgba(244, 237, 225, 0.10)';
  brush.fillRect(0, PITCH - 1.5, width, 1.5);
}
