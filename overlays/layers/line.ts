import { Sprite, Texture } from 'pixi.js';
import type { LinePlace } from '../layout/places.js';
import { fontOf, type TypeStyle } from '../theme/typography.js';
import { discard, type Brush, type Easel } from './easel.js';
import { ellipsize, shrinkToFit, tidy } from './typesetting.js';

/** A stretch of a line in one style. */
export interface Run {
  readonly text: string;
  readonly style: TypeStyle;
  /** Design units of space before it. */
  readonly gap?: number;
  /** Units by which it stands above the baseline. */
  readonly rise?: number;
  /** Stands over the run after it, and takes no room of its own beyond that one's. */
  readonly above?: boolean;
  /** The run that is cut with an ellipsis when even the smallest setting does not fit. */
  readonly elastic?: boolean;
}

const PAD = 8;
const LEAST_PART = 0.4;
const DIGITS = '0123456789';

/**
 * One line of words, baked when its text changes and never wider than its place.
 *
 * Shrinks first, then ends in an ellipsis. A changed text is a new texture, so that whoever
 * watches for change sees one.
 */
export class Line {
  readonly sprite = new Sprite(Texture.EMPTY);
  readonly #easel: Easel;
  readonly #place: LinePlace;
  #runs: readonly Run[] | undefined;
  #shown = '';
  #width = 0;

  constructor(easel: Easel, place: LinePlace) {
    this.#easel = easel;
    this.#place = place;
  }

  /** Width of what is shown, in design units. */
  get width(): number {
    return this.#width;
  }

  /** Horizontal place of the sprite when nothing moves it, in output pixels. */
  get restX(): number {
    return this.#easel.x(this.#left() - PAD);
  }

  /** Vertical place of the sprite when nothing moves it, in output pixels. */
  restY(ascent = this.#ascent): number {
    return this.#easel.y(this.#place.y - ascent);
  }

  #ascent = 0;

  /** Sets the line; free when it is given the same runs again, cheap when they say the same. */
  set(runs: readonly Run[]): void {
    if (runs === this.#runs) return;
    this.#runs = runs;
    const key = runs.map((run) => `${run.style.color}${run.text}`).join('\u0000');
    if (key === this.#shown) return;
    this.#shown = key;
    const before = this.sprite.texture;
    this.sprite.texture = this.#bake(runs);
    this.sprite.position.set(this.restX, this.restY());
    discard(before);
  }

  destroy(): void {
    discard(this.sprite.texture);
    this.sprite.destroy();
  }

  #left(): number {
    const { x, align = 'left' } = this.#place;
    if (align === 'left') return x;
    return align === 'right' ? x - this.#width : x - this.#width / 2;
  }

  #bake(asked: readonly Run[]): Texture {
    const runs = fitRuns(this.#easel.measuring, asked, this.#place);
    this.#width = widthOf(this.#easel.measuring, runs);
    if (this.#width <= 0) return Texture.EMPTY;
    const size = Math.max(...runs.map((run) => run.style.size + (run.rise ?? 0)));
    this.#ascent = Math.ceil(size * 1.05);
    const height = this.#ascent + Math.ceil(size * 0.4);
    return this.#easel.paint(this.#width + 2 * PAD, height, (brush) => {
      drawRuns(brush, runs, PAD, this.#ascent);
    });
  }
}

/** Draws runs one after another from `x` on the baseline `y`; returns where they end. */
export function drawRuns(brush: Brush, runs: readonly Run[], x: number, y: number): number {
  let at = x;
  for (const run of runs) {
    const start = at;
    at += run.gap ?? 0;
    brush.fillStyle = run.style.color;
    eachPiece(brush, run, (piece, advance, inset) => {
      brush.fillText(piece, at + inset, y - (run.rise ?? 0));
      at += advance;
    });
    if (run.above === true) at = start;
  }
  return at;
}

/** Width of runs set in one line, in design units, without the space after the last character. */
export function widthOf(brush: Brush, runs: readonly Run[]): number {
  let width = 0;
  let widest = 0;
  for (const run of runs) {
    const start = width;
    width += run.gap ?? 0;
    eachPiece(brush, run, (_piece, advance) => {
      width += advance;
    });
    widest = Math.max(widest, width - (run.style.tracking ?? 0) * run.style.size);
    if (run.above === true) width = start;
  }
  return widest;
}

/** Runs made to fit a width: tidied, then shrunk together, then the elastic one cut. */
export function fitRuns(
  brush: Brush,
  asked: readonly Run[],
  { maxWidth, minScale = 0.6 }: Pick<LinePlace, 'maxWidth' | 'minScale'>,
): readonly Run[] {
  const runs = asked.map((run) => ({ ...run, text: tidy(run.text) })).filter((run) => run.text);
  const scale = shrinkToFit(widthOf(brush, runs), maxWidth, minScale);
  const scaled = scale === 1 ? runs : runs.map((run) => scaleRun(run, scale));
  return cutElastic(brush, scaled, maxWidth);
}

/** Cuts elastic runs, the last first, until the line fits; without one, the first run gives way. */
function cutElastic(brush: Brush, asked: readonly Run[], maxWidth: number): readonly Run[] {
  const runs = [...asked];
  const elastic = runs.flatMap((run, i) => (run.elastic === true ? [i] : [])).reverse();
  for (const [turn, i] of (elastic.length > 0 ? elastic : [0]).entries()) {
    const over = widthOf(brush, runs) - maxWidth;
    const run = runs[i];
    if (over <= 0.5 || !run) break;
    // All but the last to be cut keep a readable part.
    const least = turn < elastic.length - 1 ? maxWidth * LEAST_PART : 0;
    runs[i] = cutRun(brush, run, over, least);
  }
  return runs;
}

function scaleRun(run: Run, scale: number): Run {
  return {
    ...run,
    gap: (run.gap ?? 0) * scale,
    rise: (run.rise ?? 0) * scale,
    style: { ...run.style, size: run.style.size * scale },
  };
}

function cutRun(brush: Brush, run: Run, over: number, least: number): Run {
  const measure = (text: string): number => widthOf(brush, [{ ...run, gap: 0, text }]);
  return { ...run, text: ellipsize(run.text, Math.max(least, measure(run.text) - over), measure) };
}

/** Visits what is drawn in one go: the whole run, or single characters where digits are tabular. */
function eachPiece(
  brush: Brush,
  run: Run,
  visit: (piece: string, advance: number, inset: number) => void,
): void {
  const { style, text } = run;
  brush.font = fontOf(style);
  brush.letterSpacing = `${(style.tracking ?? 0) * style.size}px`;
  if (style.tabular !== true) {
    visit(text, brush.measureText(text).width, 0);
    return;
  }
  const cell = digitAdvance(brush);
  for (const piece of text) {
    const width = brush.measureText(piece).width;
    const advance = DIGITS.includes(piece) ? cell : width;
    visit(piece, advance, (advance - width) / 2);
  }
}

/** Advances of the widest digit, by font. Emptied when there are many: names shrink to any size. */
const advances = new Map<string, number>();
const ADVANCES_KEPT = 500;

/** The advance of the widest digit in the brush's font. */
export function digitAdvance(brush: Brush): number {
  const key = `${brush.font} ${brush.letterSpacing}`;
  let widest = advances.get(key);
  if (widest !== undefined) return widest;
  widest = 0;
  for (const digit of DIGITS) widest = Math.max(widest, brush.measureText(digit).width);
  if (advances.size >= ADVANCES_KEPT) advances.clear();
  advances.set(key, widest);
  return widest;
}
