import type { Sprite } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import { durations, easeOut, fade, progress } from '../theme/motion.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { widthOf, type Line } from './line.js';
import { tidy, wrap } from './typesetting.js';

const TOP = 884;
const HEIGHT = 128;
const INSET = 40;
const RISE = 16;
const FADE_OUT_MS = 220;
/** A line that is too long at its full size is set smaller, down to the size of two lines. */
const ONE_SIZE = 47;
const TWO_SIZE = 35;
const TWO = type.serif(TWO_SIZE);

type HostLine = NonNullable<ShowState['host']['line']>;

/** What the host says, along the foot: it rises in as it is said and leaves when its time is out. */
export class Caption extends Group {
  readonly #box: Sprite;
  readonly #label: Line;
  readonly #one: Line;
  readonly #upper: Line;
  readonly #lower: Line;
  readonly #width: number;
  #line: HostLine | undefined;
  #openedMs = 0;

  /** @param right - where the box ends, in design units */
  constructor(easel: Easel, right: number) {
    super(easel);
    const left = grid.margin;
    this.#width = right - left - 2 * INSET;
    this.#box = this.own(paintBox(easel, right - left), left, TOP);
    const place = { x: left + INSET, maxWidth: this.#width };
    this.#label = this.line({ ...place, y: TOP + 39 });
    this.#one = this.line({ ...place, y: TOP + 96 });
    this.#upper = this.line({ ...place, y: TOP + 79 });
    this.#lower = this.line({ ...place, y: TOP + 115 });
  }

  /** Draws the caption at `nowMs`. */
  update({ host }: ShowState, nowMs: number): void {
    if (host.line && host.line !== this.#line) this.#take(host.line, host.name, nowMs);
    const line = this.#line;
    const shown = line !== undefined && nowMs >= line.sinceMs && nowMs < line.untilMs + FADE_OUT_MS;
    this.root.visible = shown;
    if (!shown) return;
    // A line that was withdrawn before its time leaves at once.
    const out = host.line ? 1 - progress(nowMs, line.untilMs, FADE_OUT_MS) : 0;
    const opened = fade(Math.min(out, progress(nowMs, this.#openedMs, durations.caption)));
    this.#box.alpha = opened;
    this.#label.sprite.alpha = opened;
    const spoken = easeOut(progress(nowMs, line.sinceMs, durations.caption));
    for (const words of [this.#one, this.#upper, this.#lower]) {
      words.sprite.alpha = fade(Math.min(out, spoken));
      words.sprite.y = words.restY() + this.easel.px(RISE * (1 - spoken));
    }
  }

  #take(line: HostLine, name: string, nowMs: number): void {
    const before = this.#line;
    const open = before !== undefined && nowMs < before.untilMs + FADE_OUT_MS && this.root.visible;
    this.#line = line;
    if (before && before.text === line.text && before.sinceMs === line.sinceMs) return;
    if (!open) this.#openedMs = line.sinceMs;
    this.#label.set([
      { text: `${name}, auctioneer`.toUpperCase(), style: type.label(18), elastic: true },
    ]);
    this.#setWords(tidy(line.text));
  }

  #setWords(text: string): void {
    const { measuring } = this.easel;
    const full = widthOf(measuring, [{ text, style: type.serif(ONE_SIZE) }]);
    const size = Math.min(ONE_SIZE, Math.floor((ONE_SIZE * this.#width) / full));
    const inOne = size >= TWO_SIZE;
    const measure = (part: string): number => widthOf(measuring, [{ text: part, style: TWO }]);
    const lines = inOne ? [] : wrap(text, this.#width, 2, measure);
    this.#one.set(inOne ? [{ text, style: type.serif(size) }] : []);
    this.#upper.set(lines[0] ? [{ text: lines[0], style: TWO }] : []);
    this.#lower.set(lines[1] ? [{ text: lines[1], style: TWO }] : []);
  }
}

function paintBox(easel: Easel, width: number): Sprite['texture'] {
  return easel.paint(width, HEIGHT, (brush) => {
    const shade = brush.createLinearGradient(0, 0, width, 0);
    shade.addColorStop(0, 'rgba(8, 7, 6, 0.86)');
    shade.addColorStop(0.75, 'rgba(8, 7, 6, 0.72)');
    shade.addColorStop(1, 'rgba(8, 7, 6, 0.40)');
    brush.fillStyle = shade;
    brush.fillRect(0, 0, width, HEIGHT);
    brush.fillStyle = palette.gold;
    brush.fillRect(0, 0, 6, HEIGHT);
  });
}
