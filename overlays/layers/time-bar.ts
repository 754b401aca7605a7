import type { Sprite } from 'pixi.js';
import type { LotView } from '../../engine/domain/show.js';
import { durations, easeOut, progress } from '../theme/motion.js';
import { grid, palette } from '../theme/tokens.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';

const TOP = 601;
const THICK = 8;
const WIDTH = grid.column.right - grid.column.left;

/** The running bar: what is left of the lot's time. An extension lets it grow back, eased. */
export class TimeBar extends Group {
  readonly #fill: Sprite;
  #closesAtMs: number | undefined;
  #jump = 0;
  #jumpedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel) {
    super(easel);
    const track = easel.paint(WIDTH, THICK, (brush) => {
      brush.fillStyle = 'rgba(244, 237, 225, 0.13)';
      brush.beginPath();
      brush.roundRect(0, 0, WIDTH, THICK, THICK / 2);
      brush.fill();
    });
    this.own(track, grid.column.left, TOP);
    const gold = easel.paint(THICK, THICK, (brush) => {
      const shine = brush.createLinearGradient(0, 0, 0, THICK);
      shine.addColorStop(0, '#f2d596');
      shine.addColorStop(1, palette.gold);
      brush.fillStyle = shine;
      brush.fillRect(0, 0, THICK + 1, THICK + 1);
    });
    this.#fill = this.own(gold, grid.column.left, TOP);
  }

  /** Draws the bar at `nowMs`. */
  update(lot: LotView, nowMs: number): void {
    const left = partLeft(lot, lot.closesAtMs, nowMs);
    if (lot.closesAtMs !== this.#closesAtMs) {
      const before = this.#closesAtMs;
      this.#closesAtMs = lot.closesAtMs;
      if (before !== undefined) {
        this.#jump = partLeft(lot, before, nowMs) - left;
        this.#jumpedMs = nowMs;
      }
    }
    const settling = 1 - easeOut(progress(nowMs, this.#jumpedMs, durations.price));
    const width = this.easel.px(WIDTH * Math.min(1, Math.max(0, left + this.#jump * settling)));
    this.#fill.visible = width > 0;
    // A flat colour may be stretched: it is a thin strip, and only as wide as a whole pixel.
    if (width > 0) this.#fill.width = width;
  }
}

function partLeft(lot: LotView, closesAtMs: number | undefined, nowMs: number): number {
  if (lot.phase === 'previewed') return 1;
  if (closesAtMs === undefined || lot.opensAtMs === undefined) return 0;
  return (closesAtMs - nowMs) / Math.max(1, closesAtMs - lot.opensAtMs);
}
