import type { Sprite } from 'pixi.js';
import type { LotView } from '../../engine/domain/show.js';
import { durations, easeOut, progress } from '../theme/motion.js';
import type { Box } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';

/** The running bar: what is left of the lot's time. An extension lets it grow back, eased. */
export class TimeBar extends Group {
  readonly #width: number;
  readonly #fill: Sprite;
  #closesAtMs: number | undefined;
  #jump = 0;
  #jumpedMs = Number.NEGATIVE_INFINITY;

  constructor(easel: Easel, { x, y, width, height }: Box) {
    super(easel);
    this.#width = width;
    const track = easel.paint(width, height, (brush) => {
      brush.fillStyle = 'rgba(244, 237, 225, 0.13)';
      brush.beginPath();
      brush.roundRect(0, 0, width, height, height / 2);
      brush.fill();
    });
    this.own(track, x, y);
    const gold = easel.paint(height, height, (brush) => {
      const shine = brush.createLinearGradient(0, 0, 0, height);
      shine.addColorStop(0, '#f2d596');
      shine.addColorStop(1, palette.gold);
      brush.fillStyle = shine;
      brush.fillRect(0, 0, height + 1, height + 1);
    });
    this.#fill = this.own(gold, x, y);
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
    const width = this.easel.px(
      this.#width * Math.min(1, Math.max(0, left + this.#jump * settling)),
    );
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
