import type { Sprite } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { formatCount } from './figures.js';
import { Group } from './group.js';
import type { Line } from './line.js';

const DOT = 13;
const BASELINE = 106;

/** The red dot, and how many are watching. */
export class LiveBadge extends Group {
  readonly #words: Line;
  readonly #dot: Sprite;

  constructor(easel: Easel) {
    super(easel);
    const { right } = grid.column;
    this.#words = this.line({ x: right, y: BASELINE, maxWidth: 300, align: 'right' });
    const dot = easel.paint(DOT + 2, DOT + 2, (brush) => {
      brush.fillStyle = palette.red;
      brush.beginPath();
      brush.arc(DOT / 2 + 1, DOT / 2 + 1, DOT / 2, 0, 2 * Math.PI);
      brush.fill();
    });
    this.#dot = this.own(dot, 0, BASELINE - 15.5);
  }

  /** Takes over a new state. */
  set({ live }: ShowState): void {
    this.#words.set([
      { text: 'LIVE', style: type.label(21, palette.text) },
      {
        text: live.watching > 0 ? formatCount(live.watching) : '',
        style: { ...type.label(21, palette.third), tracking: 0.1, tabular: true },
        gap: 18,
      },
    ]);
    this.#dot.x = this.easel.x(grid.column.right - this.#words.width - 12 - DOT);
  }
}
