import type { Sprite } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { WordsPlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { formatCount } from './figures.js';
import { Group } from './group.js';
import type { Line } from './line.js';

/** The dot, in units of a badge set at the size that it is drawn for. */
const DOT = 13;
const DRAWN_SIZE = 21;

/** The red dot, and how many are watching. */
export class LiveBadge extends Group {
  readonly #place: WordsPlace;
  readonly #scale: number;
  readonly #words: Line;
  readonly #dot: Sprite;

  /** @param place - set to the right; the dot stands before the words */
  constructor(easel: Easel, place: WordsPlace) {
    super(easel);
    this.#place = place;
    const scale = (this.#scale = place.size / DRAWN_SIZE);
    this.#words = this.line(place);
    const side = (DOT + 2) * scale;
    const dot = easel.paint(side, side, (brush) => {
      brush.scale(scale, scale);
      brush.fillStyle = palette.red;
      brush.beginPath();
      brush.arc(DOT / 2 + 1, DOT / 2 + 1, DOT / 2, 0, 2 * Math.PI);
      brush.fill();
    });
    this.#dot = this.own(dot, 0, place.y - 15.5 * scale);
  }

  /** Takes over a new state. */
  set({ live }: ShowState): void {
    const { x, size } = this.#place;
    this.#words.set([
      { text: 'LIVE', style: type.label(size, palette.text) },
      {
        text: live.watching > 0 ? formatCount(live.watching) : '',
        style: { ...type.label(size, palette.third), tracking: 0.1, tabular: true },
        gap: 18 * this.#scale,
      },
    ]);
    this.#dot.x = this.easel.x(x - this.#words.width - (12 + DOT) * this.#scale);
  }
}
