import type { Brush } from '../layers/easel.js';

/** Stops of a gradient: place from 0 to 1, and colour. */
type Stops = readonly (readonly [number, string])[];

/** A gradient measured in the box of what it fills: 0 to 1 across and down. */
export type Shade =
  | { readonly kind: 'linear'; readonly to: readonly [number, number]; readonly stops: Stops }
  | {
      readonly kind: 'radial';
      readonly at: readonly [number, number];
      readonly radius: number;
      readonly stops: Stops;
    };

/** A box in the units of the drawing: x, y, width, height. */
export type Area = readonly [number, number, number, number];

/**
 * Fills a path with a shade stretched over its box.
 *
 * The path is brought into the box's own unit square, where gradients are measured; clipping
 * instead would leave the edges ragged.
 */
export function shade(brush: Brush, path: string, area: Area, with_: Shade): void {
  const [x, y, width, height] = area;
  brush.save();
  const unit = new Path2D();
  unit.addPath(new Path2D(path), new DOMMatrix().scale(1 / width, 1 / height).translate(-x, -y));
  brush.translate(x, y);
  brush.scale(width, height);
  brush.fillStyle = gradientOf(brush, with_);
  brush.fill(unit);
  brush.restore();
}

/** Fills a path with one colour. */
export function fill(brush: Brush, path: string, color: string): void {
  brush.fillStyle = color;
  brush.fill(new Path2D(path));
}

/** Draws along a path with round ends. */
export function draw(
  brush: Brush,
  path: string,
  color: string | CanvasGradient,
  width: number,
): void {
  brush.strokeStyle = color;
  brush.lineWidth = width;
  brush.lineCap = 'round';
  brush.lineJoin = 'round';
  brush.stroke(new Path2D(path));
}

/** Fills an ellipse. */
export function oval(
  brush: Brush,
  [x, y]: readonly [number, number],
  [radiusX, radiusY]: readonly [number, number],
  color: string | CanvasGradient,
): void {
  brush.fillStyle = color;
  brush.beginPath();
  brush.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
  brush.fill();
}

/** An ellipse whose edge melts away: blushes, shadows, highlights. */
export function glow(
  brush: Brush,
  [x, y]: readonly [number, number],
  [radiusX, radiusY]: readonly [number, number],
  rgb: string,
  alpha: number,
): void {
  const melt = brush.createRadialGradient(0, 0, 0, 0, 0, 1);
  melt.addColorStop(0, `rgba(${rgb}, ${alpha})`);
  melt.addColorStop(0.55, `rgba(${rgb}, ${alpha * 0.55})`);
  melt.addColorStop(1, `rgba(${rgb}, 0)`);
  brush.save();
  brush.translate(x, y);
  brush.scale(radiusX, radiusY);
  brush.fillStyle = melt;
  brush.fillRect(-1, -1, 2, 2);
  brush.restore();
}

function gradientOf(brush: Brush, of: Shade): CanvasGradient {
  const gradient =
    of.kind === 'linear'
      ? brush.createLinearGradient(0, 0, of.to[0], of.to[1])
      : brush.createRadialGradient(of.at[0], of.at[1], 0, of.at[0], of.at[1], of.radius);
  for (const [at, color] of of.stops) gradient.addColorStop(at, color);
  return gradient;
}
