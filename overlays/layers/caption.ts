import type { Sprite } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import { durations, easeOut, fade, progress } from '../theme/motion.js';
import type { CaptionPlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { widthOf, type Line } from './line.js';
import { chooseSetting, tidy, wrap, wrapEvenly } from './typesetting.js';

const RISE = 16;
const FADE_OUT_MS = 220;

type HostLine = NonNullable<ShowState['host']['line']>;

/** What the host says, along the foot: it rises in as it is said and leaves when its time is out. */
export class Caption extends Group {
  readonly #place: CaptionPlace;
  readonly #box: Sprite;
  readonly #label: Line;
  /** The lines of each setting; those of all but one are empty. */
  readonly #lines: readonly (readonly Line[])[];
  #line: HostLine | undefined;
  #openedMs = 0;

  constructor(easel: Easel, place: CaptionPlace) {
    super(easel);
    this.#place = place;
    this.#box = this.own(paintBox(easel, place), place.x, place.y);
    const line = (y: number): Line =>
      this.line({ x: place.x + place.inset, y: place.y + y, maxWidth: place.maxWidth });
    this.#label = line(place.label.y);
    this.#lines = place.settings.map(({ baselines }) => baselines.map(line));
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
    for (const lines of this.#lines) {
      for (const words of lines) {
        words.sprite.alpha = fade(Math.min(out, spoken));
        words.sprite.y = words.restY() + this.easel.px(RISE * (1 - spoken));
      }
    }
  }

  #take(line: HostLine, name: string, nowMs: number): void {
    const before = this.#line;
    const open = before !== undefined && nowMs < before.untilMs + FADE_OUT_MS && this.root.visible;
    this.#line = line;
    if (before && before.text === line.text && before.sinceMs === line.sinceMs) return;
    if (!open) this.#openedMs = line.sinceMs;
    this.#label.set([
      {
        text: `${name}, auctioneer`.toUpperCase(),
        style: type.label(this.#place.label.size),
        elastic: true,
      },
    ]);
    this.#setWords(tidy(line.text));
  }

  #setWords(text: string): void {
    const { measuring } = this.easel;
    const measureAt = (size: number) => (part: string) =>
      widthOf(measuring, [{ text: part, style: type.serif(size) }]);
    const { settings, maxWidth, isEven } = this.#place;
    const breakUp = isEven === true ? wrapEvenly : wrap;
    const set = chooseSetting(text, maxWidth, settings, measureAt, breakUp);
    this.#lines.forEach((lines, setting) => {
      lines.forEach((line, index) => {
        const part = setting === set.index ? set.lines[index] : undefined;
        line.set(part === undefined ? [] : [{ text: part, style: type.serif(set.size) }]);
      });
    });
  }
}

function paintBox(easel: Easel, { width, height }: CaptionPlace): Sprite['texture'] {
  return easel.paint(width, height, (brush) => {
    const shade = brush.createLinearGradient(0, 0, width, 0);
    shade.addColorStop(0, 'rgba(8, 7, 6, 0.86)');
    shade.addColorStop(0.75, 'rgba(8, 7, 6, 0.72)');
    shade.addColorStop(1, 'rgba(8, 7, 6, 0.40)');
    brush.fillStyle = shade;
    brush.fillRect(0, 0, width, height);
    brush.fillStyle = palette.gold;
    brush.fillRect(0, 0, 6, height);
  });
}
