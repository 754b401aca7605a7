import type { Box, FrameStyle } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import type { Brush } from './easel.js';

/** Room around a framed picture for the shadow it throws, in design units. */
export const SHADOW = 64;

/**
 * A gilt frame with its mat around a picture, lit from above left as on a wall: the steps that
 * paint it, for scaling a large picture takes long enough.
 *
 * @param outer - size of the frame; it stands `SHADOW` in from the texture's corner
 */
export function framePainting(
  outer: { readonly width: number; readonly height: number },
  style: FrameStyle,
  drawPicture: (brush: Brush, place: Box) => void,
): readonly ((brush: Brush) => void)[] {
  const frame = { x: SHADOW, y: SHADOW, width: outer.width, height: outer.height };
  const mat = inset(frame, style.bar);
  const picture = inset(mat, style.mat);
  return [
    (brush) => castShadow(brush, frame, style.bar),
    (brush) => {
      gildBars(brush, frame, style.bar);
      layMat(brush, mat, style.bar);
      bevel(brush, picture);
    },
    ...PARTS.map((_, part) => (brush: Brush) => {
      brush.save();
      clipPart(brush, picture, part);
      drawPicture(brush, picture);
      brush.restore();
    }),
  ];
}

/** The picture is drawn in so many parts. */
const PARTS = Array.from({ length: 4 });

/** Clips to one part of a box from above; between parts at whole pixels, where no seam shows. */
function clipPart(brush: Brush, { x, y, width, height }: Box, part: number): void {
  const { d: scale } = brush.getTransform();
  const edge = (index: number): number =>
    index === 0 || index === PARTS.length
      ? y + (height * index) / PARTS.length
      : Math.round((y + (height * index) / PARTS.length) * scale) / scale;
  brush.beginPath();
  brush.rect(x, edge(part), width, edge(part + 1) - edge(part));
  brush.clip();
}

const inset = (box: Box, by: number): Box => ({
  x: box.x + by,
  y: box.y + by,
  width: box.width - 2 * by,
  height: box.height - 2 * by,
});

function castShadow(brush: Brush, { x, y, width, height }: Box, bar: number): void {
  const { a: scale } = brush.getTransform();
  brush.save();
  brush.fillStyle = '#000';
  // Shadows are in pixels of the canvas, whatever the transform.
  brush.shadowColor = 'rgba(0, 0, 0, 0.62)';
  brush.shadowBlur = 2 * bar * scale;
  brush.shadowOffsetY = bar * scale;
  brush.fillRect(x, y, width, height);
  brush.shadowColor = 'rgba(0, 0, 0, 0.55)';
  brush.shadowBlur = 0.5 * bar * scale;
  brush.shadowOffsetY = 0.2 * bar * scale;
  brush.fillRect(x, y, width, height);
  brush.restore();
}

/** Gold seen along a bar: bright where the lamp strikes it, deep where it turns away. */
const GILT: readonly (readonly [number, string])[] = [
  [0, '#e9c877'],
  [0.2, '#b98736'],
  [0.42, '#8a5a20'],
  [0.62, '#f0d28c'],
  [0.8, '#c3923f'],
  [1, '#d9b364'],
];

function gildBars(brush: Brush, box: Box, bar: number): void {
  const gilt = brush.createLinearGradient(box.x, box.y, box.x + box.width, box.y + box.height);
  for (const [at, color] of GILT) gilt.addColorStop(at, color);
  brush.fillStyle = gilt;
  brush.fillRect(box.x, box.y, box.width, box.height);
  shadeBar(brush, box, bar, 'top', 'rgba(255, 244, 210, 0.34)');
  shadeBar(brush, box, bar, 'left', 'rgba(255, 244, 210, 0.12)');
  shadeBar(brush, box, bar, 'right', 'rgba(60, 32, 6, 0.22)');
  shadeBar(brush, box, bar, 'bottom', 'rgba(60, 32, 6, 0.34)');
  const line = Math.max(1, bar * 0.07);
  strokeInside(brush, box, line, 'rgba(255, 238, 190, 0.45)');
  strokeInside(brush, inset(box, bar * 0.3), line, 'rgba(80, 46, 12, 0.30)');
  strokeInside(brush, inset(box, bar * 0.3 + line), line, 'rgba(255, 238, 190, 0.30)');
  strokeInside(brush, inset(box, bar * 0.78), line, 'rgba(80, 46, 12, 0.45)');
}

/** One mitred side of the frame, so that its corners are cut at 45 degrees. */
function shadeBar(
  brush: Brush,
  { x, y, width, height }: Box,
  bar: number,
  side: 'top' | 'left' | 'right' | 'bottom',
  color: string,
): void {
  const [right, bottom] = [x + width, y + height];
  const [x1, y1, x2, y2] = {
    top: [x, y, right, y] as const,
    left: [x, y, x, bottom] as const,
    right: [right, y, right, bottom] as const,
    bottom: [x, bottom, right, bottom] as const,
  }[side];
  const inward = (at: number, low: number): number => (at === low ? at + bar : at - bar);
  brush.beginPath();
  brush.moveTo(x1, y1);
  brush.lineTo(x2, y2);
  brush.lineTo(inward(x2, x), inward(y2, y));
  brush.lineTo(inward(x1, x), inward(y1, y));
  brush.closePath();
  brush.fillStyle = color;
  brush.fill();
}

function strokeInside(brush: Brush, box: Box, line: number, color: string): void {
  brush.strokeStyle = color;
  brush.lineWidth = line;
  brush.strokeRect(box.x + line / 2, box.y + line / 2, box.width - line, box.height - line);
}

function layMat(brush: Brush, box: Box, bar: number): void {
  const paper = brush.createLinearGradient(box.x, box.y, box.x, box.y + box.height);
  paper.addColorStop(0, '#e6dccb');
  paper.addColorStop(0.12, palette.mat);
  paper.addColorStop(1, '#f3ecdf');
  brush.fillStyle = paper;
  brush.fillRect(box.x, box.y, box.width, box.height);
  shadeInside(brush, box, bar * 0.9);
}

/** The frame's own shadow on the mat: deepest above, faint below. */
function shadeInside(brush: Brush, { x, y, width, height }: Box, depth: number): void {
  const shade = (x1: number, y1: number, alpha: number): void => {
    const [left, top] = [x1 < 0 ? x + width : x, y1 < 0 ? y + height : y];
    const fall = brush.createLinearGradient(left, top, left + x1 * depth, top + y1 * depth);
    fall.addColorStop(0, `rgba(70, 48, 24, ${alpha})`);
    fall.addColorStop(0.4, `rgba(70, 48, 24, ${alpha * 0.35})`);
    fall.addColorStop(1, 'rgba(70, 48, 24, 0)');
    brush.fillStyle = fall;
    brush.fillRect(x, y, width, height);
  };
  shade(0, 1, 0.5);
  shade(1, 0, 0.3);
  shade(-1, 0, 0.22);
  shade(0, -1, 0.12);
}

/** The cut edge of the mat: dark above where it throws a shadow, white below. */
function bevel(brush: Brush, box: Box): void {
  const around = inset(box, -3);
  brush.fillStyle = '#fffaf0';
  brush.fillRect(around.x, around.y, around.width, around.height);
  brush.fillStyle = 'rgba(70, 48, 24, 0.38)';
  brush.fillRect(around.x, around.y, around.width, 3);
  brush.fillRect(around.x, around.y, 3, around.height);
}
